import { productName } from "../products.ts";
import type { Till } from "../till.ts";
import type { Invoice, Price, Subscription, SubscriptionPlan } from "../wire.ts";
import { itemLines } from "./invoice-shape.ts";
import { addInvoice, addItem, finalize, livingCustomer } from "./invoicing.ts";
import { schedule } from "./standing.ts";
import { beginningOf, intervalOf, newSubscription } from "./subscription-shape.ts";

/** How long the first payment may take before the subscription lapses. */
const INCOMPLETE_SECONDS = 23 * 60 * 60;

interface Wanted {
	customer: string;
	items: { price: Price; quantity: number; metadata: Record<string, string> }[];
	/** Charged once, with the first invoice. */
	extras: { price: Price; quantity: number }[];
	plan: SubscriptionPlan;
	refine?: (subscription: Subscription) => void;
}

/**
 * Makes a subscription and, when something is due or a trial begins, its first invoice, finalized. It stays
 * `incomplete` until that is paid; with nothing due it stands at once. A free time before an anchor has no invoice.
 */
export function subscribe(till: Till, wanted: Wanted): { subscription: Subscription; invoice: Invoice | null } {
	const { tx, account, clock } = till;
	const first = wanted.items[0];
	if (!first) throw new Error("a subscription needs an item");
	const beginning = beginningOf(intervalOf(first.price), wanted.plan, tx.now);
	const customer = livingCustomer(till, wanted.customer);
	const testClock = typeof customer.test_clock === "string" ? customer.test_clock : null;
	const subscription = newSubscription(till, { ...wanted, beginning, testClock });
	wanted.refine?.(subscription);
	const period = { start: beginning.start, end: beginning.end };
	const hasLines = beginning.share > 0 || beginning.trialEnd !== null;
	const lines = hasLines ? itemLines(subscription, period, beginning.share, (price) => productName(till, price)) : [];
	const dueYen =
		lines.reduce((sum, line) => sum + line.amount, 0) +
		wanted.extras.reduce((sum, { price, quantity }) => sum + (price.unit_amount ?? 0) * quantity, 0);
	if (dueYen === 0) subscription.status = beginning.trialEnd === null ? "active" : "trialing";
	tx.put("subscription", account, subscription);
	tx.emit("customer.subscription.created", account, subscription);
	const extras = wanted.extras.map(({ price, quantity }) =>
		addItem(till, {
			amount: (price.unit_amount ?? 0) * quantity,
			customer: customer.id,
			description: productName(till, price),
			period: { start: tx.now, end: tx.now },
			price,
			proration: false,
			quantity,
			subscription: subscription.id,
		}),
	);
	if (lines.length === 0 && wanted.extras.length === 0) {
		schedule(till, subscription);
		return { subscription, invoice: null };
	}
	const invoice = addInvoice(till, {
		customer: customer.id,
		lines,
		period: { start: tx.now, end: tx.now },
		reason: "subscription_create",
		subscription,
		extras,
	});
	subscription.latest_invoice = invoice.id;
	tx.put("subscription", account, subscription);
	finalize(till, invoice);
	if (subscription.status === "incomplete" && invoice.status === "paid")
		subscription.status = beginning.trialEnd === null ? "active" : "trialing";
	if (subscription.status === "incomplete")
		clock.set(tx, "expire_incomplete", account, subscription.id, (tx.now + INCOMPLETE_SECONDS) * 1000);
	schedule(till, subscription);
	return { subscription, invoice };
}
