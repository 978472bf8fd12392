import type Stripe from "stripe";
import { addBalanceTransaction } from "../balance-entries.ts";
import { type Call, found, list, pathId, read } from "../call.ts";
import { CONNECT_APPLICATION } from "../deliveries.ts";
import { newId } from "../ids.ts";
import { created, paging, paramsOf, text } from "../params.ts";
import type { Transaction } from "../transaction.ts";
import { PLATFORM_ACCOUNT } from "../wire.ts";

/** The platform's share of a direct charge: an object and a balance transaction of its own on the platform's side. */
export function takeFee(tx: Transaction, account: string, charge: Stripe.Charge): number {
	const amount = charge.application_fee_amount ?? 0;
	if (amount === 0 || account === PLATFORM_ACCOUNT) return 0;
	const id = newId("fee_1");
	const transaction = addBalanceTransaction(tx, PLATFORM_ACCOUNT, {
		amountYen: amount,
		feeYen: 0,
		type: "application_fee",
		category: "platform_earning",
		source: id,
		description: null,
	});
	const fee = tx.put("application_fee", PLATFORM_ACCOUNT, {
		id,
		object: "application_fee",
		account,
		amount,
		amount_refunded: 0,
		application: CONNECT_APPLICATION,
		balance_transaction: transaction.id,
		charge: charge.id,
		created: tx.now,
		currency: "jpy",
		fee_source: { charge: charge.id, type: "charge" },
		livemode: false,
		originating_transaction: null,
		refunded: false,
		refunds: { object: "list", data: [], has_more: false, url: `/v1/application_fees/${id}/refunds` },
	});
	charge.application = CONNECT_APPLICATION;
	charge.application_fee = id;
	tx.emit("application_fee.created", PLATFORM_ACCOUNT, fee);
	return amount;
}

/** Gives back a part of the fee that matches the refund. @returns the yen given back */
export function returnFee(tx: Transaction, charge: Stripe.Charge, refundedYen: number): number {
	const id = typeof charge.application_fee === "string" ? charge.application_fee : "";
	const fee = tx.get("application_fee", PLATFORM_ACCOUNT, id);
	if (!fee) return 0;
	const wholly = charge.amount_refunded + refundedYen === charge.amount;
	const share = Math.floor((fee.amount * refundedYen) / charge.amount);
	const amount = wholly ? fee.amount - fee.amount_refunded : share;
	if (amount <= 0) return 0;
	const refundId = newId("fr_1");
	const transaction = addBalanceTransaction(tx, PLATFORM_ACCOUNT, {
		amountYen: -amount,
		feeYen: 0,
		type: "application_fee_refund",
		category: "platform_earning_refund",
		source: refundId,
		description: null,
	});
	const refund: Stripe.FeeRefund = {
		id: refundId,
		object: "fee_refund",
		amount,
		balance_transaction: transaction.id,
		created: tx.now,
		currency: "jpy",
		fee: fee.id,
		metadata: {},
	};
	fee.amount_refunded += amount;
	fee.refunded = fee.amount_refunded === fee.amount;
	fee.refunds.data.unshift(refund);
	tx.put("application_fee", PLATFORM_ACCOUNT, fee);
	tx.emit("application_fee.refunded", PLATFORM_ACCOUNT, fee);
	tx.emit("application_fee.refund.updated", PLATFORM_ACCOUNT, refund);
	return amount;
}

const listParams = paramsOf<Stripe.ApplicationFeeListParams>()({ ...paging, charge: text(), created });

export const retrieveFee = (call: Call): Stripe.ApplicationFee => found(call, "application_fee", pathId(call), "fee");

export function listFees(call: Call) {
	const { charge, created, limit, starting_after, ending_before } = read(call, listParams);
	const page = { created, limit, starting_after, ending_before };
	return list(call, "application_fee", "/v1/application_fees", page, { where: { charge }, index: "charge" });
}
