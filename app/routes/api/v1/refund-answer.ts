import { toJsonNumber } from "~/domain/money/yen";
import type { RefundRow } from "~/domain/refunds/list-refunds.server";
import { REFUND_REASONS } from "~/domain/refunds/refund.schema";

/** A refund without anything about its donor, and without what staff wrote. */
export function refundAnswer(refund: RefundRow) {
	const { id, giftId, hub, status, failureReason, refundedOn } = refund;
	return {
		id,
		giftId,
		hub,
		amountYen: toJsonNumber(refund.amountYen),
		status,
		reason: REFUND_REASONS.find((reason) => reason === refund.reason) ?? null,
		failureReason,
		refundedOn,
		requestedAt: refund.requestedAt?.toISOString() ?? null,
		createdAt: refund.createdAt.toISOString(),
	};
}
