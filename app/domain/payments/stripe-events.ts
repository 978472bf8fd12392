import { z } from "zod";

/**
 * Event types we act on, by what their job re-reads. Others are stored and answered 200.
 * `payment`: the payment intent or session the object belongs to; `itself`: the object of the event.
 */
const OF_PAYMENTS = [
	"checkout.session.completed",
	"checkout.session.async_payment_succeeded",
	"checkout.session.async_payment_failed",
	"checkout.session.expired",
	"payment_intent.succeeded",
	"payment_intent.payment_failed",
	"payment_intent.partially_funded",
	"payment_intent.requires_action",
	"payment_intent.processing",
	"payment_intent.canceled",
	"charge.succeeded",
	"charge.updated",
	"charge.refunded",
	"charge.refund.updated",
	"refund.created",
	"refund.updated",
	"refund.failed",
];
const OF_THEMSELVES = [
	"customer.subscription.created",
	"customer.subscription.updated",
	"customer.subscription.deleted",
	"customer.subscription.paused",
	"customer.subscription.resumed",
	"invoice.created",
	"invoice.finalized",
	"invoice.paid",
	"invoice.payment_failed",
	"invoice.payment_action_required",
	"invoice.voided",
	"invoice.marked_uncollectible",
	"charge.dispute.created",
	"charge.dispute.updated",
	"charge.dispute.closed",
	"charge.dispute.funds_withdrawn",
	"charge.dispute.funds_reinstated",
	"radar.early_fraud_warning.created",
	"payout.created",
	"payout.updated",
	"payout.paid",
	"payout.failed",
	"payout.canceled",
	"payout.reconciliation_completed",
	"payment_method.updated",
	"payment_method.automatically_updated",
	"account.updated",
	"account.application.authorized",
	"account.application.deauthorized",
];
const KNOWN_EVENTS = new Map<string, "payment" | "itself">([
	...OF_PAYMENTS.map((type) => [type, "payment"] as const),
	...OF_THEMSELVES.map((type) => [type, "itself"] as const),
]);

/** What a webhook endpoint has to send. */
export const KNOWN_EVENT_TYPES: string[] = [...KNOWN_EVENTS.keys()];

export type InboxEvent = {
	eventId: string;
	/** the connected account it is of; null for the account of the endpoint itself */
	account: string | null;
	type: string;
	objectId: string;
	/** the object one job re-reads: events of one gift share it, so many events cost one read */
	rootId: string;
	createdAt: Date;
	known: boolean;
};

/** Stripe's ids are short and of these letters only: whatever else comes is kept out of the inbox. */
const id = z.string().regex(/^[\w.:-]{1,255}$/);
const reference = z.union([id, z.object({ id }).transform((object) => object.id)]);

const eventSchema = z.object({
	id,
	type: id,
	/** seconds; to the year 9999 */
	created: z.int().min(0).max(253_402_300_799),
	account: id.nullish(),
	data: z.object({ object: z.object({ id: id.optional(), payment_intent: reference.nullish().catch(null) }) }),
});

/** About what is no object yet, and so has no id: kept under the event's own, and left alone. */
const PREVIEWS: ReadonlySet<string> = new Set(["invoice.upcoming"]);

/** @returns null when it is not an event, or has no object with an id */
export function readEvent(event: unknown): InboxEvent | null {
	const parsed = eventSchema.safeParse(event);
	if (!parsed.success) return null;
	const { id: eventId, type, created, account, data } = parsed.data;
	const objectId = data.object.id ?? (PREVIEWS.has(type) ? eventId : undefined);
	if (objectId === undefined) return null;
	const root = KNOWN_EVENTS.get(type);
	// What an account allows us is told with our application as its object; the account is what is read again.
	const ofAccess = type.startsWith("account.application.") ? account : null;
	const rootId = (root === "payment" && data.object.payment_intent) || ofAccess || objectId;
	return {
		eventId,
		account: account ?? null,
		type,
		objectId,
		rootId,
		createdAt: new Date(created * 1000),
		known: root === "itself" || (root === "payment" && (rootId.startsWith("pi_") || rootId.startsWith("cs_"))),
	};
}
