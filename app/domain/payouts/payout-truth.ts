import type Stripe from "stripe";

/** A balance transaction that went out with a payout, in our words. */
export type CarriedTruth = {
	id: string;
	type: string;
	reportingCategory: string;
	amountYen: bigint;
	feeYen: bigint;
	netYen: bigint;
	sourceId: string | null;
	/** the object whose job books it: payment intent, dispute or payout; null when it is none of ours */
	rootId: string | null;
	availableOn: Date;
	createdAt: Date;
};

/** One payout as Stripe knows it now. */
export type PayoutTruth = {
	id: string;
	amountYen: bigint;
	/** pending | in_transit | paid | failed | canceled */
	stripeStatus: string;
	automatic: boolean;
	expectedOn: Date;
	createdAt: Date;
	failureCode: string | null;
	/** money that left our balance */
	balanceTransaction: CarriedTruth;
	/** money that came back */
	failureBalanceTransaction: CarriedTruth | null;
	/** what Stripe grouped in it, without its own transaction; null for a payout by hand, and until Stripe has grouped it whole */
	carried: CarriedTruth[] | null;
};

export const PAYOUT_EXPAND = ["balance_transaction", "failure_balance_transaction"];
export const CARRIED_EXPAND = ["data.source"];

/**
 * @param group  what `balanceTransactions.list({payout})` gives for a payout by schedule; null for one by hand
 * @throws Error when the payout has no balance transaction yet: the job is tried again
 */
export function readPayout(payout: Stripe.Payout, group: CarriedTruth[] | null): PayoutTruth {
	const own = payout.balance_transaction;
	if (own === null || typeof own === "string") throw new Error(`payout ${payout.id} has no balance transaction yet`);
	const failure = payout.failure_balance_transaction;
	const sumYen = group?.reduce((sum, { netYen }) => sum + netYen, 0n);
	// Stripe groups in its own time: the whole of a group adds up to nothing, with the payout's own transaction.
	const isWhole = payout.reconciliation_status === "completed" || sumYen === 0n;
	return {
		id: payout.id,
		amountYen: BigInt(payout.amount),
		stripeStatus: payout.status,
		automatic: payout.automatic,
		expectedOn: new Date(payout.arrival_date * 1000),
		createdAt: new Date(payout.created * 1000),
		failureCode: payout.failure_code,
		balanceTransaction: readCarried(own),
		failureBalanceTransaction: failure === null || typeof failure === "string" ? null : readCarried(failure),
		carried: group !== null && isWhole ? group.filter(({ id }) => id !== own.id) : null,
	};
}

export function readCarried(transaction: Stripe.BalanceTransaction): CarriedTruth {
	const { source } = transaction;
	return {
		id: transaction.id,
		type: transaction.type,
		reportingCategory: transaction.reporting_category,
		amountYen: BigInt(transaction.amount),
		feeYen: BigInt(transaction.fee),
		netYen: BigInt(transaction.net),
		sourceId: typeof source === "string" ? source : (source?.id ?? null),
		rootId: source === null || typeof source === "string" ? null : rootOf(source),
		availableOn: new Date(transaction.available_on * 1000),
		createdAt: new Date(transaction.created * 1000),
	};
}

function rootOf(source: Exclude<Stripe.BalanceTransaction["source"], string | null>): string | null {
	if (source.object === "charge" || source.object === "refund") {
		const intent = source.payment_intent;
		return typeof intent === "string" ? intent : (intent?.id ?? null);
	}
	return source.object === "dispute" || source.object === "payout" ? source.id : null;
}
