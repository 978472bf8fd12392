import { inTransaction } from "~/platform/db/transaction.server";
import { conflict, notFound } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { overseenInstitution } from "../institutions/overseen-institution.server";
import { takesNewGifts } from "./stripe-account.status";

/**
 * Decides where an institution's new gifts are charged. What began on another account stays there: its refunds, renewals
 * and disputes too.
 * @param input.account  null: the platform's account, for a pilot
 * @throws AppError institution_not_found, forbidden, stripe_account_not_found (also for another institution's),
 *   stripe_account_not_ready (409)
 */
export async function chooseStripeAccount(
	ctx: Ctx,
	input: { institution: string; account: string | null },
): Promise<void> {
	const { id: institutionId } = await overseenInstitution(ctx, input.institution, "connectStripe");
	await inTransaction(ctx, async (tx) => {
		await tx.$queryRaw`SELECT 1 FROM giving_policy WHERE institution_id = ${institutionId}::uuid FOR UPDATE`;
		if (input.account !== null) {
			const account = await tx.stripeAccount.findFirst({ where: { id: input.account, institutionId } });
			if (!account) throw notFound("stripe_account", input.account);
			if (!takesNewGifts(account)) {
				throw conflict("stripe_account_not_ready", `account ${account.id} takes no gifts`, {
					personKey: "stripeAccounts.notReady",
				});
			}
		}
		const before = await tx.givingPolicy.findUniqueOrThrow({ where: { institutionId } });
		if (before.stripeAccountId === input.account) return;
		await tx.givingPolicy.update({ where: { institutionId }, data: { stripeAccountId: input.account } });
		await audit(tx, ctx, {
			action: "stripe_account.chosen",
			subject: { type: "institution", id: institutionId },
			institutionId,
			before: { account: before.stripeAccountId },
			after: { account: input.account },
		});
	});
}
