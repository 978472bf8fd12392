import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inOneStatement, inTransaction } from "~/platform/db/transaction.server";
import { env } from "~/platform/env.server";
import { invalid } from "~/platform/errors";
import { getStripe } from "~/platform/stripe/stripe.server";
import type { Ctx } from "../access/ctx.server";
import { PLATFORM_ACCOUNT } from "./stripe-account.server";
import { type InboxEvent, readEvent } from "./stripe-events";

/**
 * Checks the signature of a webhook, keeps the event once and queues the reading of its object, in one statement.
 * @param input.body  the raw bytes as they came
 * @throws AppError webhook_signature_invalid, webhook_event_unreadable, webhook_account_unknown (all 400)
 */
export async function receiveStripeEvent(ctx: Ctx, input: { body: Buffer; signature: string | null }): Promise<void> {
	const event = verify(input);
	const inbox = readEvent(event);
	if (!inbox)
		throw invalid("webhook_event_unreadable", "the webhook's body is not an event about an object with an id", {
			personKey: "webhook.unreadable",
		});
	const stripeAccountId = await accountOf(ctx, inbox);
	await storeEvent(ctx, stripeAccountId, inbox, "webhook");
}

/** How far Stripe's clock may be ahead of ours; the SDK looks after the other direction. */
const AHEAD_SECONDS = 300;

function verify(input: { body: Buffer; signature: string | null }): unknown {
	if (!input.signature) throw badSignature("the webhook has no Stripe-Signature header");
	const signedAt = Number(/(?:^|,)\s*t=(\d+)/.exec(input.signature)?.[1] ?? Number.NaN);
	if (signedAt > Date.now() / 1000 + AHEAD_SECONDS) {
		throw badSignature("the webhook was signed in the future: check this machine's clock");
	}
	try {
		return getStripe().webhooks.constructEvent(input.body, input.signature, env.STRIPE_WEBHOOK_SECRET);
	} catch (error) {
		throw badSignature("the webhook's signature, time or body is not right", error);
	}
}

const badSignature = (logMessage: string, cause?: unknown) =>
	invalid("webhook_signature_invalid", logMessage, { personKey: "webhook.signature", cause });

async function accountOf(ctx: Ctx, event: InboxEvent): Promise<string> {
	const stripeId = event.account;
	if (stripeId === null) return PLATFORM_ACCOUNT;
	const account = await inTransaction(ctx, (tx) => tx.stripeAccount.findUnique({ where: { stripeId } }));
	if (!account) {
		throw invalid("webhook_account_unknown", `event ${event.eventId} is of an account we do not know: ${stripeId}`, {
			personKey: "webhook.account",
		});
	}
	return account.id;
}

const storedSchema = z.object({ event_id: z.string() });

/**
 * Inbox row and job together, in one statement, once per (account, event id).
 * @returns whether it was new
 */
export async function storeEvent(
	ctx: Pick<Ctx, "now">,
	stripeAccountId: string,
	event: InboxEvent,
	source: "webhook" | "sweep",
): Promise<boolean> {
	const job = JSON.stringify({ stripeAccountId, rootId: event.rootId });
	const stored = await inOneStatement(
		storedSchema,
		Prisma.sql`
		WITH stored AS (
			INSERT INTO stripe_event (stripe_account_id, event_id, type, object_id, root_id, created_at, received_at, source, status)
			VALUES (${stripeAccountId}, ${event.eventId}, ${event.type}, ${event.objectId}, ${event.rootId}, ${event.createdAt}, ${ctx.now}, ${source},
				${event.known ? "stored" : "ignored"})
			ON CONFLICT (stripe_account_id, event_id) DO NOTHING
			RETURNING event_id, status
		), queued AS MATERIALIZED (
			SELECT enqueue_job('syncStripeObject', ${job}::json, ${`${stripeAccountId}:${event.rootId}`}, NULL, NULL, NULL, NULL)
			FROM stored WHERE status = 'stored'
		)
		SELECT event_id FROM stored, (SELECT count(*) FROM queued) AS done`,
	);
	return stored.length > 0;
}
