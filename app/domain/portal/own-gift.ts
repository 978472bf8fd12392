import type { Lang } from "~/i18n/lang.ts";
import { giftReference } from "../gifts/gift-reference.ts";

type Names = { nameJa: string; nameEn: string };

/** What the rows of a gift must hold to be shown to its donor. */
type OwnGiftRow = {
	id: string;
	amountYen: bigint;
	paymentStatus: string;
	channel: string;
	frequency: string;
	recurringPlanId: string | null;
	givenOn: Date | null;
	createdAt: Date;
	fund: Names;
	institution: Names;
	hub: (Names & { slug: string }) | null;
	allocations: { payment: { refunds: { amountYen: bigint; status: string }[] } }[];
};

export type OwnGift = ReturnType<typeof ownGift>;

/** One of the donor's gifts as lists show it. */
export function ownGift(gift: OwnGiftRow, lang: Lang) {
	const nameOf = ({ nameJa, nameEn }: Names) => (lang === "ja" ? nameJa : nameEn);
	const refundedYen = refundedOf(gift);
	return {
		id: gift.id,
		reference: giftReference(gift.id),
		amountYen: gift.amountYen,
		refundedYen,
		/** as a donor understands it: what came back whole is no longer "received" */
		state: refundedYen >= gift.amountYen ? "refunded" : gift.paymentStatus,
		channel: gift.channel,
		frequency: gift.frequency,
		planId: gift.recurringPlanId,
		givenOn: gift.givenOn?.toISOString().slice(0, 10) ?? null,
		createdAt: gift.createdAt,
		fund: nameOf(gift.fund),
		institution: nameOf(gift.institution),
		hub: gift.hub ? nameOf(gift.hub) : null,
		hubSlug: gift.hub?.slug ?? null,
	};
}

/** Money on its way back or there. */
function refundedOf(gift: Pick<OwnGiftRow, "allocations">): bigint {
	return gift.allocations
		.flatMap(({ payment }) => payment.refunds)
		.filter(({ status }) => status === "sent" || status === "succeeded")
		.reduce((sum, { amountYen }) => sum + amountYen, 0n);
}

/** What a gift's own rows are read with, in lists and alone. */
export const OWN_GIFT_ROWS = {
	fund: { select: { nameJa: true, nameEn: true } },
	institution: { select: { nameJa: true, nameEn: true } },
	hub: { select: { slug: true, nameJa: true, nameEn: true } },
	allocations: { include: { payment: { include: { refunds: { orderBy: { createdAt: "asc" } } } } } },
} as const;
