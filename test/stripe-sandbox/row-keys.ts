import type { Keys, RowKind } from "./store.ts";
import type { Kind, Objects } from "./wire.ts";

/** Keys with an index of their own. Each is set once and never changes to another value, only to none. */
const INDEXED: Partial<Record<RowKind, readonly string[]>> = {
	session: ["payment_intent", "customer", "subscription"],
	payment_intent: ["customer"],
	charge: ["payment_intent", "customer"],
	refund: ["charge", "payment_intent"],
	balance_transaction: ["source", "type", "payout"],
	cash_transaction: ["customer"],
	price: ["product"],
	event: ["type"],
	delivery: ["event"],
	application_fee: ["charge"],
	dispute: ["charge", "payment_intent"],
	early_fraud_warning: ["charge", "payment_intent"],
	payment_method: ["customer"],
	setup_intent: ["customer"],
	subscription: ["customer"],
	invoice: ["customer", "subscription"],
	invoice_payment: ["invoice", "payment_intent"],
	invoice_item: ["customer"],
};

export const indexedKeys = (kind: RowKind): readonly string[] => INDEXED[kind] ?? [];

const idOf = (value: string | { id: string } | null | undefined): string =>
	value === null || value === undefined ? "" : typeof value === "string" ? value : value.id;

type KeysByKind = { [K in Kind]?: (value: Objects[K]) => Record<string, string | number | boolean | null | undefined> };

/** What lists filter by, per kind. */
const KEYS: KeysByKind = {
	customer: (c) =>
		"deleted" in c && c.deleted
			? { deleted: 1 }
			: { email: "email" in c ? c.email : "", test_clock: "test_clock" in c ? idOf(c.test_clock) : "" },
	product: (p) => ({ active: p.active, url: p.url, shippable: p.shippable, type: p.type }),
	price: (p) => ({
		active: p.active,
		product: idOf(p.product),
		currency: p.currency,
		type: p.type,
		lookup_key: p.lookup_key,
		interval: p.recurring?.interval,
	}),
	session: (s) => ({
		payment_intent: idOf(s.payment_intent),
		customer: idOf(s.customer),
		subscription: idOf(s.subscription),
		status: s.status,
		email: s.customer_details?.email ?? "",
		payment_status: s.payment_status,
	}),
	payment_intent: (p) => ({ customer: idOf(p.customer), status: p.status }),
	charge: (c) => ({
		payment_intent: idOf(c.payment_intent),
		customer: idOf(c.customer),
		status: c.status,
		transfer_group: c.transfer_group,
	}),
	refund: (r) => ({
		charge: idOf(r.charge),
		payment_intent: idOf(r.payment_intent),
		status: r.status,
		amount: r.amount,
	}),
	balance_transaction: (b) => ({
		source: typeof b.source === "string" ? b.source : "",
		type: b.type,
		currency: b.currency,
		net: b.net,
		available_on: b.available_on,
		payout: b.payout,
	}),
	cash_transaction: (t) => ({ customer: idOf(t.customer) }),
	payment_method: (p) => ({ customer: idOf(p.customer), type: p.type }),
	setup_intent: (s) => ({ customer: idOf(s.customer), payment_method: idOf(s.payment_method) }),
	subscription: (s) => ({
		customer: idOf(s.customer),
		status: s.status,
		collection_method: s.collection_method,
		price: s.items.data[0]?.price.id,
		period_start: s.items.data[0]?.current_period_start,
		period_end: s.items.data[0]?.current_period_end,
		test_clock: idOf(s.test_clock),
	}),
	invoice: (i) => ({
		customer: idOf(i.customer),
		subscription: idOf(i.parent?.subscription_details?.subscription),
		status: i.status,
		collection_method: i.collection_method,
		due_date: i.due_date,
	}),
	invoice_payment: (p) => ({
		invoice: idOf(p.invoice),
		payment_intent: idOf(p.payment.payment_intent),
		status: p.status,
	}),
	portal_configuration: (c) => ({ active: c.active, is_default: c.is_default }),
	application_fee: (f) => ({ charge: idOf(f.charge), account: idOf(f.account) }),
	dispute: (d) => ({ charge: idOf(d.charge), payment_intent: idOf(d.payment_intent), status: d.status }),
	early_fraud_warning: (w) => ({ charge: idOf(w.charge), payment_intent: idOf(w.payment_intent) }),
	payout: (p) => ({ status: p.status, arrival_date: p.arrival_date, destination: idOf(p.destination) }),
	invoice_item: (i) => ({ customer: idOf(i.customer), invoice: idOf(i.invoice) }),
	webhook_endpoint: (w) => ({ url: w.url }),
};

export function keysOf<K extends Kind>(kind: K, value: Objects[K]): Keys {
	const pick = KEYS[kind] as
		| ((value: Objects[K]) => Record<string, string | number | boolean | null | undefined>)
		| undefined;
	const keys: Keys = {};
	for (const [name, found] of Object.entries(pick?.(value) ?? {})) {
		if (found === null || found === undefined || found === "") continue;
		keys[name] = typeof found === "boolean" ? String(found) : found;
	}
	return keys;
}
