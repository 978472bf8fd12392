import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { getGiftGoal } from "~/domain/hubs/get-gift-goal.server";
import { goalFormSchema } from "~/domain/hubs/gift-goal.schema";
import { publishGiftGoal } from "~/domain/hubs/publish-gift-goal.server";
import { withdrawGiftGoal } from "~/domain/hubs/withdraw-gift-goal.server";
import { formatFiscalYear, formatInteger, formatYenSign } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useErrorText, useT } from "~/i18n/use-t";
import { isAppError, notFound } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { ChangeHistory } from "~/ui/console/change-history";
import { Facts } from "~/ui/console/facts";
import { PageHead, Section } from "~/ui/console/page-head";
import { TextField } from "~/ui/form/text-field";
import { changeHead, nameOf, sentValues } from "./fund-view.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

function askedGoal(ctx: StaffCtx, params: { hub?: string; fiscalYear?: string }) {
	if (!/^\d{4}$/.test(params.fiscalYear ?? "")) throw notFound("gift_goal", params.fiscalYear ?? "");
	return getGiftGoal(ctx, { hub: params.hub ?? "", fiscalYear: Number(params.fiscalYear) });
}

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { hub, goal, revision, keptYen, mayPublish, changes } = await askedGoal(ctx, params);
	const { lang } = ctx;
	const t = getT(lang, "console");
	const year = formatFiscalYear(Number(params.fiscalYear), lang);
	const stateOf = (published: unknown) => (published === true ? t("goals.published") : t("goals.withdrawn"));
	const goalText = (yen: unknown) => (typeof yen === "string" ? formatYenSign(BigInt(yen)) : t("goals.unset"));
	const done = new URL(request.url).searchParams.get("done");
	return {
		title: t("goals.goalTitle", { hub: hub.abbreviation, year }),
		facts: [
			{ label: t("filters.hub"), value: nameOf(hub, lang) },
			{ label: t("goals.goal"), value: goal ? formatYenSign(goal.goalYen) : t("goals.unset") },
			{ label: t("goals.state"), value: stateOf(goal?.published) },
			{ label: t("funds.kept", { year }), value: formatYenSign(keptYen) },
		],
		now: goal ? `${formatYenSign(goal.goalYen)} (${stateOf(goal.published)})` : t("goals.unset"),
		goalYen: goal ? formatInteger(goal.goalYen) : "",
		published: goal?.published === true,
		revision,
		mayPublish,
		publicHref: hub.published ? `/${lang}/hubs/${hub.slug}` : null,
		done: done === "published" || done === "withdrawn" ? (done as "published" | "withdrawn") : null,
		history: changes.map((change) => ({
			...changeHead(change, lang),
			values: [
				t("history.value", {
					field: t("goals.goal"),
					before: goalText(change.before?.goalYen),
					after: goalText(change.after?.goalYen),
				}),
			],
		})),
	};
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { hub } = await askedGoal(ctx, params);
	const fiscalYear = Number(params.fiscalYear);
	const sent = await readForm(request);
	const values = sentValues(sent);
	const refuse = (errors: Record<string, string[] | null>, status = 400) =>
		data({ values, errors, conflict: status === 409 }, { status });
	const form = parseForm(sent, goalFormSchema);
	if (!form.ok) return refuse(form.submission.reply().error ?? {});
	const { intent, basedOn } = form.value;
	try {
		if (intent === "withdraw") await withdrawGiftGoal(ctx, { hubId: hub.id, fiscalYear, basedOn });
		else await publishGiftGoal(ctx, { hubId: hub.id, fiscalYear, basedOn, goalYen: form.value.goalYen });
	} catch (error) {
		if (isAppError(error) && error.code === "gift_goal_changed") return refuse({}, 409);
		throw error;
	}
	const done = intent === "withdraw" ? "withdrawn" : "published";
	return redirect(`/console/goals/${hub.slug}/${fiscalYear}?done=${done}`, 303);
}

export default function Goal() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/goals">{t("goals.back")}</a>
			</p>
			<PageHead title={page.title}>
				{page.publicHref ? (
					<a className="btn btn-small" href={page.publicHref}>
						{t("goals.publicPage")}
					</a>
				) : null}
			</PageHead>
			{page.done && !sent ? <p className="notice notice-good mb-6">{t(`goals.done.${page.done}`)}</p> : null}
			{sent?.conflict ? (
				<p className="notice notice-warn mb-6" role="alert">
					{t("goals.conflict", { goal: page.now })}
				</p>
			) : null}
			<Facts rows={page.facts} />
			<p className="hint mt-3 max-w-text">{t("funds.keptNote")}</p>
			{page.mayPublish ? <GoalForms /> : <p className="hint mt-6">{t("goals.readOnly")}</p>}
			<ChangeHistory changes={page.history} />
		</>
	);
}

function GoalForms() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errorText = useErrorText();
	// After a conflict the person has seen the newer goal: saving again is meant.
	const basedOn = sent && !sent.conflict ? (sent.values.basedOn ?? page.revision) : page.revision;
	return (
		<>
			<form method="post" className="mt-9 grid max-w-text gap-5">
				<input type="hidden" name="basedOn" value={basedOn} />
				<TextField
					name="goalYen"
					value={sent?.values.goalYen ?? page.goalYen}
					errors={(sent?.errors.goalYen ?? []).map(errorText)}
					label={t("goals.goalYen")}
					hint={t("goals.goalHint")}
					inputMode="numeric"
				/>
				<div>
					<button type="submit" name="intent" value="publish" className="btn btn-primary">
						{t("goals.publish")}
					</button>
				</div>
			</form>
			{page.published ? (
				<Section title={t("goals.withdraw")}>
					<p className="max-w-text text-sm">{t("goals.withdrawText")}</p>
					<form method="post" className="mt-3">
						<input type="hidden" name="basedOn" value={basedOn} />
						<button type="submit" name="intent" value="withdraw" className="btn btn-danger">
							{t("goals.withdraw")}
						</button>
					</form>
				</Section>
			) : null}
		</>
	);
}
