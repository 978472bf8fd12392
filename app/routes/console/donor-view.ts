import { jstDayString } from "~/domain/calendar/fiscal-year";
import type { DonorStory } from "~/domain/donors/get-donor.server";
import { TYPED_DONOR_FIELDS } from "~/domain/donors/typed-donor.schema";
import { type DonorName, donorName } from "~/domain/names/person-name";
import { formatMoment } from "~/i18n/format";
import type { Lang } from "~/i18n/lang";
import type { DonorView } from "~/ui/console/donor-parts";

type Named = Omit<DonorName, "donorKind"> & { kind?: string; donorKind?: string };

const day = (value: Date | null): string | null => value?.toISOString().slice(0, 10) ?? null;

/** A donor as the console's page shows it. */
export function toDonorView(story: DonorStory, lang: Lang): DonorView {
	const ja = lang === "ja";
	const of = (row: { nameJa: string; nameEn: string }) => (ja ? row.nameJa : row.nameEn);
	const nameOf = (row: Named) => {
		const company = (row.kind ?? row.donorKind) === "company";
		return donorName({ ...row, donorKind: company ? "company" : "individual" }, lang);
	};
	return {
		id: story.id,
		name: nameOf(story),
		kind: story.kind === "company" ? "company" : "individual",
		lang: story.lang === "en" ? "en" : "ja",
		erased: story.erasedAt !== null,
		basedOn: story.updatedAt.toISOString(),
		institution: of(story.institution),
		totals: story.totals,
		fields: Object.fromEntries(
			TYPED_DONOR_FIELDS.map((field) => [field, field === "donorKind" ? story.kind : (story[field] ?? "")]),
		),
		relationships: story.relationships.map((one) => ({
			hubId: one.hubId,
			hub: of(one.hub),
			officerId: one.officerId ?? "",
			officer: story.officers.find(({ id, hubId }) => id === one.officerId && hubId === one.hubId)?.name ?? null,
			officers: story.officers
				.filter(({ hubId }) => hubId === one.hubId)
				.map(({ id, name }) => ({ value: id, label: name })),
			notes: one.notes,
			lastGivenOn: day(one.lastGivenOn),
		})),
		plans: story.plans.map((plan) => ({
			id: plan.id,
			status: plan.status,
			unit: plan.unit,
			amountYen: plan.amountYen,
			fund: of(plan.fund),
			since: jstDayString(plan.createdAt),
		})),
		receipts: story.receipts.map((receipt) => ({
			id: receipt.id,
			number: receipt.numberText,
			status: receipt.status,
			taxYear: receipt.taxYear,
			amountYen: receipt.amountYen,
		})),
		consents: story.consents.map((consent) => ({
			id: consent.id,
			wording: consent.wording,
			givenAt: formatMoment(consent.givenAt, lang),
			withdrawnAt: consent.withdrawnAt === null ? null : formatMoment(consent.withdrawnAt, lang),
		})),
		credits: story.softCredits.map((credit) => ({
			id: credit.id,
			giftId: credit.giftId,
			giver: nameOf(credit.gift),
			amountYen: credit.amountYen,
			reason: credit.reason,
		})),
		requests: story.requests.map((request) => ({
			id: request.id,
			kind: request.kind,
			status: request.status,
			on: jstDayString(request.createdAt),
		})),
		duplicates: story.duplicates.map((pair) => {
			const other = pair.donorId === story.id ? pair.otherDonor : pair.donor;
			return { id: pair.id, donorId: other.id, name: nameOf(other), reason: pair.reason };
		}),
		changes: story.changes.map((change) => ({
			id: change.id.toString(),
			at: formatMoment(change.at, lang),
			action: change.action,
			actor: change.actor ?? change.actorKind,
		})),
	};
}
