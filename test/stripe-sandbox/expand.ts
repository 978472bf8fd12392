import type Stripe from "stripe";
import { invalid } from "./api-error.ts";
import type { Call } from "./call.ts";
import { cashBalanceOf } from "./cash.ts";
import { shown } from "./shown.ts";
import type { Kind, List } from "./wire.ts";

const KIND_BY_PREFIX: [prefix: string, kind: Kind][] = [
	["cus_", "customer"],
	["prod_", "product"],
	["price_", "price"],
	["cs_", "session"],
	["pi_", "payment_intent"],
	["ch_", "charge"],
	["py_", "charge"],
	["txn_", "balance_transaction"],
	["re_", "refund"],
	["pyr_", "refund"],
	["ccsbtxn_", "cash_transaction"],
	["po_", "payout"],
	["du_", "dispute"],
	["fee_", "application_fee"],
	["bpc_", "portal_configuration"],
	["issfr_", "early_fraud_warning"],
	["pm_", "payment_method"],
	["seti_", "setup_intent"],
	["sub_", "subscription"],
	["in_", "invoice"],
	["inpay_", "invoice_payment"],
	["ii_", "invoice_item"],
];

type Thing = { [name: string]: unknown };

const isThing = (value: unknown): value is Thing =>
	typeof value === "object" && value !== null && !Array.isArray(value);

/** Replaces ids by the objects they name, as `expand[]` asks, up to four levels deep. */
export function expand(call: Call, value: unknown, paths: string[]): void {
	for (const path of paths) {
		const parts = path.split(".");
		if (parts.length > 4) throw invalid("You cannot expand more than 4 levels of a property.", { param: "expand" });
		expandOne(call, value, parts, path);
	}
}

function expandOne(call: Call, value: unknown, parts: string[], path: string): void {
	const [part, ...rest] = parts;
	if (part === undefined || !isThing(value)) return;
	const current = included(call, value, part);
	if (current === undefined) {
		throw invalid(`This property cannot be expanded (${path}).`, { param: "expand" });
	}
	if (current === null) return;
	if (Array.isArray(current)) {
		for (const item of current) expandOne(call, item, rest, path);
		return;
	}
	if (typeof current === "string") {
		const kind = KIND_BY_PREFIX.find(([prefix]) => current.startsWith(prefix))?.[1];
		const target = kind && call.tx.get(kind, call.account, current);
		if (!kind || !target) throw invalid(`This property cannot be expanded (${path}).`, { param: "expand" });
		value[part] = structuredClone(shown(call, kind, target));
	} else if (value[part] === undefined) {
		value[part] = current;
	}
	expandOne(call, value[part], rest, path);
}

/** Properties that are only there when asked for. */
function included(call: Call, value: Thing, part: string): unknown {
	if (value[part] !== undefined) return value[part];
	const id = String(value.id);
	if (value.object === "checkout.session" && part === "line_items") {
		const items = call.tx.get("session_plan", call.account, id)?.lineItems ?? [];
		return { object: "list", data: items, has_more: false, url: `/v1/checkout/sessions/${id}/line_items` };
	}
	if (value.object === "invoice" && part === "payments") {
		const rows = call.world.store.rows("invoice_payment", call.account, "invoice", id);
		const url = `/v1/invoice_payments?invoice=${id}`;
		const data = rows.map((row) => call.world.store.read<"invoice_payment">(row));
		return { object: "list", data, has_more: false, url };
	}
	if (value.object === "charge" && part === "refunds") return refundsOf(call, id);
	// Expandable, and absent until the refund fails.
	if (value.object === "refund" && part === "failure_balance_transaction") return value[part] ?? null;
	if (value.object === "customer" && part === "cash_balance") return cashBalanceOf(call.tx, call.account, id);
	// Absent until the refund fails, and still a property that can be asked for.
	if (value.object === "refund" && part === "failure_balance_transaction") return null;
	return undefined;
}

function refundsOf(call: Call, chargeId: string): List<Stripe.Refund> {
	const rows = call.world.store.rows("refund", call.account, "charge", chargeId);
	const newest = rows.slice(-10).reverse();
	return {
		object: "list",
		data: newest.map((row) => call.world.store.read<"refund">(row)),
		has_more: rows.length > newest.length,
		url: `/v1/charges/${chargeId}/refunds`,
	};
}
