import { z } from "zod";

/** Event types whose object tells of a gift's money. Others are stored and answered 200. */
const KNOWN_EVENTS = new Set<string>([
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
]);

/** What the sweep asks for, and what a webhook endpoint has to send. Stripe takes at most 20 in a list. */
export const KNOWN_EVENT_TYPES: string[] = [...KNOWN_EVENTS];

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
	data: z.object({ object: z.object({ id, payment_intent: reference.nullish().catch(null) }) }),
});

/** @returns null when it is not an event, or has no object with an id */
export function readEvent(event: unknown): InboxEvent | null {
	const parsed = eventSchema.safeParse(event);
	if (!parsed.success) return null;
	const { id: eventId, type, created, account, data } = parsed.data;
	const rootId = data.object.payment_intent ?? data.object.id;
	return {
		eventId,
		account: account ?? null,
		type,
		objectId: data.object.id,
		rootId,
		createdAt: new Date(created * 1000),
		known: KNOWN_EVENTS.has(type) && (rootId.startsWith("pi_") || rootId.startsWith("cs_")),
	};
}
