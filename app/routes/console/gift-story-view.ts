import type { GiftStory } from "~/domain/gifts/get-gift-story.server";
import { donorName } from "~/domain/names/person-name";
import { formatMoment } from "~/i18n/format";
import type { Lang } from "~/i18n/lang";
import type { StoryView } from "~/ui/console/story-view";

const day = (value: Date | null): string | null => value?.toISOString().slice(0, 10) ?? null;

/** The story of a gift as its page shows it: names in the reader's language, moments in Japan's time. */
export function toStoryView(story: GiftStory, lang: Lang): StoryView {
	const ja = lang === "ja";
	const moment = (value: Date) => formatMoment(value, lang);
	const name = (row: { nameJa: string; nameEn: string } | null) => (row === null ? null : ja ? row.nameJa : row.nameEn);
	return {
		id: story.id,
		donorId: story.donorId,
		applicationId: story.application?.id ?? null,
		pledgeId: story.pledgeId,
		entryNote: story.entryNote,
		donorName: donorName({ ...story, donorKind: story.donorKind === "company" ? "company" : "individual" }, lang),
		hub: name(story.hub),
		fund: name(story.fund) ?? "",
		institution: name(story.institution) ?? "",
		amountYen: story.amountYen,
		status: story.paymentStatus,
		acceptance: story.acceptanceStatus,
		channel: story.channel,
		frequency: story.frequency,
		createdAt: moment(story.createdAt),
		givenOn: day(story.givenOn),
		settledOn: day(story.settledOn),
		arrivedOn: day(story.arrivedOn),
		typed: typedFields(story),
		origin: Object.entries(originOf(story.origin)).map(([key, value]) => `${key}=${value}`),
		display: {
			status: story.displayStatus,
			name: story.displayName,
			anonymous: story.anonymous,
			message: story.message,
		},
		attempts: story.attempts.map((attempt) => ({
			id: attempt.id,
			number: attempt.number,
			status: attempt.status,
			sessionId: attempt.stripeSessionId,
			intentId: attempt.paymentIntentId,
			failureCode: attempt.failureCode,
			createdAt: moment(attempt.createdAt),
			expiresAt: attempt.expiresAt === null ? null : moment(attempt.expiresAt),
		})),
		payments: story.allocations
			.map(({ amountYen, payment: { feeYen: told, ...payment } }) => ({
				payment,
				amountYen, // No processor takes a fee of money that came to the bank itself.
				feeYen: payment.stripeAccountId === null ? 0n : told,
			}))
			.map(({ amountYen, payment, feeYen }) => ({
				id: payment.id,
				chargeId: payment.chargeId,
				allocatedYen: amountYen,
				grossYen: payment.grossYen,
				feeYen,
				netYen: feeYen === null ? null : payment.grossYen - feeYen,
				chargedAt: moment(payment.chargedAt),
				availableOn: day(payment.availableOn),
			})),
		entries: story.entries.map((entry) => ({
			...entry,
			id: entry.id.toString(),
			transactionId: entry.transactionId.toString(),
			reverses: entry.reversesId?.toString() ?? null,
			bookedAt: moment(entry.bookedAt),
		})),
		mails: story.mails.map((mail) => ({
			...mail,
			createdAt: moment(mail.createdAt),
			sentAt: mail.sentAt === null ? null : moment(mail.sentAt),
		})),
		events: story.events.map((event) => ({
			...event,
			createdAt: moment(event.createdAt),
			receivedAt: moment(event.receivedAt),
		})),
		changes: story.changes.map((change) => ({
			id: change.id.toString(),
			at: moment(change.at),
			action: change.action,
			actor: change.actor ?? change.actorKind,
			actorKind: change.actorKind,
			requestId: change.requestId,
		})),
	};
}

const TYPED = [
	"familyName",
	"givenName",
	"familyNameKana",
	"givenNameKana",
	"companyName",
	"companyNameKana",
	"corporateNumber",
	"department",
	"contactName",
	"email",
	"phone",
	"country",
	"postalCode",
	"prefecture",
	"city",
	"addressLine",
] as const;

/** What the donor typed on this gift, letter by letter; empty fields are left out. */
export function typedFields(story: { readonly [K in (typeof TYPED)[number]]: string | null }) {
	return TYPED.map((field) => ({ field, value: story[field] ?? "" })).filter(({ value }) => value !== "");
}

function originOf(origin: unknown): Record<string, string> {
	if (typeof origin !== "object" || origin === null) return {};
	return Object.fromEntries(
		Object.entries(origin).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
	);
}
