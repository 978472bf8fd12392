import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { authorize } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { amendPledge } from "~/domain/pledges/amend-pledge.server";
import { getPledge } from "~/domain/pledges/get-pledge.server";
import { amendPledgeSchema } from "~/domain/pledges/pledge-form.schema";
import { ruleOf } from "~/domain/pledges/schedule-form.schema";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { parseForm, readForm } from "~/platform/http/form.server";
import { PageHead } from "~/ui/console/page-head";
import { PledgeAmendForm } from "~/ui/console/pledge-amend-form";
import { keptYenOf, scheduleValues } from "./pledge-amend-values.server";
import { previewOf, promiseRefused, type RefusedPromise, sentTexts } from "./pledge-preview.server";
import { toPledgeView } from "./pledge-view.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await authorize(ctx, "change", { type: "Pledge", id: params.pledgeId ?? "" });
	const story = await getPledge(ctx, params.pledgeId ?? "");
	const view = toPledgeView(story, ctx.lang, false);
	return {
		title: getT(ctx.lang, "console")("pledges.amendTitle", { donor: view.donorName }),
		view,
		keptYen: keptYenOf(story),
		values: scheduleValues(story),
	};
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const pledgeId = params.pledgeId ?? "";
	await authorize(ctx, "change", { type: "Pledge", id: pledgeId });
	const sent = await readForm(request);
	const values = sentTexts(sent);
	const refuse = ({ errors, status }: RefusedPromise) => data({ values, errors, preview: null }, { status });
	const form = parseForm(sent, amendPledgeSchema);
	if (!form.ok) return refuse({ errors: form.submission.reply().error ?? {}, status: 400 });
	const { startOn, reason, repeat } = form.value;
	try {
		const keptYen = keptYenOf(await getPledge(ctx, pledgeId));
		// The lines of a list are what is still to come; what came and what was given up stay beside them.
		const listed = repeat === "list" && values.amountYen?.trim() === "";
		const amountYen = form.value.amountYen + (listed ? keptYen : 0n);
		if (amountYen < keptYen) {
			return refuse({ errors: { amountYen: [`pledges.amountBelowPaid?min=${keptYen}`] }, status: 400 });
		}
		const preview = previewOf({ ...form.value, amountYen }, keptYen);
		if (sent.get("intent") !== "save" || form.value.previewed !== preview.key) {
			return data({ values, errors: {} as Record<string, string[] | null>, preview }, { status: 200 });
		}
		await amendPledge(ctx, { pledgeId, amountYen, startOn, rule: ruleOf(form.value), reason });
		return redirect(`/console/pledges/${pledgeId}?done=amend`, 303);
	} catch (error) {
		return refuse(promiseRefused(error, repeat));
	}
}

export default function PledgeAmend() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	return (
		<>
			<p className="mb-2 text-sm">
				<a href={`/console/pledges/${page.view.id}`}>{t("pledges.backToOne")}</a>
			</p>
			<PageHead title={page.title} lead={t("pledges.amendLead")} />
			<PledgeAmendForm {...page} sent={sent ?? null} />
		</>
	);
}
