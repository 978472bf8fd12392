import type { Tx } from "~/platform/db/transaction.server";
import { env } from "~/platform/env.server";
import { notFound } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { overseenInstitution } from "../institutions/overseen-institution.server";

/**
 * One of an institution's own accounts, for somebody who may connect it.
 * @throws AppError institution_not_found, forbidden, stripe_account_not_found (also for another institution's)
 */
export async function ownStripeAccount(ctx: Ctx, input: { institution: string; account: string }) {
	const institution = await overseenInstitution(ctx, input.institution, "connectStripe");
	const account = await ctx.db.stripeAccount.findFirst({
		where: { id: input.account, institutionId: institution.id },
	});
	if (!account) throw notFound("stripe_account", input.account);
	return { institution, account };
}

/**
 * The next free word for an account of an institution: its own, then with a number behind it. Locks the institution, so
 * that two at once do not take the same.
 */
export async function freeAccountWord(tx: Tx, institution: { id: string; slug: string }): Promise<string> {
	await tx.$queryRaw`SELECT 1 FROM institution WHERE id = ${institution.id}::uuid FOR UPDATE`;
	return nextAccountWord(tx, institution.slug);
}

/** What the next account will be called if nobody is first: its webhook's address can be set at Stripe beforehand. */
export async function nextAccountWord(db: Pick<Tx, "stripeAccount">, slug: string): Promise<string> {
	const taken = await db.stripeAccount.findMany({ where: { id: { startsWith: slug } }, select: { id: true } });
	const words = new Set(taken.map(({ id }) => id));
	for (let number = 1; ; number += 1) {
		const word = number === 1 ? slug : `${slug}-${number}`;
		if (!words.has(word)) return word;
	}
}

/** Where Stripe tells of an institution's own account. */
export const webhookUrlOf = (stripeAccountId: string) => `${env.APP_URL}/webhooks/stripe/${stripeAccountId}`;
