import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inSqlTransaction, queryRow, queryRows, type SqlTx } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { jstDayString } from "../calendar/fiscal-year";
import { payoutPosting } from "../ledger/payout-postings";
import { postEntries } from "../ledger/post-entries.server";
import { assignPayments } from "./assign-payments.server";
import { unbookArrival } from "./book-arrival.server";
import { type LockedPayout, lockPayout, movePayout, payoutStateOf, readShares } from "./lock-payout.server";
import type { CarriedTruth, PayoutTruth } from "./payout-truth";
import { splitPayout } from "./split-payout.server";

/**
 * Brings our rows to what Stripe says of one payout, in one transaction: the payout, whose money it carries, the payments
 * that went with it, the ledger, the mirror. Doing it again changes nothing, so events may come twice and in any order.
 */
export async function applyPayoutTruth(ctx: Ctx, account: string, truth: PayoutTruth): Promise<"applied"> {
	return inSqlTransaction(ctx, async (tx) => {
		const id = await writePayout(tx, account, truth, ctx.now);
		const row = await lockPayout(tx, id);
		if (!row) throw new Error(`payout ${id} is gone`);
		const isKnown = truth.carried !== null || !truth.automatic;
		const sent = row.sentOn === null && isKnown ? await bookSent(tx, ctx, row, truth) : row;
		const state = payoutStateOf(truth.stripeStatus, row.bankLineId !== null);
		if (state === "failed") await bookFailed(tx, ctx, sent, truth);
		else if (sent.sentOn !== null) await assignPayments(tx, sent);
		await movePayout(tx, ctx.now, sent, state);
		return "applied" as const;
	});
}

/** Stripe does not keep when it paid: its own event does; without that, the day it expected. */
async function writePayout(tx: SqlTx, account: string, truth: PayoutTruth, now: Date): Promise<string> {
	const expectedOn = jstDayString(truth.expectedOn);
	const paidBy = truth.stripeStatus === "paid" ? (truth.expectedOn < now ? truth.expectedOn : now) : null;
	const { id } = await queryRow(
		tx,
		z.object({ id: z.uuid() }),
		Prisma.sql`
		INSERT INTO payout AS p (id, stripe_account_id, stripe_payout_id, amount_yen, status, stripe_status, automatic, expected_on,
			failure_code, paid_at, created_at, updated_at)
		VALUES (gen_random_uuid(), ${account}, ${truth.id}, ${truth.amountYen}, ${payoutStateOf(truth.stripeStatus, false)}, ${truth.stripeStatus},
			${truth.automatic}, ${expectedOn}::date, ${truth.failureCode}, ${paidBy}, ${truth.createdAt}, ${now})
		ON CONFLICT (stripe_account_id, stripe_payout_id) DO UPDATE SET stripe_status = excluded.stripe_status,
			expected_on = excluded.expected_on, failure_code = excluded.failure_code, paid_at = coalesce(p.paid_at, excluded.paid_at),
			updated_at = CASE WHEN p.stripe_status = excluded.stripe_status THEN p.updated_at ELSE excluded.updated_at END
		RETURNING id`,
	);
	await tx.$executeRaw`
		UPDATE payout SET paid_at = told.at
		FROM (SELECT min(e.created_at) AS at FROM stripe_event e
			WHERE e.stripe_account_id = ${account} AND e.root_id = ${truth.id} AND e.type = 'payout.paid') told
		WHERE id = ${id}::uuid AND told.at IS NOT NULL AND paid_at IS DISTINCT FROM told.at`;
	return id;
}

async function bookSent(tx: SqlTx, ctx: Ctx, row: LockedPayout, truth: PayoutTruth): Promise<LockedPayout> {
	await mirror(tx, row, [truth.balanceTransaction], truth.automatic ? truth.id : null);
	if (truth.carried) await mirror(tx, row, truth.carried, truth.id);
	const { shares, split, unattributedYen } = await splitPayout(tx, row, truth);
	const sentOn = jstDayString(truth.balanceTransaction.createdAt);
	const posting = payoutPosting({ kind: "payout_sent", payout: row, occurredOn: sentOn, parts: shares });
	if (posting) await postEntries(tx, [posting]);
	const [only, ...others] = shares;
	const institutionId = row.accountInstitutionId ?? (only && others.length === 0 ? only.institutionId : null);
	for (const share of shares) {
		await tx.$executeRaw`
			INSERT INTO payout_share (payout_id, institution_id, amount_yen)
			VALUES (${row.id}::uuid, ${share.institutionId}::uuid, ${share.amountYen})`;
	}
	await tx.$executeRaw`
		UPDATE payout SET sent_on = ${sentOn}::date, split = ${split}, unattributed_yen = ${unattributedYen},
			institution_id = ${institutionId}::uuid, updated_at = ${ctx.now}
		WHERE id = ${row.id}::uuid`;
	await audit(tx, ctx, {
		action: "payout.sent",
		subject: { type: "payout", id: row.id },
		...(institutionId === null ? {} : { institutionId }),
		cause: truth.id,
		after: {
			amountYen: truth.amountYen.toString(),
			split,
			unattributedYen: unattributedYen.toString(),
			shares: shares.map(({ institutionId, amountYen }) => ({ institutionId, amountYen: amountYen.toString() })),
		},
	});
	return { ...row, sentOn };
}

/** The money is at Stripe again, also after the payout seemed paid: what was counted as arrived is not. */
async function bookFailed(tx: SqlTx, ctx: Ctx, row: LockedPayout, truth: PayoutTruth): Promise<void> {
	const back = truth.failureBalanceTransaction;
	if (row.sentOn === null || row.failedOn !== null || back === null) return;
	const failedOn = jstDayString(back.createdAt);
	await mirror(tx, row, [back], null);
	await unbookArrival(tx, ctx, row, failedOn);
	const parts = await readShares(tx, row.id);
	const posting = payoutPosting({ kind: "payout_failed", payout: row, occurredOn: failedOn, parts });
	if (posting) await postEntries(tx, [posting]);
	// Its payments go out with a later one; the line of the bank stays, and somebody has to see what it was.
	await tx.$executeRaw`UPDATE payment SET payout_id = NULL WHERE payout_id = ${row.id}::uuid`;
	await tx.$executeRaw`UPDATE bank_line SET payout_id = NULL WHERE payout_id = ${row.id}::uuid`;
	await tx.$executeRaw`UPDATE payout SET failed_on = ${failedOn}::date, updated_at = ${ctx.now} WHERE id = ${row.id}::uuid`;
	await audit(tx, ctx, {
		action: "payout.failed",
		subject: { type: "payout", id: row.id },
		cause: truth.id,
		before: { status: row.status, arrivedOn: row.arrivedOn, bankLineId: row.bankLineId },
		after: { failureCode: truth.failureCode, failedOn },
	});
}

/** @param payoutId  the payout Stripe grouped them in; null leaves what is known */
async function mirror(tx: SqlTx, row: LockedPayout, told: CarriedTruth[], payoutId: string | null): Promise<void> {
	if (told.length === 0) return;
	const json = JSON.stringify(
		told.map((one) => ({
			id: one.id,
			type: one.type,
			reporting_category: one.reportingCategory,
			amount_yen: one.amountYen.toString(),
			fee_yen: one.feeYen.toString(),
			net_yen: one.netYen.toString(),
			source_id: one.sourceId,
			available_on: jstDayString(one.availableOn),
			created_at: one.createdAt.toISOString(),
		})),
	);
	await queryRows(
		tx,
		z.unknown(),
		Prisma.sql`
		INSERT INTO stripe_balance_transaction AS b (stripe_account_id, id, type, reporting_category, amount_yen, fee_yen, net_yen, source_id,
			available_on, created_at, payout_id)
		SELECT ${row.stripeAccountId}, t.id, t.type, t.reporting_category, t.amount_yen, t.fee_yen, t.net_yen, t.source_id, t.available_on,
			t.created_at, ${payoutId}
		FROM jsonb_to_recordset(${json}::jsonb) AS t(id text, type text, reporting_category text, amount_yen bigint, fee_yen bigint,
			net_yen bigint, source_id text, available_on date, created_at timestamptz)
		ORDER BY t.id
		ON CONFLICT (stripe_account_id, id) DO UPDATE SET payout_id = coalesce(excluded.payout_id, b.payout_id),
			reporting_category = coalesce(b.reporting_category, excluded.reporting_category)`,
	);
}
