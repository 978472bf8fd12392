import type Stripe from "stripe";
import { invalid } from "./api-error.ts";
import { type Call, found, list, named, read } from "./call.ts";
import { created, paging, paramsOf, text } from "./params.ts";
import { expandable } from "./shapes.ts";
import { shown } from "./shown.ts";

const listParams = paramsOf<Stripe.BalanceTransactionListParams>()({
	...paging,
	created,
	currency: text(3),
	payout: text(),
	source: text(),
	type: text(),
});

export function retrieveTransaction(call: Call): Stripe.BalanceTransaction {
	return shown(call, "balance_transaction", found(call, "balance_transaction"));
}

export function listTransactions(call: Call) {
	const { created, currency, payout, source, type, limit, starting_after, ending_before } = read(call, listParams);
	if (payout !== undefined && !named(call, "payout", payout, "payout").automatic) {
		throw invalid("Balance transaction history can only be filtered on automatic transfers, not manual.", {
			param: "payout",
		});
	}
	const page = { created, limit, starting_after, ending_before };
	return list(call, "balance_transaction", "/v1/balance_transactions", page, {
		where: { currency, source, type, payout },
		index: payout !== undefined ? "payout" : source !== undefined ? "source" : "type",
	});
}

export function retrieveBalance(call: Call): Stripe.Balance {
	read(call, paramsOf<Stripe.BalanceRetrieveParams>()(expandable));
	let availableYen = 0;
	let pendingYen = 0;
	for (const { keys } of call.world.store.rows("balance_transaction", call.account)) {
		if (Number(keys.available_on) <= call.tx.now) availableYen += Number(keys.net ?? 0);
		else pendingYen += Number(keys.net ?? 0);
	}
	return {
		object: "balance",
		available: [{ amount: availableYen, currency: "jpy", source_types: { card: availableYen } }],
		livemode: false,
		pending: [{ amount: pendingYen, currency: "jpy", source_types: { card: pendingYen } }],
	};
}
