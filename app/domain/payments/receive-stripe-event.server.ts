import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inOneStatement, inTransaction } from "~/platform/db/transaction.server";
import { env } from "~/platform/env.server";
import { AppError, invalid } from "~/platform/errors";
import { log } from "~/platform/log.server";
import { openSecret } from "~/platform/seal.server";
import { getStripe } from "~/platform/stripe/stripe.server";
import type { Ctx } from "../access/ctx.server";
import { keyPurpose, PLATFORM_ACCOUNT, STRIPE_ACCOUNT_WORD } from "../stripe-accounts/stripe-account.server";
import { type InboxEvent, readEvent } from "./stripe-events";

/** Where Stripe sent it: to the platform's address, or to that of one institution with keys of its own. */
export type WebhookAddress = "platform" | { stripeAccountId: string };

/**
 * Checks the signature of a webhook, keeps the event once and queues the reading of its object, in one statement. The
 * account of the event is the one whose secret verified, or an account connected to the platform; its body cannot name
 * another.
 * @param input.body  the raw bytes as they came
 * @throws AppError webhook_signature_invalid, webhook_event_unreadable, webhook_account_unknown (all 400);
 *   webhook_address_unknown (404)
 */
export async function receiveStripeEvent(
	ctx: Ctx,
	input: { body: Buffer; signature: string | null; address?: WebhookAddress },
): Promise<void> {
	const { address = "platform" } = input;
	const own = address === "platform" ? null : await ownKeysAccount(ctx, address.stripeAccountId);
	const inbox = readEvent(verify(input, own ? [own.webhookSecret] : platformSecrets()));
	if (!inbox)
		throw invalid("webhook_event_unreadable", "the webhook's body is not an event about an object with an id", {
			personKey: "webhook.unreadable",
		});
	if (own) {
		// Of accounts connected to the institution's own we know nothing; its own events name none, or itself.
		if (inbox.account !== null && inbox.account !== own.stripeId) throw unknownAccount(inbox);
		await storeEvent(ctx, own.id, inbox, "webhook");
		return;
	}
	const stripeAccountId = await accountOfPlatform(ctx, inbox);
	if (stripeAccountId) await storeEvent(ctx, stripeAccountId, inbox, "webhook");
}

/** At Stripe the platform's own events and those of its connected accounts are two endpoints, each with its secret. */
const platformSecrets = () => env.STRIPE_WEBHOOK_SECRET.split(",").map((secret) => secret.trim());

/** An account that is disabled keeps its address: its older gifts still have refunds, disputes and payouts. */
async function ownKeysAccount(ctx: Ctx, id: string) {
	const account = STRIPE_ACCOUNT_WORD.test(id)
		? await inTransaction(ctx, (tx) =>
				tx.stripeAccount.findUnique({ where: { id }, omit: { webhookSecretSealed: false } }),
			)
		: null;
	if (account?.kind !== "own_keys" || !account.webhookSecretSealed) {
		throw new AppError({
			code: "webhook_address_unknown",
			status: 404,
			logMessage: "no institution with keys of its own has this webhook address",
			personKey: "webhook.address",
		});
	}
	const webhookSecret = openSecret(account.webhookSecretSealed, keyPurpose(account.id, "webhook_secret"));
	return { id: account.id, stripeId: account.stripeId, webhookSecret };
}

/** How far Stripe's clock may be ahead of ours; the SDK looks after the other direction. */
const AHEAD_SECONDS = 300;

function verify(input: { body: Buffer; signature: string | null }, secrets: readonly string[]): unknown {
	const { body, signature } = input;
	if (!signature) throw badSignature("the webhook has no Stripe-Signature header");
	const signedAt = Number(/(?:^|,)\s*t=(\d+)/.exec(signature)?.[1] ?? Number.NaN);
	if (signedAt > Date.now() / 1000 + AHEAD_SECONDS) {
		throw badSignature("the webhook was signed in the future: check this machine's clock");
	}
	let cause: unknown;
	for (const secret of secrets) {
		try {
			return getStripe().webhooks.constructEvent(body, signature, secret);
		} catch (error) {
			cause = error;
		}
	}
	throw badSignature("the webhook's signature, time or body is not right", cause);
}

const badSignature = (logMessage: string, cause?: unknown) =>
	invalid("webhook_signature_invalid", logMessage, { personKey: "webhook.signature", cause });

/** @returns null for an account with keys of its own: its own address brings that event */
async function accountOfPlatform(ctx: Ctx, event: InboxEvent): Promise<string | null> {
	const stripeId = event.account;
	if (stripeId === null) return PLATFORM_ACCOUNT;
	const account = await inTransaction(ctx, (tx) => tx.stripeAccount.findUnique({ where: { stripeId } }));
	if (account?.kind === "own_keys") {
		log.info({ stripeAccountId: account.id, eventId: event.eventId }, "left to the account's own webhook address");
		return null;
	}
	if (!account) throw unknownAccount(event);
	return account.id;
}

const unknownAccount = (event: InboxEvent) =>
	invalid("webhook_account_unknown", `event ${event.eventId} is of an account we do not know: ${event.account}`, {
		personKey: "webhook.account",
	});

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
