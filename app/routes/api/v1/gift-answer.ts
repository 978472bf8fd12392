import type { GiftRow } from "~/domain/gifts/list-gifts.server";
import type { Channel } from "~/domain/ledger/kinds";
import { toJsonNumber } from "~/domain/money/yen";

/** A gift without anything about its donor. */
export function giftAnswer(gift: GiftRow) {
	const { id, hub, fund, status, frequency, givenOn, settledOn, arrivedOn } = gift;
	return {
		id,
		hub,
		fund,
		amountYen: toJsonNumber(gift.amountYen),
		refundedYen: toJsonNumber(gift.refundedYen),
		status,
		channel: gift.channel as Channel,
		frequency,
		givenOn,
		settledOn,
		arrivedOn,
	};
}
