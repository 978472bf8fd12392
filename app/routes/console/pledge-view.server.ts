import { jstDayString } from "~/domain/calendar/fiscal-year";
import { donorName } from "~/domain/names/person-name";
import type { PledgeHistoryRow, PledgeStory } from "~/domain/pledges/get-pledge.server";
import { pledgeUrl } from "~/domain/pledges/pledge-url.server";
import { formatDayShort, formatMoment, formatYenSign } from "~/i18n/format";
import { isLang, type Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import type { InstalmentLine, PledgeView } from "~/ui/console/pledge-view";

/** @param contact  may the reader reach the donor: else there is no link to the donor's own page */
export function toPledgeView(story: PledgeStory, lang: Lang, contact: boolean): PledgeView {
	const ja = lang === "ja";
	const of = (row: { nameJa: string; nameEn: string }) => (ja ? row.nameJa : row.nameEn);
	const { donor } = story;
	const donorKind = donor.kind === "company" ? ("company" as const) : ("individual" as const);
	return {
		id: story.id,
		reference: story.reference,
		donorId: story.donorId,
		donorName: donorName({ ...donor, donorKind }, lang),
		status: story.status,
		source: story.source,
		hub: story.hub && of(story.hub),
		fund: of(story.fund),
		institution: of(story.institution),
		amountYen: story.amountYen,
		paidYen: story.paidYen,
		writtenOffYen: story.writtenOffYen,
		owedYen: story.owedYen,
		overpaidYen: story.overpaidYen,
		startOn: story.startOn,
		signedOn: story.signedOn,
		signatory: story.signatory,
		conditions: story.conditions,
		note: story.note,
		respreadRule: story.respreadRule,
		cancelReason: story.cancelReason,
		remindersStopped: story.remindersStoppedAt !== null,
		agreementName: story.agreementName,
		pageUrl: contact ? pledgeUrl(isLang(story.lang) ? story.lang : "ja", story.publicToken) : null,
		instalments: instalmentLines(story, lang),
		older: story.schedules
			.filter(({ supersededAt }) => supersededAt !== null)
			.map((schedule) => ({
				version: schedule.version,
				cause: schedule.cause,
				reason: schedule.reason,
				madeAt: formatMoment(schedule.createdAt, lang),
				amountYen: schedule.amountYen,
				instalments: schedule.instalments.map(({ number, dueOn, scheduledYen, paidYen }) => ({
					...{ number, dueOn, scheduledYen, paidYen },
				})),
			})),
		gifts: story.gifts.map((gift) => ({
			id: gift.id,
			status: gift.paymentStatus,
			channel: gift.channel,
			amountYen: gift.amountYen,
			on: gift.givenOn ?? jstDayString(gift.createdAt),
		})),
		writeOffs: story.writeOffs.map((one) => ({
			id: one.id,
			status: one.status,
			amountYen: one.amountYen,
			ground: one.ground,
			reason: one.reason,
			askedAt: formatMoment(one.requestedAt, lang),
			decidedAt: one.decidedAt && formatMoment(one.decidedAt, lang),
			decisionNote: one.decisionNote,
		})),
		history: story.history.map((row) => historyLine(row, lang)).reverse(),
	};
}

function instalmentLines(story: PledgeStory, lang: Lang): InstalmentLine[] {
	const t = getT(lang, "console");
	return story.instalments.map((one) => ({
		id: one.id,
		number: one.number,
		dueOn: one.dueOn,
		scheduledYen: one.scheduledYen,
		paidYen: one.paidYen,
		writtenOffYen: one.writtenOffYen,
		openYen: one.openYen,
		overdue: one.status === "overdue",
		status: `instalment_${one.status}`,
		statusLabel: t(`pledges.instalmentStatus.${one.status}`),
		paidOn: one.paidOn,
		gifts: one.parts.map(({ giftId, amountYen }) => ({ id: giftId, amountYen })),
	}));
}

/** Values of an event that a person reads; ids and digests are for whoever seals the chain. */
const TOLD = [
	"amountYen",
	"startOn",
	"instalments",
	"paidYen",
	"writtenOffYen",
	"overpaidYen",
	"rule",
	"reason",
	"note",
];

function historyLine(row: PledgeHistoryRow, lang: Lang) {
	const t = getT(lang, "console");
	const [, deed = ""] = row.action.split(".");
	const values = TOLD.flatMap((name) => {
		const after = row.after?.[name];
		const before = row.before?.[name];
		if (
			after === undefined ||
			after === null ||
			after === "" ||
			after === before ||
			(before === undefined && after === "0")
		) {
			return [];
		}
		const label = t(`pledges.values.${name as "amountYen"}`);
		const text = valueText(name, after, lang);
		return before === undefined ? [`${label}: ${text}`] : [`${label}: ${valueText(name, before, lang)} → ${text}`];
	});
	return {
		id: row.id.toString(),
		at: formatMoment(row.at, lang),
		actor:
			row.actor ?? t(row.actorKind === "public" || row.actorKind === "donor" ? "pledges.byDonor" : "history.system"),
		action: t(`pledges.deeds.${deed as "made"}`),
		values,
	};
}

function valueText(name: string, value: unknown, lang: Lang): string {
	const text = String(value);
	if (/Yen$/.test(name) && /^\d+$/.test(text)) return formatYenSign(BigInt(text));
	if (name === "startOn") return formatDayShort(text, lang);
	if (name === "rule") return getT(lang, "console")(`pledges.rules.${text as "carry"}`);
	return text;
}
