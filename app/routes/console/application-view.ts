import { applicationPath } from "~/domain/applications/application-url.server";
import type { ApplicationStory } from "~/domain/applications/get-application.server";
import { donorName } from "~/domain/names/person-name";
import { formatDayShort, formatMoment, formatYenSign } from "~/i18n/format";
import type { Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import type { ApplicationView } from "~/ui/console/application-facts";
import { typedFields } from "./gift-story-view";

const day = (value: Date | null): string | null => value?.toISOString().slice(0, 10) ?? null;

/** An application as its console page shows it. */
export function toApplicationView(story: ApplicationStory, lang: Lang, contact: boolean): ApplicationView {
	const { gift } = story;
	const ja = lang === "ja";
	const name = (row: { nameJa: string; nameEn: string } | null) => (row === null ? null : ja ? row.nameJa : row.nameEn);
	return {
		id: story.id,
		giftId: gift.id,
		donorId: gift.donorId,
		status: story.status,
		paymentStatus: gift.paymentStatus,
		reference: story.reference,
		donorName: donorName({ ...gift, donorKind: gift.donorKind === "company" ? "company" : "individual" }, lang),
		amountYen: gift.amountYen,
		paidYen: story.paidYen,
		hub: name(story.hub),
		fund: name(gift.fund) ?? "",
		institution: name(story.institution) ?? "",
		purpose: story.purpose,
		conditions: story.conditions,
		signatory: story.signatory,
		plannedOn: day(story.plannedOn),
		acceptedOn: day(story.acceptedOn),
		payBy: day(story.payBy),
		refusalGround: story.refusalGround,
		// Whoever may not reach the donor gets no link that shows more.
		pageHref: contact && gift.publicToken !== "" ? applicationPath(lang, gift.publicToken) : null,
		typed: typedFields(gift),
		steps: story.steps.map((step) => ({
			id: step.id,
			at: formatMoment(step.at, lang),
			step: step.step,
			actor: step.actor,
			note: stepNote(step, lang),
		})),
	};
}

/** The days and amounts in the trail's own notes are written for their reader. */
function stepNote({ step, note }: { step: string; note: string }, lang: Lang): string {
	const t = getT(lang, "console");
	const [first = "", amount] = note.split(" ", 2);
	if (step === "transfer_request") return t("applications.steps.payBy", { day: formatDayShort(first, lang) });
	if (step !== "received" || amount === undefined) return note;
	return t("applications.steps.money", { day: formatDayShort(first, lang), amount: formatYenSign(BigInt(amount)) });
}
