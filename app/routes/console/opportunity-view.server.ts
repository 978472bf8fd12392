import { mayDo } from "~/domain/access/authorize.server";
import type { StaffCtx } from "~/domain/access/ctx.server";
import { listDonors } from "~/domain/donors/list-donors.server";
import { USES } from "~/domain/ledger/kinds";
import { donorName } from "~/domain/names/person-name";
import { getOpportunity, listOpportunityOwners } from "~/domain/opportunities/get-opportunity.server";
import { listOpportunityOutcomes } from "~/domain/opportunities/list-opportunity-outcomes.server";
import { listOpportunityPlaces } from "~/domain/opportunities/list-opportunity-places.server";
import { isOpen } from "~/domain/opportunities/opportunity.schema";
import { type OpportunityStage, opportunity } from "~/domain/opportunities/opportunity.status";
import { formatDayShort, formatInteger, formatMoment, formatYenSign } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { nameOf } from "./fund-view.server";

type Story = Awaited<ReturnType<typeof getOpportunity>>;

const FOUND_MAX = 20;
const day = (value: Date | null) => value?.toISOString().slice(0, 10) ?? "";

/** An opportunity as its page shows it, with what may be done about it. */
export async function opportunityView(ctx: StaffCtx, opportunityId: string, search: string | undefined) {
	const row = await getOpportunity(ctx, opportunityId);
	const { lang } = ctx;
	const t = getT(lang, "console");
	const mayChange = mayDo(ctx, "change", "Opportunity", row);
	const open = isOpen(row.stage);
	const stage = row.stage as OpportunityStage;
	const donor = row.donor && {
		id: row.donor.id,
		erased: row.donor.erasedAt !== null,
		name: nameOfDonor(row.donor, lang),
	};
	return {
		id: row.id,
		name: row.name || t("opportunities.erased"),
		stage,
		open,
		mayChange,
		basedOn: row.updatedAt.toISOString(),
		donor,
		facts: {
			place: `${row.hub.abbreviation} / ${nameOf(row.institution, lang)}`,
			amount: formatYenSign(row.amountYen),
			expectedOn: formatDayShort(day(row.expectedOn), lang),
			use: t(`uses.${row.use as "running"}`),
			fund: row.fund && nameOf(row.fund, lang),
			closedOn: row.closedOn && formatDayShort(day(row.closedOn), lang),
			note: row.note,
			lostReason: row.lostReason,
		},
		became: row.pledgeId
			? { kind: "pledge" as const, href: `/console/pledges/${row.pledgeId}` }
			: row.giftId
				? { kind: "gift" as const, href: `/console/gifts/${row.giftId}` }
				: null,
		values: valuesOf(row),
		stages: row.stages.map((one) => ({
			id: one.id,
			stage: one.stage as OpportunityStage,
			amount: formatYenSign(one.amountYen),
			at: formatMoment(one.at, lang),
			actor: one.actor ?? "–",
		})),
		moves: mayChange ? opportunity.movesFrom(stage).filter((to) => isOpen(to)) : [],
		...(mayChange && (open || stage === "lost")
			? await choicesOf(ctx, row, search)
			: { options: null, outcomes: [], found: null }),
	};
}

function nameOfDonor(donor: NonNullable<Story["donor"]>, lang: StaffCtx["lang"]): string {
	const donorKind = donor.kind === "company" ? ("company" as const) : ("individual" as const);
	return donorName({ ...donor, donorKind }, lang);
}

function valuesOf(row: Story): Record<string, string> {
	return {
		name: row.name,
		use: row.use,
		amountYen: formatInteger(row.amountYen),
		expectedOn: day(row.expectedOn),
		fundId: row.fundId ?? "",
		ownerId: row.ownerId ?? "",
		nextStep: row.nextStep,
		nextStepOn: day(row.nextStepOn),
		note: row.note,
	};
}

/** What the forms of the page offer. */
async function choicesOf(ctx: StaffCtx, row: Story, search: string | undefined) {
	const t = getT(ctx.lang, "console");
	const place = { hubId: row.hubId, institutionId: row.institutionId };
	const [owners, places, outcomes, found] = await Promise.all([
		listOpportunityOwners(ctx, place),
		listOpportunityPlaces(ctx),
		listOpportunityOutcomes(ctx, { ...place, donorId: row.donorId }),
		search === undefined ? null : listDonors(ctx, { search, institutionId: row.institutionId, limit: FOUND_MAX }),
	]);
	const funds = places.find(
		({ hub, institution }) => hub.id === row.hubId && institution.id === row.institutionId,
	)?.funds;
	return {
		options: {
			uses: USES.map((value) => ({ value, label: t(`uses.${value}`) })),
			funds: (funds ?? []).map((fund) => ({ value: fund.id, label: nameOf(fund, ctx.lang) })),
			owners: owners.map(({ id, name }) => ({ value: id, label: name })),
		},
		outcomes: outcomes.map((one) => ({
			value: `${one.kind}/${one.id}`,
			label: t(`opportunities.${one.kind}Option`, {
				on: formatDayShort(one.on, ctx.lang),
				amount: formatYenSign(one.amountYen),
				donor: donorName(one, ctx.lang),
			}),
		})),
		found:
			found?.donors
				.filter((one) => !one.erased)
				.map((one) => ({ id: one.id, name: donorName(one, ctx.lang), about: one.hubs.join(", ") })) ?? null,
	};
}
