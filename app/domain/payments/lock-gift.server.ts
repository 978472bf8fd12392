import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { GIFT_PAYMENT_STATES } from "../gifts/gift-payment.status";
import { USES } from "../ledger/kinds";
import { CHECKOUT_ATTEMPT_STATES } from "./checkout-attempt.status";

const lockedSchema = z
	.object({
		attempt_id: z.uuid().nullable(),
		is_latest_attempt: z.boolean(),
		attempt_status: z.enum(CHECKOUT_ATTEMPT_STATES as [string, ...string[]]).nullable(),
		stripe_account_id: z.string(),
		recurring_plan_id: z.uuid().nullable(),
		pledge_id: z.uuid().nullable(),
		campaign_id: z.uuid().nullable(),
		peer_page_id: z.uuid().nullable(),
		gift_id: z.uuid(),
		payment_status: z.enum(GIFT_PAYMENT_STATES as [string, ...string[]]),
		amount_yen: z.bigint(),
		hub_id: z.uuid().nullable(),
		fund_id: z.uuid(),
		institution_id: z.uuid(),
		use: z.enum(USES),
		overhead_basis_points: z.int(),
	})
	.transform((row) => ({
		/** null for a gift that no form of its own began: a renewal of a plan */
		attempt:
			row.attempt_id === null
				? null
				: {
						id: row.attempt_id,
						/** no newer try of the same gift */
						isLatest: row.is_latest_attempt,
						status: row.attempt_status as (typeof CHECKOUT_ATTEMPT_STATES)[number],
					},
		stripeAccountId: row.stripe_account_id,
		recurringPlanId: row.recurring_plan_id,
		pledgeId: row.pledge_id,
		campaignId: row.campaign_id,
		peerPageId: row.peer_page_id,
		giftId: row.gift_id,
		paymentStatus: row.payment_status as (typeof GIFT_PAYMENT_STATES)[number],
		amountYen: row.amount_yen,
		hubId: row.hub_id,
		fundId: row.fund_id,
		institutionId: row.institution_id,
		use: row.use,
		overheadBasisPoints: row.overhead_basis_points,
	}));

export type LockedGift = z.output<typeof lockedSchema>;

const GIFT_COLUMNS = Prisma.sql`g.id AS gift_id, g.payment_status, g.amount_yen, g.hub_id, g.fund_id, g.institution_id,
	g.recurring_plan_id, g.pledge_id, g.campaign_id, g.peer_page_id, f.use, f.overhead_basis_points`;

/**
 * The gift of an attempt with what booking it needs, locked until the transaction ends.
 * @returns null when this account has no such attempt
 */
export async function lockGift(
	tx: SqlTx,
	input: { stripeAccountId: string; attemptId: string },
): Promise<LockedGift | null> {
	const rows = await queryRows(
		tx,
		lockedSchema,
		Prisma.sql`
		SELECT a.id AS attempt_id, a.status AS attempt_status, a.stripe_account_id, ${GIFT_COLUMNS},
			NOT EXISTS (SELECT 1 FROM checkout_attempt newer WHERE newer.gift_id = g.id AND newer.number > a.number) AS is_latest_attempt
		FROM checkout_attempt a JOIN gift g ON g.id = a.gift_id JOIN fund f ON f.id = g.fund_id
		WHERE a.id = ${input.attemptId}::uuid AND a.stripe_account_id = ${input.stripeAccountId}
		FOR UPDATE OF g, a`,
	);
	return rows[0] ?? null;
}

/**
 * A gift without an attempt, which is a renewal of a plan, locked likewise.
 * @param input.stripeAccountId  where its money is
 */
export async function lockGiftById(
	tx: SqlTx,
	input: { stripeAccountId: string; giftId: string },
): Promise<LockedGift | null> {
	const rows = await queryRows(
		tx,
		lockedSchema,
		Prisma.sql`
		SELECT NULL::uuid AS attempt_id, NULL AS attempt_status, ${input.stripeAccountId}::text AS stripe_account_id, ${GIFT_COLUMNS},
			true AS is_latest_attempt
		FROM gift g JOIN fund f ON f.id = g.fund_id
		WHERE g.id = ${input.giftId}::uuid
		FOR UPDATE OF g`,
	);
	return rows[0] ?? null;
}
