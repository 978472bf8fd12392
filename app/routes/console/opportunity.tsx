import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { authorize } from "~/domain/access/authorize.server";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { changeOpportunity } from "~/domain/opportunities/change-opportunity.server";
import { moveOpportunity } from "~/domain/opportunities/move-opportunity.server";
import {
	moveSchema,
	OPPORTUNITY_MAX,
	opportunityFieldsSchema,
	stepSchema,
} from "~/domain/opportunities/opportunity.schema";
import { useT } from "~/i18n/use-t";
import { invalid, isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { Facts } from "~/ui/console/facts";
import { OpportunityErrors } from "~/ui/console/opportunity-fields";
import { OpportunityChange, OpportunityDonor, OpportunityMoves, OpportunityStep } from "~/ui/console/opportunity-forms";
import { PageHead, Section } from "~/ui/console/page-head";
import { PlainTable } from "~/ui/console/plain-table";
import { sentValues } from "./fund-view.server";
import { readQuery } from "./list-query";
import { OPPORTUNITIES } from "./opportunity-view";
import { opportunityView } from "./opportunity-view.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.view.name }];

const DONE = ["created", "changed", "moved", "donor"] as const;
const querySchema = z.object({
	q: z.string().trim().max(100).optional().catch(undefined),
	done: z.enum(DONE).optional().catch(undefined),
});

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { q, done } = readQuery(request, querySchema);
	const view = await opportunityView(ctx, params.opportunityId ?? "", q);
	return { view, q: q ?? "", done: done ?? null, max: OPPORTUNITY_MAX };
}

type Outcome = { done: (typeof DONE)[number] } | { errors: Record<string, string[]> };

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const opportunityId = params.opportunityId ?? "";
	await authorize(ctx, "change", { type: "Opportunity", id: opportunityId });
	const sent = await readForm(request);
	try {
		const outcome = await act(ctx, opportunityId, sent);
		if ("done" in outcome) return redirect(`${OPPORTUNITIES}/${opportunityId}?done=${outcome.done}`, 303);
		return data({ values: sentValues(sent), errors: outcome.errors }, { status: 400 });
	} catch (error) {
		if (!isAppError(error) || (error.status !== 400 && error.status !== 409)) throw error;
		const errors = { [String(error.params.field ?? "")]: [error.personKey] };
		return data({ values: sentValues(sent), errors }, { status: error.status });
	}
}

async function act(ctx: StaffCtx, opportunityId: string, sent: FormData): Promise<Outcome> {
	const intent = sent.get("intent");
	const basedOn = String(sent.get("basedOn") ?? "");
	const refused = (form: { submission: { reply(): { error?: Record<string, string[] | null> | null } } }) => ({
		errors: (form.submission.reply().error ?? {}) as Record<string, string[]>,
	});
	if (intent === "step") {
		const form = parseForm(sent, stepSchema);
		if (!form.ok) return refused(form);
		await changeOpportunity(ctx, { opportunityId, basedOn, fields: form.value });
		return { done: "changed" };
	}
	if (intent === "change") {
		const form = parseForm(sent, opportunityFieldsSchema);
		if (!form.ok) return refused(form);
		// Donor and next step have forms of their own.
		const { donorId: _donor, nextStep: _step, nextStepOn: _day, ...fields } = form.value;
		await changeOpportunity(ctx, { opportunityId, basedOn, fields });
		return { done: "changed" };
	}
	if (intent === "donor") {
		await changeOpportunity(ctx, { opportunityId, basedOn, fields: { donorId: String(sent.get("donorId") ?? "") } });
		return { done: "donor" };
	}
	if (intent === "move") {
		const form = parseForm(sent, moveSchema);
		if (!form.ok) return refused(form);
		await moveOpportunity(ctx, { opportunityId, ...form.value });
		return { done: "moved" };
	}
	throw invalid("opportunity_intent", "no such step");
}

export default function Opportunity() {
	const { view, q, done, max } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	return (
		<>
			<p className="mb-2 text-sm">
				<a href={OPPORTUNITIES}>{t("opportunities.back")}</a>
			</p>
			<PageHead title={view.name} lead={view.facts.place} />
			{done && !sent ? <p className="notice notice-good mb-4">{t(`opportunities.done.${done}`)}</p> : null}
			<OpportunityErrors errors={sent?.errors ?? {}} />
			<OpportunityFacts />
			{view.mayChange && view.open ? <OpportunityStep view={view} max={max} sent={sent ?? null} /> : null}
			{view.mayChange ? <OpportunityMoves view={view} sent={sent ?? null} /> : null}
			{view.open && view.options ? (
				<>
					<OpportunityChange view={view} options={view.options} max={max} sent={sent ?? null} />
					{view.donor === null ? <OpportunityDonor view={view} q={q} /> : null}
				</>
			) : null}
			<Section title={t("opportunities.history")}>
				<PlainTable
					label={t("opportunities.history")}
					empty={t("opportunities.none")}
					columns={[
						{ label: t("opportunities.historyColumns.at"), number: true },
						{ label: t("opportunities.historyColumns.stage") },
						{ label: t("opportunities.historyColumns.amount"), number: true },
						{ label: t("opportunities.historyColumns.who") },
					]}
					rows={view.stages.map((one) => ({
						key: one.id,
						cells: [one.at, t(`opportunityStage.${one.stage}`), one.amount, one.actor],
					}))}
				/>
			</Section>
		</>
	);
}

function OpportunityFacts() {
	const { view } = useLoaderData<typeof loader>();
	const t = useT("console");
	const { facts, donor, values, became } = view;
	const fact = (label: string, value: string | null) =>
		value === null || value === "" ? [] : [{ label, value: <span className="whitespace-pre-line">{value}</span> }];
	const step = [values.nextStepOn, values.nextStep].filter(Boolean).join(" ");
	return (
		<Facts
			rows={[
				...fact(t("opportunities.fields.stage"), t(`opportunityStage.${view.stage}`)),
				{
					label: t("opportunities.fields.donorId"),
					value:
						donor === null ? (
							t("opportunities.noDonor")
						) : (
							<a href={`/console/donors/${donor.id}`}>{donor.erased ? t("opportunities.erased") : donor.name}</a>
						),
				},
				...fact(t("opportunities.fields.amountYen"), facts.amount),
				...fact(t("opportunities.fields.expectedOn"), facts.expectedOn),
				...fact(t("opportunities.fields.use"), facts.use),
				...fact(t("opportunities.fields.fundId"), facts.fund),
				...fact(t("opportunities.fields.nextStep"), step),
				...fact(t("opportunities.fields.note"), facts.note),
				...fact(t("opportunities.facts.closedOn"), facts.closedOn),
				...fact(t("opportunities.fields.lostReason"), facts.lostReason),
				...(became === null
					? []
					: [
							{
								label: t("opportunities.facts.became"),
								value: <a href={became.href}>{t(`opportunities.became.${became.kind}`)}</a>,
							},
						]),
			]}
		/>
	);
}
