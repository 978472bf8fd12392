import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { authorize } from "~/domain/access/authorize.server";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { postedSchema } from "~/domain/appeals/appeal.schema";
import { changeAppealCost, freezeLetters, postLetters } from "~/domain/appeals/appeal-letters.server";
import { decideAppeal, submitAppeal, takeBackAppeal } from "~/domain/appeals/decide-appeal.server";
import { getAppeal } from "~/domain/appeals/get-appeal.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { useErrorText, useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { AppealDecision, AppealLetters, AppealMailings, AppealResults, AppealTexts } from "~/ui/console/appeal-parts";
import { Facts } from "~/ui/console/facts";
import { PageHead } from "~/ui/console/page-head";
import { StatusBadge } from "~/ui/console/status-badge";
import { showAppeal } from "./appeal-page.server";
import { APPEALS } from "./appeal-view.server";
import { readQuery } from "./list-query";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.appeal.name }];

const DEEDS = [
	"created",
	"changed",
	"submitted",
	"approved",
	"sentBack",
	"takenBack",
	"fixed",
	"posted",
	"cost",
] as const;
type Deed = (typeof DEEDS)[number];
const querySchema = z.object({ done: z.enum(DEEDS).optional().catch(undefined) });

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const appeal = await getAppeal(ctx, params.appealId ?? "");
	return { appeal: await showAppeal(ctx, appeal), done: readQuery(request, querySchema).done ?? null };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const appealId = params.appealId ?? "";
	await authorize(ctx, "read", { type: "Appeal", id: appealId });
	const form = await readForm(request);
	const text = (name: string) => String(form.get(name) ?? "");
	try {
		const outcome = await act(ctx, appealId, text("intent"), form);
		if ("done" in outcome) return redirect(`${APPEALS}/${appealId}?done=${outcome.done}`, 303);
		return data(
			{ errors: outcome.errors, values: { postedOn: text("postedOn"), costYen: text("costYen") } },
			{ status: 400 },
		);
	} catch (error) {
		if (!isAppError(error) || ![400, 409].includes(error.status)) throw error;
		const errors = { [String(error.params.field ?? "")]: [error.personKey] };
		return data({ errors, values: { postedOn: text("postedOn"), costYen: text("costYen") } }, { status: error.status });
	}
}

type Outcome = { done: Deed } | { errors: Record<string, string[]> };

async function act(ctx: StaffCtx, appealId: string, intent: string, form: FormData): Promise<Outcome> {
	const note = String(form.get("note") ?? "");
	switch (intent) {
		case "submit":
			await submitAppeal(ctx, { appealId });
			return { done: "submitted" };
		case "approve":
			await decideAppeal(ctx, { appealId, approve: true, note });
			return { done: "approved" };
		case "sendBack":
			await decideAppeal(ctx, { appealId, approve: false, note });
			return { done: "sentBack" };
		case "takeBack":
			await takeBackAppeal(ctx, { appealId, note });
			return { done: "takenBack" };
		case "fix":
			await freezeLetters(ctx, appealId);
			return { done: "fixed" };
		case "post":
		case "cost": {
			const read = parseForm(form, postedSchema(jstDayString(ctx.now)));
			if (!read.ok) {
				const errors = Object.entries(read.submission.reply().error ?? {});
				return { errors: Object.fromEntries(errors.map(([name, keys]) => [name, keys ?? []])) };
			}
			if (intent === "post") await postLetters(ctx, { appealId, ...read.value });
			else await changeAppealCost(ctx, { appealId, costYen: read.value.costYen });
			return { done: intent === "post" ? "posted" : "cost" };
		}
		default:
			return { errors: { "": ["fields.invalid"] } };
	}
}

export default function Appeal() {
	const { appeal, done } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errorText = useErrorText();
	const errors: Record<string, string[]> = sent?.errors ?? {};
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/appeals">{t("appeals.back")}</a>
			</p>
			<PageHead title={appeal.name} lead={appeal.place}>
				{appeal.status === "sending" || appeal.status === "sent" ? (
					<a className="btn btn-small" href={`/console/outcomes/appeal/${appeal.id}`}>
						{t("nav.outcomes")}
					</a>
				) : null}
				{appeal.may.change ? (
					<a className="btn btn-small" href={`/console/appeals/${appeal.id}/edit`}>
						{t("appeals.edit")}
					</a>
				) : null}
			</PageHead>
			{done ? <p className="notice notice-good mb-4">{t(`appeals.done.${done}`)}</p> : null}
			{Object.values(errors)
				.flat()
				.map((error) => (
					<p key={error} className="notice notice-bad mb-4" role="alert">
						{errorText(error)}
					</p>
				))}
			<Facts
				rows={[
					{ label: t("appeals.status"), value: <StatusBadge status={appeal.status} label={appeal.statusLabel} /> },
					{ label: t("appeals.fields.channel"), value: t(`appeals.channels.${appeal.channel}`) },
					{
						label: t("appeals.fields.segmentId"),
						value: appeal.segment ? (
							<a href={`/console/segments/${appeal.segment.id}`}>{appeal.segment.name}</a>
						) : (
							t("appeals.noSegment")
						),
					},
					{
						label: t("appeals.fields.campaignId"),
						value: appeal.campaign ? (
							<a href={`/console/campaigns/${appeal.campaign.id}`}>{appeal.campaign.name}</a>
						) : (
							t("appeals.noCampaign")
						),
					},
					{ label: t("appeals.code"), value: appeal.code ? <code>{appeal.code}</code> : t("appeals.codeLater") },
					...(appeal.url ? [{ label: t("appeals.url"), value: <span className="break-all">{appeal.url}</span> }] : []),
					...(appeal.postedOn ? [{ label: t("appeals.postedOn"), value: appeal.postedOn }] : []),
					...(appeal.note ? [{ label: t("appeals.note"), value: appeal.note }] : []),
				]}
			/>
			<AppealDecision appeal={appeal} />
			{appeal.results ? <AppealResults results={appeal.results} /> : null}
			{appeal.channel === "mail" && (appeal.mayPlan || appeal.mailings.length > 0) ? (
				<AppealMailings id={appeal.id} mayPlan={appeal.mayPlan} mailings={appeal.mailings} />
			) : null}
			{appeal.letters ? <AppealLetters appeal={appeal} letters={appeal.letters} values={sent?.values ?? null} /> : null}
			<AppealTexts id={appeal.id} channel={appeal.channel} texts={appeal.texts} />
		</>
	);
}
