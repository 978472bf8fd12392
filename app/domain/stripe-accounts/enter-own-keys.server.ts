import type Stripe from "stripe";
import type { Prisma } from "~/platform/db/client.server";
import { inTransaction, type Tx } from "~/platform/db/transaction.server";
import { conflict, invalid } from "~/platform/errors";
import { openSecret, sealSecret } from "~/platform/seal.server";
import { STRIPE_API_VERSION, stripeOnTrial } from "~/platform/stripe/stripe.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { overseenInstitution } from "../institutions/overseen-institution.server";
import { KNOWN_EVENT_TYPES } from "../payments/stripe-events";
import { PERSON_WAITS, stripeRefusal } from "../payments/stripe-refusal.server";
import type { OwnKeys } from "./own-keys.schema";
import { freeAccountWord, ownStripeAccount, webhookUrlOf } from "./own-stripe-account.server";
import { keyPurpose } from "./stripe-account.server";
import { type AccountTruth, statusAfter } from "./sync-stripe-account.server";
import { tryOwnKey } from "./try-own-key.server";

type Reached = Extract<AccountTruth, { reached: true }>;

/**
 * Keeps an institution's own keys, sealed, after its key was tried at Stripe. Without a webhook secret the endpoint is made
 * at Stripe with the key. New gifts go there only when it is chosen.
 * @returns our word for the account
 * @throws AppError institution_not_found, forbidden, those of tryOwnKey, stripe_key_missing (400),
 *   stripe_account_taken (409: another row has this account of Stripe's)
 */
export async function enterOwnKeys(ctx: Ctx, input: OwnKeys & { institution: string }): Promise<{ account: string }> {
	const institution = await overseenInstitution(ctx, input.institution, "connectStripe");
	const { secretKey, webhookSecret } = input;
	if (secretKey === "") throw invalid("stripe_key_missing", "no key was entered", { personKey: "fields.required" });
	const truth = await tryOwnKey(secretKey);
	const account = await inTransaction(ctx, async (tx) => {
		const id = await freeAccountWord(tx, institution);
		await assertFree(tx, truth.stripeId);
		await tx.stripeAccount.create({
			data: {
				id,
				kind: "own_keys",
				institutionId: institution.id,
				status: webhookSecret === "" ? "onboarding" : "active",
				...keyColumns(id, secretKey),
				...(webhookSecret !== "" && webhookColumn(id, webhookSecret)),
				...toldColumns(ctx, truth),
				createdAt: ctx.now,
			},
		});
		await auditKeys(tx, ctx, institution.id, { account: id, keyEnding: secretKey.slice(-4) });
		return id;
	});
	if (webhookSecret === "") await makeEndpoint(ctx, { account, institutionId: institution.id, secretKey });
	return { account };
}

/**
 * Puts a new key, a new webhook secret or both in the place of the old ones. The key must open the same account of Stripe's:
 * what was charged there before is refunded and reconciled through it.
 * @throws AppError those of enterOwnKeys, stripe_account_not_found, stripe_account_not_own_keys (409),
 *   stripe_account_differs (409)
 */
export async function rotateOwnKeys(
	ctx: Ctx,
	input: OwnKeys & { institution: string; account: string },
): Promise<{ account: string }> {
	const { institution, account } = await ownStripeAccount(ctx, input);
	if (account.kind !== "own_keys") {
		throw conflict("stripe_account_not_own_keys", `account ${account.id} has no keys of its own`);
	}
	const { secretKey, webhookSecret } = input;
	const makesEndpoint = webhookSecret === "" && account.status === "onboarding";
	if (secretKey === "" && webhookSecret === "" && !makesEndpoint) {
		throw invalid("stripe_key_missing", "neither a key nor a webhook secret was entered", {
			personKey: "fields.required",
		});
	}
	const truth = secretKey === "" ? null : await tryOwnKey(secretKey);
	if (truth && truth.stripeId !== account.stripeId) {
		throw conflict("stripe_account_differs", `the key opens ${truth.stripeId}, account ${account.id} is another`, {
			personKey: "fields.stripeKey.otherAccount",
		});
	}
	await inTransaction(ctx, async (tx) => {
		await tx.$queryRaw`SELECT 1 FROM stripe_account WHERE id = ${account.id} FOR UPDATE`;
		const row = await tx.stripeAccount.findUniqueOrThrow({ where: { id: account.id } });
		const complete = { ...row, status: webhookSecret !== "" && row.status === "onboarding" ? "active" : row.status };
		await tx.stripeAccount.update({
			where: { id: account.id },
			data: {
				status: complete.status,
				...(truth && {
					...keyColumns(account.id, secretKey),
					...toldColumns(ctx, truth),
					...statusAfter(complete, truth),
				}),
				...(webhookSecret !== "" && webhookColumn(account.id, webhookSecret)),
				updatedAt: ctx.now,
			},
		});
		await auditKeys(tx, ctx, institution.id, {
			account: account.id,
			...(secretKey !== "" && { keyEnding: secretKey.slice(-4) }),
			...(webhookSecret !== "" && { webhookSecret: "new" }),
		});
	});
	if (makesEndpoint) {
		const key = secretKey === "" ? await keptKey(ctx, account.id) : secretKey;
		await makeEndpoint(ctx, { account: account.id, institutionId: institution.id, secretKey: key });
	}
	return { account: account.id };
}

/** The endpoint's secret is in this answer only. Asked again with the same key, Stripe gives the same answer for a day. */
async function makeEndpoint(ctx: Ctx, input: { account: string; institutionId: string; secretKey: string }) {
	const { account, institutionId, secretKey } = input;
	let secret: string | undefined;
	try {
		const endpoint = await stripeOnTrial(secretKey).webhookEndpoints.create(
			{
				url: webhookUrlOf(account),
				enabled_events: KNOWN_EVENT_TYPES as Stripe.WebhookEndpointCreateParams.EnabledEvent[],
				api_version: STRIPE_API_VERSION,
				description: "Izumi",
			},
			{ ...PERSON_WAITS, idempotencyKey: `endpoint-${account}-${secretKey.slice(-4)}` },
		);
		secret = endpoint.secret;
	} catch (error) {
		throw stripeRefusal(error);
	}
	if (!secret) throw new Error(`the webhook endpoint of account ${account} came without its secret`);
	const column = webhookColumn(account, secret);
	await inTransaction(ctx, async (tx) => {
		await tx.stripeAccount.update({ where: { id: account }, data: { ...column, updatedAt: ctx.now } });
		await tx.stripeAccount.updateMany({ where: { id: account, status: "onboarding" }, data: { status: "active" } });
		await auditKeys(tx, ctx, institutionId, { account, webhookSecret: "made" });
	});
}

async function keptKey(ctx: Ctx, account: string): Promise<string> {
	const row = await inTransaction(ctx, (tx) =>
		tx.stripeAccount.findUniqueOrThrow({ where: { id: account }, omit: { secretKeySealed: false } }),
	);
	return openSecret(row.secretKeySealed ?? "", keyPurpose(account, "secret_key"));
}

async function assertFree(tx: Tx, stripeId: string): Promise<void> {
	const other = await tx.stripeAccount.findUnique({ where: { stripeId } });
	if (!other) return;
	throw conflict("stripe_account_taken", `Stripe's account ${stripeId} is there as ${other.id}`, {
		personKey: "fields.stripeKey.taken",
	});
}

const keyColumns = (id: string, secretKey: string) => ({
	secretKeySealed: sealSecret(secretKey, keyPurpose(id, "secret_key")),
	keyEnding: secretKey.slice(-4),
});
const webhookColumn = (id: string, secret: string) => ({
	webhookSecretSealed: sealSecret(secret, keyPurpose(id, "webhook_secret")),
});
const toldColumns = (ctx: Ctx, truth: Reached) => ({
	stripeId: truth.stripeId,
	chargesEnabled: truth.chargesEnabled,
	payoutsEnabled: truth.payoutsEnabled,
	capabilities: truth.capabilities,
	missing: truth.missing,
	checkedAt: ctx.now,
	problem: null,
	problemAt: null,
	updatedAt: ctx.now,
});

const auditKeys = (tx: Tx, ctx: Ctx, institutionId: string, after: Prisma.InputJsonObject) =>
	audit(tx, ctx, {
		action: "stripe_account.keys_entered",
		subject: { type: "institution", id: institutionId },
		institutionId,
		after,
	});
