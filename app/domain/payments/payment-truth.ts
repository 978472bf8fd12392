import type Stripe from "stripe";
import type { Channel } from "../ledger/kinds";
import type { PaymentInstructions } from "./payment-instructions";

export type BalanceTransactionTruth = {
	id: string;
	type: string;
	amountYen: bigint;
	feeYen: bigint;
	netYen: bigint;
	sourceId: string | null;
	availableOn: Date;
	createdAt: Date;
};

export type RefundTruth = {
	id: string;
	/** the row it was asked for by, from our metadata; null when it was made at Stripe */
	ourRefundId: string | null;
	amountYen: bigint;
	/** Stripe's word: pending | requires_action | succeeded | failed | canceled */
	status: string;
	reason: string | null;
	failureReason: string | null;
	createdAt: Date;
	/** money that left our balance */
	balanceTransaction: BalanceTransactionTruth | null;
	/** money that came back because the refund failed */
	failureBalanceTransaction: BalanceTransactionTruth | null;
};

export type ChargeTruth = {
	id: string;
	amountYen: bigint;
	amountRefundedYen: bigint;
	channel: Channel;
	createdAt: Date;
	/** null for a moment after a card charge: Stripe fills it in and tells by charge.updated */
	balanceTransaction: BalanceTransactionTruth | null;
	refunds: RefundTruth[];
};

/** One payment intent as Stripe knows it now, in our words. */
export type PaymentTruth = {
	paymentIntentId: string;
	/** from our metadata; null when the payment was not made by us */
	attemptId: string | null;
	currency: string;
	amountYen: bigint;
	state: "confirming" | "awaiting_konbini" | "awaiting_transfer" | "partly_paid" | "declined" | "expired" | "paid";
	failureCode: string | null;
	/** the card's issuer wants the person to confirm, who is not at a page of ours now */
	needsPerson: boolean;
	instructions: PaymentInstructions | null;
	charge: ChargeTruth | null;
};

/** What one read must bring along. */
export const PAYMENT_INTENT_EXPAND = [
	"latest_charge.balance_transaction",
	"latest_charge.refunds.data.balance_transaction",
	"latest_charge.refunds.data.failure_balance_transaction",
];

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const REFUND_LIST_EXPAND = ["data.balance_transaction", "data.failure_balance_transaction"];

/** Source: docs.stripe.com/payments/paymentintents/lifecycle, konbini and bank transfer guides. */
export function readPaymentIntent(intent: Stripe.PaymentIntent): PaymentTruth {
	const charge = typeof intent.latest_charge === "object" ? intent.latest_charge : null;
	const paid = intent.status === "succeeded" && charge?.status === "succeeded" && charge.paid;
	return {
		paymentIntentId: intent.id,
		attemptId: intent.metadata.attemptId ?? null,
		currency: intent.currency,
		amountYen: BigInt(intent.amount),
		state: paid ? "paid" : unpaidState(intent),
		failureCode: intent.last_payment_error?.decline_code ?? intent.last_payment_error?.code ?? null,
		needsPerson: needsPerson(intent),
		instructions: readInstructions(intent),
		charge: paid && charge ? readCharge(charge) : null,
	};
}

function needsPerson(intent: Stripe.PaymentIntent): boolean {
	if (intent.status === "requires_action")
		return intent.next_action?.type === "redirect_to_url" || intent.next_action?.type === "use_stripe_sdk";
	return intent.status === "requires_payment_method" && intent.last_payment_error?.code === "authentication_required";
}

function unpaidState(intent: Stripe.PaymentIntent): PaymentTruth["state"] {
	const transfer = intent.next_action?.display_bank_transfer_instructions;
	switch (intent.status) {
		case "requires_action":
			if (intent.next_action?.konbini_display_details) return "awaiting_konbini";
			if (!transfer) return "confirming";
			return (transfer.amount_remaining ?? intent.amount) < intent.amount ? "partly_paid" : "awaiting_transfer";
		case "requires_payment_method":
			if (!intent.last_payment_error) return "confirming";
			return intent.last_payment_error.code === "payment_intent_payment_attempt_expired" ? "expired" : "declined";
		case "canceled":
			return "expired";
		default:
			return "confirming";
	}
}

function readInstructions(intent: Stripe.PaymentIntent): PaymentInstructions | null {
	const konbini = intent.next_action?.konbini_display_details;
	if (konbini?.hosted_voucher_url) {
		return {
			kind: "konbini",
			voucherUrl: konbini.hosted_voucher_url,
			expiresAt: new Date(konbini.expires_at * 1000).toISOString(),
		};
	}
	const transfer = intent.next_action?.display_bank_transfer_instructions;
	const zengin = transfer?.financial_addresses?.find((address) => address.type === "zengin")?.zengin;
	if (!transfer || !zengin) return null;
	return {
		kind: "bank_transfer",
		bankName: zengin.bank_name ?? "",
		bankCode: zengin.bank_code ?? "",
		branchName: zengin.branch_name ?? "",
		branchCode: zengin.branch_code ?? "",
		accountType: zengin.account_type ?? "",
		accountNumber: zengin.account_number ?? "",
		accountHolderName: zengin.account_holder_name ?? "",
		remainingYen: transfer.amount_remaining ?? intent.amount,
		instructionsUrl: transfer.hosted_instructions_url ?? null,
	};
}

function readCharge(charge: Stripe.Charge): ChargeTruth {
	return {
		id: charge.id,
		amountYen: BigInt(charge.amount),
		amountRefundedYen: BigInt(charge.amount_refunded),
		channel: channelOf(charge.payment_method_details?.type),
		createdAt: new Date(charge.created * 1000),
		balanceTransaction: readBalanceTransaction(charge.balance_transaction),
		refunds: (charge.refunds?.data ?? []).map(readRefund),
	};
}

function channelOf(methodType: string | undefined): Channel {
	if (methodType === "konbini") return "konbini";
	return methodType === "customer_balance" ? "bank_transfer" : "card";
}

export function readRefund(refund: Stripe.Refund): RefundTruth {
	const ours = refund.metadata?.refundId;
	return {
		id: refund.id,
		ourRefundId: ours !== undefined && UUID.test(ours) ? ours : null,
		amountYen: BigInt(refund.amount),
		status: refund.status ?? "pending",
		reason: refund.reason,
		failureReason: refund.failure_reason ?? null,
		createdAt: new Date(refund.created * 1000),
		balanceTransaction: readBalanceTransaction(refund.balance_transaction),
		failureBalanceTransaction: readBalanceTransaction(refund.failure_balance_transaction ?? null),
	};
}

export function readBalanceTransaction(
	transaction: string | Stripe.BalanceTransaction | null,
): BalanceTransactionTruth | null {
	if (transaction === null || typeof transaction === "string") return null;
	return {
		id: transaction.id,
		type: transaction.type,
		amountYen: BigInt(transaction.amount),
		feeYen: BigInt(transaction.fee),
		netYen: BigInt(transaction.net),
		sourceId: typeof transaction.source === "string" ? transaction.source : (transaction.source?.id ?? null),
		availableOn: new Date(transaction.available_on * 1000),
		createdAt: new Date(transaction.created * 1000),
	};
}
