import Stripe from "stripe";
import { jobContext, publicContext } from "~/domain/access/ctx.server";
import { openFund } from "~/domain/funds/open-fund.server";
import { startGiftSchema } from "~/domain/gifts/start-gift.schema";
import { startGift } from "~/domain/gifts/start-gift.server";
import { chooseStripeAccount } from "~/domain/stripe-accounts/choose-stripe-account.server";
import { connectStripeAccount } from "~/domain/stripe-accounts/connect-stripe-account.server";
import { enterOwnKeys } from "~/domain/stripe-accounts/enter-own-keys.server";
import { refreshStripeAccount } from "~/domain/stripe-accounts/sync-stripe-account.server";
import { DONOR, type GiftFields, type TestWorld } from "./world";

/** A connected account for an institution, set up at the sandbox and chosen for new gifts. @returns our word and Stripe's id */
export async function connectAccount(world: TestWorld, institution: string) {
	const ctx = await jobContext("factory");
	await connectStripeAccount(ctx, { institution });
	const row = await world.database.prisma.stripeAccount.findFirstOrThrow({
		where: { institution: { slug: institution }, kind: "connected" },
		orderBy: { createdAt: "desc" },
	});
	const stripeId = row.stripeId ?? "";
	await moveAccount(world, stripeId, "complete");
	await refreshStripeAccount(ctx, row.id);
	await chooseStripeAccount(ctx, { institution, account: row.id });
	return { id: row.id, stripeId };
}

/** An account with keys of its own, its webhook at the given origin, chosen for new gifts. The sandbox opens `acct_<name>`. */
export async function ownKeysAccount(world: TestWorld, input: { institution: string; name: string; origin: string }) {
	const ctx = await jobContext("factory");
	const secretKey = `sk_test_sandbox_${input.name}`;
	const stripe = ownClient(world, secretKey);
	const endpoint = await stripe.webhookEndpoints.create({
		url: `${input.origin}/webhooks/stripe/${input.institution}`,
		enabled_events: ["*"],
	});
	const webhookSecret = endpoint.secret ?? "";
	const { account } = await enterOwnKeys(ctx, { institution: input.institution, secretKey, webhookSecret });
	await chooseStripeAccount(ctx, { institution: input.institution, account });
	return { id: account, stripeId: `acct_${input.name}`, stripe, webhookSecret };
}

export function ownClient(world: TestWorld, secretKey: string): Stripe {
	const { hostname, port } = new URL(world.sandboxUrl);
	return new Stripe(secretKey, { host: hostname, port: Number(port), protocol: "http" });
}

export async function moveAccount(
	world: TestWorld,
	stripeId: string,
	action: "complete" | "disable" | "enable" | "deauthorize" | "authorize",
): Promise<void> {
	const answer = await fetch(`${world.sandboxUrl}/_sandbox/account/${stripeId}`, {
		method: "POST",
		body: JSON.stringify({ action }),
	});
	if (!answer.ok) throw new Error(await answer.text());
}

/** A fund at a hub (null: of the programme, shared in halves by two hubs). */
export async function fundAt(
	world: TestWorld,
	input: { slug: string; hub: string | null; institution: string },
): Promise<string> {
	const ctx = await jobContext("factory");
	const { prisma } = world.database;
	const institution = await prisma.institution.findUniqueOrThrow({ where: { slug: input.institution } });
	const hub = input.hub === null ? null : await prisma.hub.findUniqueOrThrow({ where: { slug: input.hub } });
	const fund = await openFund(ctx, {
		slug: input.slug,
		hubId: hub?.id ?? null,
		institutionId: institution.id,
		receiptIssuerId: institution.id,
		nameJa: "活動全般",
		nameEn: "Where it is needed most",
		purposeJa: "活動全般に使います。",
		purposeEn: "For the work as a whole.",
		use: "running",
		taxTreatment: "designated",
		presetYen: [3000n],
		...(hub === null && {
			allocationRuleJa: "二つの拠点に半分ずつ分けます。",
			allocationRuleEn: "Half to each of two hubs.",
			shares: [
				{ hub: "ipmu", basisPoints: 5000 },
				{ hub: "ashbi", basisPoints: 5000 },
			],
		}),
	});
	return fund.id;
}

/** Sends the give form of a hub, or of the programme (null). */
export async function giveTo(hub: string | null, fundId: string, fields: GiftFields = {}) {
	const form = startGiftSchema({
		minYen: 500n,
		maxYen: 10_000_000n,
		offeredMethods: ["card", "konbini", "bank_transfer"],
		offeredFrequencies: ["once"],
	}).parse({ ...DONOR, fundId, ...fields });
	const ctx = await publicContext(new Request("http://localhost:3000/"), "ja");
	const started = await startGift(ctx, { hubSlug: hub, fields: form, query: new URLSearchParams() });
	return { ...started, sessionId: /cs_\w+/.exec(started.checkoutUrl)?.[0] ?? "" };
}
