import { jstDayString } from "~/domain/calendar/fiscal-year";
import type { GiftRow } from "~/domain/gifts/list-gifts.server";
import { donorName } from "~/domain/names/person-name";
import type { Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import type { GiftLine } from "~/ui/console/gift-table";

/** Rows of gifts as the table shows them, in the reader's language. */
export function giftLines(gifts: readonly GiftRow[], lang: Lang): GiftLine[] {
	const t = getT(lang, "console");
	return gifts.map((gift) => ({
		id: gift.id,
		donor: donorName(gift, lang),
		hub: gift.hubName ?? t("programme.programmeFunds"),
		fund: lang === "ja" ? gift.fundJa : gift.fundEn,
		amountYen: gift.amountYen,
		refundedYen: gift.refundedYen,
		status: gift.status,
		statusLabel: t(`giftStatus.${gift.status}` as "giftStatus.received"),
		channel: t(`channels.${gift.channel}` as "channels.card"),
		displayPending: gift.displayStatus === "pending",
		givenOn: gift.givenOn,
		settledOn: gift.settledOn,
		arrivedOn: gift.arrivedOn,
		createdOn: jstDayString(gift.createdAt),
	}));
}
