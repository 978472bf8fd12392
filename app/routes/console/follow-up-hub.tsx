import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { answerFinding, FINDING_MOVES } from "~/domain/evaluations/answer-finding.server";
import {
	EVALUATION_FILE_MAX_BYTES,
	evaluationFormSchema,
	findingFormSchema,
	indicatorFormSchema,
	responseFormSchema,
} from "~/domain/evaluations/evaluation.schema";
import { getFollowUp } from "~/domain/evaluations/get-follow-up.server";
import { giveFinding } from "~/domain/evaluations/give-finding.server";
import { recordEvaluation } from "~/domain/evaluations/record-evaluation.server";
import { recordIndicator } from "~/domain/evaluations/record-indicator.server";
import { useErrorText, useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { EvaluationForm, EvaluationList } from "~/ui/console/evaluations";
import { FindingForm, FindingList } from "~/ui/console/findings";
import { IndicatorForm, IndicatorSeries } from "~/ui/console/indicators";
import { PageHead } from "~/ui/console/page-head";
import { toFollowUpView } from "./follow-up-view.server";
import { sentValues } from "./fund-view.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const DONE = ["evaluation", "finding", "response", "indicator"] as const;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const view = toFollowUpView(await getFollowUp(ctx, params.hub ?? ""), ctx.lang, jstDayString(ctx.now));
	const done = new URL(request.url).searchParams.get("done");
	return { ...view, done: DONE.find((one) => one === done) ?? null };
}

type Errors = Record<string, string[] | null>;
type Outcome = { done: (typeof DONE)[number] } | { errors: Errors };

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const hub = params.hub ?? "";
	const sent = await readForm(request, { maxBytes: EVALUATION_FILE_MAX_BYTES + 100_000 });
	const intent = String(sent.get("intent") ?? "");
	// A form of one finding keeps its words at that finding.
	const form = FINDING_MOVES.some((move) => move === intent) ? String(sent.get("findingId") ?? "") : intent;
	const refuse = (errors: Errors, status = 400) => data({ form, values: sentValues(sent), errors }, { status });
	try {
		const outcome = await change(ctx, { hub, intent, sent });
		if ("errors" in outcome) return refuse(outcome.errors);
		return redirect(`/console/follow-up/${hub}?done=${outcome.done}`, 303);
	} catch (error) {
		if (!isAppError(error) || error.status === 403 || error.status === 404) throw error;
		const field = typeof error.params.field === "string" ? error.params.field : "";
		return refuse({ [field]: [error.personKey] }, error.status);
	}
}

async function change(
	ctx: StaffCtx,
	{ hub, intent, sent }: { hub: string; intent: string; sent: FormData },
): Promise<Outcome> {
	const move = FINDING_MOVES.find((one) => one === intent);
	if (move) {
		const form = parseForm(sent, responseFormSchema);
		if (!form.ok) return { errors: form.submission.reply().error ?? {} };
		await answerFinding(ctx, { move, ...form.value });
		return { done: "response" };
	}
	if (intent === "finding") {
		const form = parseForm(sent, findingFormSchema);
		if (!form.ok) return { errors: form.submission.reply().error ?? {} };
		await giveFinding(ctx, { hub, fields: form.value });
		return { done: "finding" };
	}
	if (intent === "indicator") {
		const form = parseForm(sent, indicatorFormSchema);
		if (!form.ok) return { errors: form.submission.reply().error ?? {} };
		await recordIndicator(ctx, { hub, fields: form.value });
		return { done: "indicator" };
	}
	if (intent !== "evaluation") return { errors: { "": ["fields.invalid"] } };
	const form = parseForm(sent, evaluationFormSchema(ctx.now));
	if (!form.ok) return { errors: form.submission.reply().error ?? {} };
	const file = sent.get("file");
	const given = file instanceof File && file.size > 0 ? file : null;
	const pdf = given && { name: given.name, bytes: new Uint8Array(await given.arrayBuffer()) };
	await recordEvaluation(ctx, { hub, fields: form.value, pdf });
	return { done: "evaluation" };
}

export default function FollowUpHub() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errorText = useErrorText();
	/** what was sent of one form, with its errors in words */
	const stateOf = (form: string) => ({
		values: sent?.form === form ? sent.values : {},
		errors: Object.fromEntries(
			Object.entries(sent?.form === form ? sent.errors : {}).map(([name, keys]) => [name, (keys ?? []).map(errorText)]),
		),
	});
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/follow-up">{t("followUp.back")}</a>
			</p>
			<PageHead title={page.title} lead={page.hubName} />
			{page.done && !sent ? <p className="notice notice-good mb-6">{t(`followUp.done.${page.done}`)}</p> : null}
			<FindingList findings={page.findings} may={page.may} stateOf={stateOf} />
			{page.may.find ? <FindingForm evaluations={page.evaluations} {...stateOf("finding")} /> : null}
			<EvaluationList evaluations={page.evaluations} />
			{page.may.record || page.may.submit ? (
				<EvaluationForm onlyOwn={!page.may.record} {...stateOf("evaluation")} />
			) : null}
			<IndicatorSeries indicators={page.indicators} years={page.years} />
			{page.may.indicate ? <IndicatorForm {...stateOf("indicator")} /> : null}
		</>
	);
}
