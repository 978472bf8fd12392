import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import type { Tx } from "~/platform/db/transaction.server";
import { unavailable } from "~/platform/errors";
import { readPublicFigures } from "../access/read-rows.server";
import type { PaymentMethod } from "../gifts/start-gift.schema";
import { PLATFORM_ACCOUNT } from "./stripe-account.server";
import { takesNewGifts } from "./stripe-account.status";

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
	if (takesNewGifts(account)) return account.id;
	throw paused(account.id);
}

/**
 * An older gift is tried again on the account it began on, wherever new ones go by now.
 * @throws AppError giving_paused (503)
 */
export async function assertTakesGifts(tx: Pick<Tx, "stripeAccount">, stripeAccountId: string): Promise<void> {
	const account = await tx.stripeAccount.findUniqueOrThrow({
		where: { id: stripeAccountId },
		select: { status: true, chargesEnabled: true },
	});
	if (!takesNewGifts(account)) throw paused(stripeAccountId);
}

const paused = (stripeAccountId: string) =>
	unavailable("giving_paused", `Stripe account ${stripeAccountId} takes no new gifts now`, {
		personKey: "giving.paused",
	});

/** What Stripe calls our ways to pay, among an account's capabilities. */
const CAPABILITIES: Record<PaymentMethod, string> = {
	card: "card_payments",
	konbini: "konbini_payments",
	bank_transfer: "jp_bank_transfer_payments",
};

const accountRow = z.object({
	institution_id: z.uuid(),
	status: z.string(),
	charges_enabled: z.boolean(),
	capabilities: z.record(z.string(), z.unknown()),
});

export type GiftIntake = {
	paused: boolean;
	/** the account takes this way to pay; what Stripe did not tell of is left to Stripe */
	takes: (method: PaymentMethod) => boolean;
};

const ON_PLATFORM: GiftIntake = { paused: false, takes: () => true };

/** For each institution, whether its new gifts are paused and how they can be paid: as a give page says it. */
export async function giftIntakes(): Promise<(institutionId: string) => GiftIntake> {
	const rows = await readPublicFigures(
		accountRow,
		"a give page says openly when gifts are paused and how one can pay",
		Prisma.sql`
			SELECT p.institution_id::text, a.status, a.charges_enabled, a.capabilities
			FROM giving_policy p JOIN stripe_account a ON a.id = p.stripe_account_id`,
	);
	const intakes = new Map(
		rows.map((row): [string, GiftIntake] => [
			row.institution_id,
			{
				paused: !takesNewGifts({ status: row.status, chargesEnabled: row.charges_enabled }),
				takes: (method) => (row.capabilities[CAPABILITIES[method]] ?? "active") === "active",
			},
		]),
	);
	return (institutionId) => intakes.get(institutionId) ?? ON_PLATFORM;
}
