import type Stripe from "stripe";
import { ApiError, invalid } from "../api-error.ts";
import { type Call, found, list, pathId, read } from "../call.ts";
import { mergedMetadata } from "../metadata.ts";
import { created, emptyable, integer, metadata, need, oneOf, paging, paramsOf, type Range, text } from "../params.ts";
import { expandable } from "../shapes.ts";
import { addPayout, type Bank, cancelPayout } from "./bank.ts";
import { unpaid } from "./schedule.ts";

const createParams = paramsOf<Stripe.PayoutCreateParams>()({
	amount: need(integer(1, 99_999_999)),
	currency: need(text(3)),
	description: text(),
	destination: text(),
	metadata,
	method: oneOf("instant", "standard"),
	payout_method: text(),
	source_type: oneOf("bank_account", "card", "fpx"),
	statement_descriptor: text(22),
	...expandable,
});
const updateParams = paramsOf<Stripe.PayoutUpdateParams>()({ metadata: emptyable(metadata), ...expandable });
const listParams = paramsOf<Stripe.PayoutListParams>()({
	...paging,
	arrival_date: created,
	created,
	destination: text(),
	status: oneOf("canceled", "failed", "in_transit", "paid", "pending"),
});

const bankOf = ({ tx, world, account }: Call): Bank => ({ tx, clock: world.clock, account });

export function createPayout(call: Call): Stripe.Payout {
	const input = read(call, createParams);
	if (input.currency.toLowerCase() !== "jpy") throw invalid("The sandbox pays out jpy only.", { param: "currency" });
	if (input.method === "instant") throw invalid("Instant payouts are not available in Japan.", { param: "method" });
	if (input.amount > unpaid(call.tx, call.account).sumYen) {
		throw new ApiError(
			400,
			"invalid_request_error",
			"You have insufficient funds in your Stripe account for this transfer. Your card balance is too low.",
			{ code: "balance_insufficient", param: "amount" },
		);
	}
	return addPayout(bankOf(call), {
		amountYen: input.amount,
		automatic: false,
		description: input.description ?? null,
		metadata: input.metadata ?? {},
		statementDescriptor: input.statement_descriptor ?? null,
	});
}

export const retrievePayout = (call: Call): Stripe.Payout => found(call, "payout", pathId(call), "payout");

export function updatePayout(call: Call): Stripe.Payout {
	const payout = retrievePayout(call);
	const input = read(call, updateParams);
	if (input.metadata !== undefined) payout.metadata = mergedMetadata(payout.metadata, input.metadata ?? {});
	call.tx.put("payout", call.account, payout);
	call.tx.emit("payout.updated", call.account, payout);
	return payout;
}

export function cancelPayoutNow(call: Call): Stripe.Payout {
	const payout = retrievePayout(call);
	read(call, paramsOf<Stripe.PayoutCancelParams>()(expandable));
	if (payout.status !== "pending" || payout.automatic)
		throw invalid("Payouts can only be canceled while they are pending, and only those made by hand.");
	return cancelPayout(bankOf(call), payout);
}

const within = (moment: number, { gt, gte, lt, lte }: Range): boolean =>
	(gt === undefined || moment > gt) &&
	(gte === undefined || moment >= gte) &&
	(lt === undefined || moment < lt) &&
	(lte === undefined || moment <= lte);

export function listPayouts(call: Call) {
	const { arrival_date, created, destination, status, limit, starting_after, ending_before } = read(call, listParams);
	const page = { created, limit, starting_after, ending_before };
	return list(call, "payout", "/v1/payouts", page, {
		where: { status, destination },
		matches: (row) => arrival_date === undefined || within(Number(row.keys.arrival_date), arrival_date),
	});
}
