import type Stripe from "stripe";

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

/** Asked for when a webhook endpoint is made. */
export const WEBHOOK_EVENT_TYPES = [...KNOWN_EVENTS] as Stripe.WebhookEndpointCreateParams.EnabledEvent[];

export type InboxEvent = {
	eventId: string;
	type: string;
	objectId: string;
	/** the object one job re-reads: events of one gift share it, so many events cost one read */
	rootId: string;
	createdAt: Date;
	known: boolean;
};

/** @returns null when the event has no object with an id */
export function readEvent(event: Stripe.Event): InboxEvent | null {
	const object = event.data.object as { id?: unknown; object?: unknown; payment_intent?: unknown };
	if (typeof object.id !== "string" || object.id === "") return null;
	const rootId = rootOf(object as { id: string; payment_intent?: unknown });
	return {
		eventId: event.id,
		type: event.type,
		objectId: object.id,
		rootId,
		createdAt: new Date(event.created * 1000),
		known: KNOWN_EVENTS.has(event.type) && (rootId.startsWith("pi_") || rootId.startsWith("cs_")),
	};
}

function rootOf(object: { id: string; payment_intent?: unknown }): string {
	const intent = object.payment_intent;
	if (typeof intent === "string") return intent;
	if (typeof intent === "object" && intent !== null && "id" in intent && typeof intent.id === "string")
		return intent.id;
	return object.id;
}
