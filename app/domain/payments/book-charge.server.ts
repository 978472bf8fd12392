import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRow, queryRows, type Tx } from "~/platform/db/transaction.server";
import { jstDayString } from "../calendar/fiscal-year";
import { type GiftPurpose, giftReceived, overheadKept, processorFee } from "../ledger/gift-postings";
import type { LedgerPosting } from "../ledger/post-entries.server";
import { shareOfYen } from "../money/split-yen";
import { yen } from "../money/yen";
import type { LockedGift } from "./lock-gift.server";
import type { BalanceTransactionTruth, ChargeTruth } from "./payment-truth";

const paymentSchema = z.object({ id: z.uuid(), fee_yen: z.bigint().nullable(), is_new: z.boolean() });

export type BookedCharge = { paymentId: string; isNew: boolean; postings: LedgerPosting[]; givenOn: string };

/**
 * Writes the payment of a charge, its allocation to the gift and our mirror of Stripe's objects; gives the postings.
 * Promises: one payment per (account, charge id), whatever the number and order of events; the fee follows when Stripe
 * has told it.
 */
export async function bookCharge(
	tx: Tx,
	gift: LockedGift,
	charge: ChargeTruth,
	paymentIntentId: string,
	now: Date,
): Promise<BookedCharge> {
	await mirrorCharge(tx, gift.stripeAccountId, charge, paymentIntentId, now);
	const givenOn = jstDayString(charge.createdAt);
	const payment = await upsertPayment(tx, gift, charge, paymentIntentId, givenOn);
	const purpose = purposeOf(gift, charge);
	const grossYen = yen(charge.amountYen);
	const postings: LedgerPosting[] = [];
	if (payment.is_new) {
		postings.push(giftReceived(purpose, { id: payment.id, chargeId: charge.id, grossYen, givenOn }));
		const overheadYen = shareOfYen(grossYen, gift.overheadBasisPoints);
		if (overheadYen > 0n) {
			postings.push(overheadKept(purpose, { id: payment.id, chargeId: charge.id, givenOn }, overheadYen));
		}
	}
	const balance = charge.balanceTransaction;
	if (balance && balance.feeYen > 0n) {
		const fee = { balanceTransactionId: balance.id, feeYen: yen(balance.feeYen) };
		postings.push(processorFee(purpose, { id: payment.id, givenOn }, fee));
	}
	return { paymentId: payment.id, isNew: payment.is_new, postings, givenOn };
}

export function purposeOf(gift: LockedGift, charge: ChargeTruth): GiftPurpose {
	const { institutionId, hubId, fundId, use, stripeAccountId } = gift;
	return { institutionId, hubId, fundId, use, stripeAccountId, channel: charge.channel };
}

async function upsertPayment(tx: Tx, gift: LockedGift, charge: ChargeTruth, paymentIntentId: string, givenOn: string) {
	const balance = charge.balanceTransaction;
	const availableOn = balance ? jstDayString(balance.availableOn) : null;
	const written = await queryRows(
		tx,
		paymentSchema,
		Prisma.sql`
		WITH written AS (
			INSERT INTO payment (id, institution_id, hub_id, stripe_account_id, charge_id, payment_intent_id, channel, gross_yen,
				fee_yen, balance_transaction_id, charged_at, given_on, available_on)
			VALUES (gen_random_uuid(), ${gift.institutionId}::uuid, ${gift.hubId}::uuid, ${gift.stripeAccountId}, ${charge.id}, ${paymentIntentId},
				${charge.channel}, ${charge.amountYen}, ${balance?.feeYen ?? null}, ${balance?.id ?? null}, ${charge.createdAt}, ${givenOn}::date,
				${availableOn}::date)
			ON CONFLICT (stripe_account_id, charge_id) DO NOTHING
			RETURNING id, fee_yen, gross_yen
		), allocated AS (
			INSERT INTO allocation (id, payment_id, gift_id, amount_yen)
			SELECT gen_random_uuid(), id, ${gift.giftId}::uuid, gross_yen FROM written
		)
		SELECT id, fee_yen, true AS is_new FROM written`,
	);
	if (written[0]) return written[0];
	const known = await queryRow(
		tx,
		paymentSchema,
		Prisma.sql`SELECT id, fee_yen, false AS is_new FROM payment WHERE stripe_account_id = ${gift.stripeAccountId} AND charge_id = ${charge.id}`,
	);
	if (known.fee_yen === null && balance) {
		await tx.$executeRaw`
			UPDATE payment SET fee_yen = ${balance.feeYen}, balance_transaction_id = ${balance.id}, available_on = ${availableOn}::date
			WHERE id = ${known.id}::uuid`;
	}
	return known;
}

async function mirrorCharge(
	tx: Tx,
	account: string,
	charge: ChargeTruth,
	paymentIntentId: string,
	now: Date,
): Promise<void> {
	await tx.$executeRaw`
		INSERT INTO stripe_charge (stripe_account_id, id, payment_intent_id, amount_yen, amount_refunded_yen, balance_transaction_id, created_at, read_at)
		VALUES (${account}, ${charge.id}, ${paymentIntentId}, ${charge.amountYen}, ${charge.amountRefundedYen},
			${charge.balanceTransaction?.id ?? null}, ${charge.createdAt}, ${now})
		ON CONFLICT (stripe_account_id, id) DO UPDATE SET amount_refunded_yen = excluded.amount_refunded_yen,
			balance_transaction_id = coalesce(excluded.balance_transaction_id, stripe_charge.balance_transaction_id), read_at = excluded.read_at`;
	if (charge.balanceTransaction) await mirrorBalanceTransaction(tx, account, charge.balanceTransaction);
}

export async function mirrorBalanceTransaction(
	tx: Tx,
	account: string,
	balance: BalanceTransactionTruth,
): Promise<void> {
	await tx.$executeRaw`
		INSERT INTO stripe_balance_transaction (stripe_account_id, id, type, amount_yen, fee_yen, net_yen, source_id, available_on, created_at)
		VALUES (${account}, ${balance.id}, ${balance.type}, ${balance.amountYen}, ${balance.feeYen}, ${balance.netYen}, ${balance.sourceId},
			${jstDayString(balance.availableOn)}::date, ${balance.createdAt})
		ON CONFLICT (stripe_account_id, id) DO NOTHING`;
}
