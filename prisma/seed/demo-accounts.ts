import type { Ctx } from "~/domain/access/ctx.server";
import { chooseStripeAccount } from "~/domain/stripe-accounts/choose-stripe-account.server";
import { connectStripeAccount } from "~/domain/stripe-accounts/connect-stripe-account.server";
import { enterOwnKeys } from "~/domain/stripe-accounts/enter-own-keys.server";
import { refreshStripeAccount } from "~/domain/stripe-accounts/sync-stripe-account.server";
import { getPrisma } from "~/platform/db/client.server";
import type { DemoTime } from "./demo-time";

/** Gifts to IPMU and IRCN are charged on an account connected to the programme's. */
const CONNECTED = "u-tokyo";
/** Gifts to ASHBi and iCeMS on one with keys of its own; the sandbox opens any account by a key with its name. */
const OWN_KEYS = { institution: "kyoto-u", secretKey: "sk_test_sandbox_kyoto", stripeId: "acct_kyoto" };

/** One institution of each kind, set up as its staff would; all others stay on the programme's account, as in a pilot. */
export async function openAccounts(ctx: Ctx, time: DemoTime): Promise<void> {
	const prisma = await getPrisma();
	await connectStripeAccount(ctx, { institution: CONNECTED });
	const account = await prisma.stripeAccount.findUniqueOrThrow({ where: { id: CONNECTED } });
	await time.tell(`account/${account.stripeId}`, { action: "complete" });
	await refreshStripeAccount(ctx, account.id);
	await chooseStripeAccount(ctx, { institution: CONNECTED, account: account.id });
	const { institution, secretKey, stripeId } = OWN_KEYS;
	const own = await enterOwnKeys(ctx, { institution, secretKey, webhookSecret: "" });
	await chooseStripeAccount(ctx, { institution, account: own.account });
	for (const id of [account.stripeId, stripeId]) {
		await time.tell(`payouts/${id}`, { interval: "monthly", monthDay: 10 });
	}
}
