import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRow, type SqlTx } from "~/platform/db/transaction.server";
import { jstDayString } from "../calendar/fiscal-year";
import { type GiftBooking, type GiftPurpose, giftPosting } from "../ledger/gift-postings";
import type { LedgerPosting } from "../ledger/post-entries.server";
import { shareOfYen } from "../money/split-yen";
import { yen } from "../money/yen";
import type { LockedGift } from "./lock-gift.server";
import type { BalanceTransactionTruth, ChargeTruth } from "./payment-truth";

const paymentSchema = z.object({ id: z.uuid(), is_new: z.boolean() });

export type BookedCharge = { paymentId: string; isNew: boolean; postings: LedgerPosting[]; givenOn: string };

/**
 * Writes the payment of a charge, its allocation to the gift and our mirror of Stripe's objects; gives the postings.
 * Promises: one payment per (account, charge id), whatever the number and order of events; the fee follows when Stripe
 * has told it.
 */
export async function bookCharge(
	tx: SqlTx,
	gift: LockedGift,
	charge: ChargeTruth,
	paymentIntentId: string,
	now: Date,
): Promise<BookedCharge> {
	const givenOn = jstDayString(charge.createdAt);
	const payment = await writePayment(tx, gift, { charge, paymentIntentId, givenOn, now });
	const purpose = purposeOf(gift, charge);
	const grossYen = yen(charge.amountYen);
	const booking = (kind: GiftBooking["kind"], objectId: string, amountYen: bigint) =>
		giftPosting(purpose, {
			kind,
			objectId,
			cause: { type: "payment", id: payment.id },
			occurredOn: givenOn,
			amountYen,
		});
	const postings: LedgerPosting[] = [];
	if (payment.is_new) {
		postings.push(booking("gift_received", charge.id, grossYen));
		const overheadYen = shareOfYen(grossYen, gift.overheadBasisPoints);
		if (overheadYen > 0n) postings.push(booking("overhead", charge.id, overheadYen));
	}
	const balance = charge.balanceTransaction;
	if (balance && balance.feeYen > 0n) postings.push(booking("processor_fee", balance.id, balance.feeYen));
	return { paymentId: payment.id, isNew: payment.is_new, postings, givenOn };
}

export function purposeOf(gift: LockedGift, charge: ChargeTruth): GiftPurpose {
	const { institutionId, hubId, fundId, use, stripeAccountId } = gift;
	return { institutionId, hubId, fundId, use, stripeAccountId, channel: charge.channel };
}

type Written = { charge: ChargeTruth; paymentIntentId: string; givenOn: string; now: Date };

/** Mirror, payment and allocation in one statement. The gift is locked, so nobody else writes its payment meanwhile. */
function writePayment(tx: SqlTx, gift: LockedGift, { charge, paymentIntentId, givenOn, now }: Written) {
	const { stripeAccountId: account, institutionId, hubId, giftId } = gift;
	const balance = charge.balanceTransaction;
	const availableOn = balance ? jstDayString(balance.availableOn) : null;
	return queryRow(
		tx,
		paymentSchema,
		Prisma.sql`
		WITH mirrored AS (
			INSERT INTO stripe_charge (stripe_account_id, id, payment_intent_id, amount_yen, amount_refunded_yen, balance_transaction_id, created_at, read_at)
			VALUES (${account}, ${charge.id}, ${paymentIntentId}, ${charge.amountYen}, ${charge.amountRefundedYen}, ${balance?.id ?? null}, ${charge.createdAt}, ${now})
			ON CONFLICT (stripe_account_id, id) DO UPDATE SET amount_refunded_yen = excluded.amount_refunded_yen,
				balance_transaction_id = coalesce(excluded.balance_transaction_id, stripe_charge.balance_transaction_id), read_at = excluded.read_at
		), balance AS (
			${balance ? balanceTransactionSql(account, balance) : Prisma.sql`SELECT 1`}
		), written AS (
			INSERT INTO payment AS p (id, institution_id, hub_id, stripe_account_id, charge_id, payment_intent_id, channel, gross_yen,
				fee_yen, balance_transaction_id, charged_at, given_on, available_on)
			VALUES (gen_random_uuid(), ${institutionId}::uuid, ${hubId}::uuid, ${account}, ${charge.id}, ${paymentIntentId}, ${charge.channel},
				${charge.amountYen}, ${balance?.feeYen ?? null}, ${balance?.id ?? null}, ${charge.createdAt}, ${givenOn}::date, ${availableOn}::date)
			ON CONFLICT (stripe_account_id, charge_id) DO UPDATE SET fee_yen = coalesce(p.fee_yen, excluded.fee_yen),
				balance_transaction_id = coalesce(p.balance_transaction_id, excluded.balance_transaction_id),
				available_on = coalesce(p.available_on, excluded.available_on)
			-- Only a row that was inserted has no xmax.
			RETURNING id, gross_yen, (xmax = 0) AS is_new
		), allocated AS (
			INSERT INTO allocation (id, payment_id, gift_id, amount_yen)
			SELECT gen_random_uuid(), id, ${giftId}::uuid, gross_yen FROM written WHERE is_new
		)
		SELECT id, is_new FROM written`,
	);
}

export async function mirrorBalanceTransaction(
	tx: SqlTx,
	account: string,
	balance: BalanceTransactionTruth,
): Promise<void> {
	await tx.$executeRaw(balanceTransactionSql(account, balance));
}

function balanceTransactionSql(account: string, balance: BalanceTransactionTruth): Prisma.Sql {
	return Prisma.sql`
		INSERT INTO stripe_balance_transaction (stripe_account_id, id, type, amount_yen, fee_yen, net_yen, source_id, available_on, created_at)
		VALUES (${account}, ${balance.id}, ${balance.type}, ${balance.amountYen}, ${balance.feeYen}, ${balance.netYen}, ${balance.sourceId},
			${jstDayString(balance.availableOn)}::date, ${balance.createdAt})
		ON CONFLICT (stripe_account_id, id) DO NOTHING`;
}
