import type Stripe from "stripe";
import { newId, randomDigits } from "./ids.ts";
import type { Transaction } from "./transaction.ts";
import type { CashAccount } from "./wire.ts";

/** A customer's cash account, opened with a virtual bank account of its own when first needed. */
export function cashAccount(tx: Transaction, account: string, customerId: string): CashAccount {
	return (
		tx.get("cash_account", account, customerId) ??
		tx.put("cash_account", account, {
			id: customerId,
			availableYen: 0,
			accountNumber: randomDigits(7),
			branchCode: randomDigits(3),
		})
	);
}

export function cashBalanceOf(tx: Transaction, account: string, customerId: string): Stripe.CashBalance {
	const held = tx.get("cash_account", account, customerId);
	return {
		object: "cash_balance",
		available: held && held.availableYen > 0 ? { jpy: held.availableYen } : null,
		customer: customerId,
		customer_account: null,
		livemode: false,
		settings: { reconciliation_mode: "automatic", using_merchant_default: true },
	};
}

type Movement =
	| { type: "funded"; funded: Stripe.CustomerCashBalanceTransaction.Funded }
	| { type: "applied_to_payment"; applied_to_payment: { payment_intent: string } }
	| { type: "unapplied_from_payment"; unapplied_from_payment: { payment_intent: string } }
	| { type: "refunded_from_payment"; refunded_from_payment: { refund: string } };

/** Moves a customer's cash and writes the transaction that says so. */
export function moveCash(
	tx: Transaction,
	account: string,
	customerId: string,
	netYen: number,
	movement: Movement,
): void {
	const held = cashAccount(tx, account, customerId);
	held.availableYen += netYen;
	tx.put("cash_account", account, held);
	const transaction: Stripe.CustomerCashBalanceTransaction = {
		id: newId("ccsbtxn_"),
		object: "customer_cash_balance_transaction",
		created: tx.now,
		currency: "jpy",
		customer: customerId,
		customer_account: null,
		ending_balance: held.availableYen,
		livemode: false,
		net_amount: netYen,
		...movement,
	};
	tx.put("cash_transaction", account, transaction);
	tx.emit("customer_cash_balance_transaction.created", account, transaction);
}

export function zenginInstructions(
	held: CashAccount,
	remainingYen: number,
	hostedUrl: string,
): Stripe.PaymentIntent.NextAction {
	const nowhere: Stripe.Address = {
		city: null,
		country: "JP",
		line1: null,
		line2: null,
		postal_code: null,
		state: null,
	};
	return {
		type: "display_bank_transfer_instructions",
		display_bank_transfer_instructions: {
			amount_remaining: remainingYen,
			currency: "jpy",
			financial_addresses: [
				{
					type: "zengin",
					supported_networks: ["zengin"],
					zengin: {
						account_holder_address: nowhere,
						account_holder_name: "サンドボツクス（カ",
						account_number: held.accountNumber,
						account_type: "futsu",
						bank_address: nowhere,
						bank_code: "9999",
						bank_name: "サンドボックス銀行",
						branch_code: held.branchCode,
						branch_name: "テスト支店",
					},
				},
			],
			hosted_instructions_url: hostedUrl,
			reference: null,
			type: "jp_bank_transfer",
		},
	};
}
