import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { staffContext } from "~/domain/access/ctx.server";
import { listDonors } from "~/domain/donors/list-donors.server";
import { USES } from "~/domain/ledger/kinds";
import { donorName } from "~/domain/names/person-name";
import { createOpportunity } from "~/domain/opportunities/create-opportunity.server";
import { listOpportunityOwners } from "~/domain/opportunities/get-opportunity.server";
import { listOpportunityPlaces } from "~/domain/opportunities/list-opportunity-places.server";
import { newOpportunitySchema, OPEN_STAGES, OPPORTUNITY_MAX } from "~/domain/opportunities/opportunity.schema";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { OpportunityErrors, OpportunityFields } from "~/ui/console/opportunity-fields";
import { PageHead } from "~/ui/console/page-head";
import { nameOf, sentValues } from "./fund-view.server";
import { readQuery } from "./list-query";
import { OPPORTUNITIES } from "./opportunity-view";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const querySchema = z.object({ donor: z.uuid().optional().catch(undefined) });

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const everywhere = await listOpportunityPlaces(ctx);
	const { donor: donorId } = readQuery(request, querySchema);
	const found = donorId === undefined ? [] : (await listDonors(ctx, { id: donorId, limit: 1 })).donors;
	const donor = found.find((one) => !one.erased);
	// A donor belongs to one institution.
	const places = everywhere.filter(({ institution }) => !donor || institution.id === donor.institutionId);
	const [only] = places;
	const owners =
		only !== undefined && places.length === 1
			? await listOpportunityOwners(ctx, { hubId: only.hub.id, institutionId: only.institution.id })
			: [{ id: ctx.actor.userId, name: ctx.actor.name }];
	const t = getT(ctx.lang, "console");
	const wordOf = (place: (typeof places)[number]) => `${place.hub.id}/${place.institution.id}`;
	return {
		title: t("opportunities.newTitle"),
		donor: donor ? { id: donor.id, name: donorName(donor, ctx.lang) } : null,
		begins: {
			place: only !== undefined && places.length === 1 ? wordOf(only) : "",
			stage: "identified",
			ownerId: owners.some(({ id }) => id === ctx.actor.userId) ? ctx.actor.userId : "",
		},
		options: {
			places: places.map((place) => ({
				value: wordOf(place),
				label: `${place.hub.abbreviation} / ${nameOf(place.institution, ctx.lang)}`,
			})),
			stages: OPEN_STAGES.map((value) => ({ value, label: t(`opportunityStage.${value}`) })),
			uses: USES.map((value) => ({ value, label: t(`uses.${value}`) })),
			funds: places.flatMap(({ hub, funds }) =>
				funds.map((fund) => ({ value: fund.id, label: `${hub.abbreviation} / ${nameOf(fund, ctx.lang)}` })),
			),
			owners: owners.map(({ id, name }) => ({ value: id, label: name })),
		},
		max: OPPORTUNITY_MAX,
	};
}

export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	// Whoever makes none at all is told so before anything about the form.
	await listOpportunityPlaces(ctx);
	const sent = await readForm(request);
	const values = sentValues(sent);
	const refuse = (errors: Record<string, string[] | null>) =>
		data({ values, errors: errors as Record<string, string[]> }, { status: 400 });
	const form = parseForm(sent, newOpportunitySchema);
	if (!form.ok) return refuse(form.submission.reply().error ?? {});
	try {
		const { opportunityId } = await createOpportunity(ctx, form.value);
		return redirect(`${OPPORTUNITIES}/${opportunityId}?done=created`, 303);
	} catch (error) {
		if (!isAppError(error) || error.status !== 400) throw error;
		return refuse({
			[String(error.params.field ?? "place")]: [error.code === "fund_not_host" ? "funds.notHost" : error.personKey],
		});
	}
}

export default function NewOpportunity() {
	const { title, donor, begins, options, max } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errors = sent?.errors ?? {};
	return (
		<>
			<p className="mb-2 text-sm">
				<a href={OPPORTUNITIES}>{t("opportunities.back")}</a>
			</p>
			<PageHead title={title} lead={t("opportunities.newLead")} />
			<OpportunityErrors errors={errors} />
			<form method="post" className="mt-4 grid max-w-text gap-5">
				{donor ? (
					<p>
						<input type="hidden" name="donorId" value={donor.id} />
						<span className="label">{t("opportunities.fields.donorId")}</span>
						<a href={`/console/donors/${donor.id}`}>{donor.name}</a>
					</p>
				) : null}
				<OpportunityFields values={sent?.values ?? begins} errors={errors} options={options} max={max} withStep />
				<div>
					<button type="submit" className="btn btn-primary">
						{t("opportunities.create")}
					</button>
				</div>
			</form>
		</>
	);
}
