import type Stripe from "stripe";
import { type BalanceTransactionTruth, readBalanceTransaction } from "../payments/payment-truth";
import type { DisputeState } from "./dispute.status";

/** One dispute as Stripe knows it now, in our words. */
export type DisputeTruth = {
	id: string;
	chargeId: string;
	paymentIntentId: string | null;
	amountYen: bigint;
	/** Stripe's own word: needs_response, under_review, won, lost, warning_… */
	stripeStatus: string;
	reason: string;
	createdAt: Date;
	evidenceDueAt: Date | null;
	/** money that left our balance, was given back, and fees */
	balanceTransactions: BalanceTransactionTruth[];
};

export function readDispute(dispute: Stripe.Dispute): DisputeTruth {
	const idOf = (value: string | { id: string } | null) => (typeof value === "string" ? value : (value?.id ?? null));
	const due = dispute.evidence_details.due_by;
	return {
		id: dispute.id,
		chargeId: idOf(dispute.charge) ?? "",
		paymentIntentId: idOf(dispute.payment_intent),
		amountYen: BigInt(dispute.amount),
		stripeStatus: dispute.status,
		reason: dispute.reason,
		createdAt: new Date(dispute.created * 1000),
		evidenceDueAt: due ? new Date(due * 1000) : null,
		balanceTransactions: dispute.balance_transactions
			.map(readBalanceTransaction)
			.filter((one) => one !== null)
			.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1)),
	};
}

/** What the dispute holds of our money: taken, and not given back. */
export function heldYen({ balanceTransactions }: Pick<DisputeTruth, "balanceTransactions">): bigint {
	const total = balanceTransactions.reduce((sum, one) => sum - one.amountYen, 0n);
	return total > 0n ? total : 0n;
}

export function disputeFeeYen({ balanceTransactions }: Pick<DisputeTruth, "balanceTransactions">): bigint {
	return balanceTransactions.reduce((sum, one) => sum + one.feeYen, 0n);
}

/**
 * `warning_…` is an inquiry: it takes no money, and closes without any. `prevented` was settled before it began, by the
 * network, which keeps what it took. An appeal is made against a loss, and the money stays lost until it is won.
 */
export function disputeStateOf(truth: DisputeTruth): DisputeState {
	switch (truth.stripeStatus) {
		case "lost":
		case "appeal_needs_response":
		case "appeal_under_review":
			return "lost";
		case "won":
		case "warning_closed":
			return "won";
		case "prevented":
			return heldYen(truth) > 0n ? "lost" : "won";
		default:
			return "open";
	}
}
