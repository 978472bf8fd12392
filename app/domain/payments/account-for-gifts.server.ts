import type { Tx } from "~/platform/db/transaction.server";
import { unavailable } from "~/platform/errors";
import { PLATFORM_ACCOUNT } from "./stripe-account.server";

/**
 * The Stripe account an institution's new gifts are charged on: its own, or the platform's while it has none.
 * Never the platform's because its own is not ready: the money would be another body's.
 * @throws AppError giving_paused (503)
 */
export async function accountForGifts(tx: Pick<Tx, "givingPolicy">, institutionId: string): Promise<string> {
	const policy = await tx.givingPolicy.findUnique({
		where: { institutionId },
		select: { stripeAccount: { select: { id: true, status: true, chargesEnabled: true } } },
	});
	const account = policy?.stripeAccount;
	if (!account) return PLATFORM_ACCOUNT;
	if (account.status === "active" && account.chargesEnabled) return account.id;
	throw unavailable("giving_paused", `Stripe account ${account.id} of institution ${institutionId} is not ready`);
}
