import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inSqlTransaction, queryRow, queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { enqueue } from "~/platform/queue.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { jstDayString } from "../calendar/fiscal-year";
import { tallyGiftLater } from "../campaigns/tally-later.server";
import { postEntries } from "../ledger/post-entries.server";
import { alertStaff } from "../mails/alert-staff.server";
import { mirrorBalanceTransaction } from "../payments/book-charge.server";
import { type LockedPayment, lockPayment } from "../payments/lock-payment.server";
import { settlePledgeLater } from "../pledges/settle-pledge-later.server";
import { bookDispute } from "./book-dispute.server";
import { DISPUTE_STATES, type DisputeState, dispute as disputeStates } from "./dispute.status";
import { type DisputeTruth, disputeFeeYen, disputeStateOf } from "./dispute-truth";

const knownSchema = z.object({
	status: z.enum(DISPUTE_STATES as [string, ...string[]]).transform((value) => value as DisputeState),
	closedOn: z.string().nullable(),
});

/**
 * Brings our row, mirror and ledger to what Stripe says of one dispute, in one transaction. Doing it again changes nothing.
 * @param closedAt  when Stripe closed it, if it did
 * @returns `no_payment` when its charge is not booked here
 */
export async function applyDisputeTruth(
	ctx: Ctx,
	stripeAccountId: string,
	truth: DisputeTruth,
	closedAt: Date | null,
): Promise<"applied" | "no_payment"> {
	return inSqlTransaction(ctx, async (tx) => {
		const payment = await lockPayment(tx, { stripeAccountId, chargeId: truth.chargeId });
		if (!payment) return "no_payment";
		const [known] = await queryRows(
			tx,
			knownSchema,
			Prisma.sql`
			SELECT status, closed_on::text AS "closedOn" FROM dispute
			WHERE stripe_account_id = ${stripeAccountId} AND stripe_dispute_id = ${truth.id}`,
		);
		const before = known?.status ?? null;
		const told = disputeStateOf(truth);
		// A reading that was overtaken by a later one does not open a closed dispute again.
		const status = before === null || before === told || disputeStates.canMove(before, told) ? told : before;
		const closedOn =
			status === "open" ? null : status === before ? (known?.closedOn ?? null) : jstDayString(closedAt ?? ctx.now);
		const id = await writeDispute(tx, ctx, payment, truth, { status, closedOn });
		for (const balance of truth.balanceTransactions) await mirrorBalanceTransaction(tx, stripeAccountId, balance);
		const lostOn = status === "lost" ? closedOn : null;
		await postEntries(tx, await bookDispute(tx, payment, truth, { id, lostOn, today: jstDayString(ctx.now) }));
		if (status !== before) await tellOfDispute(tx, ctx, payment, { id, truth, status, before });
		return "applied";
	});
}

async function writeDispute(
	tx: SqlTx,
	ctx: Ctx,
	payment: LockedPayment,
	truth: DisputeTruth,
	to: { status: DisputeState; closedOn: string | null },
): Promise<string> {
	const { id } = await queryRow(
		tx,
		z.object({ id: z.uuid() }),
		Prisma.sql`
		INSERT INTO dispute (id, payment_id, stripe_account_id, stripe_dispute_id, amount_yen, fee_yen, status, stripe_status, reason,
			evidence_due_at, opened_on, closed_on, created_at, updated_at)
		VALUES (gen_random_uuid(), ${payment.paymentId}::uuid, ${payment.stripeAccountId}, ${truth.id}, ${truth.amountYen},
			${disputeFeeYen(truth)}, ${to.status}, ${truth.stripeStatus}, ${truth.reason}, ${truth.evidenceDueAt},
			${jstDayString(truth.createdAt)}::date, ${to.closedOn}::date, ${ctx.now}, ${ctx.now})
		ON CONFLICT (stripe_account_id, stripe_dispute_id) DO UPDATE SET amount_yen = excluded.amount_yen, fee_yen = excluded.fee_yen,
			status = excluded.status, stripe_status = excluded.stripe_status, reason = excluded.reason,
			evidence_due_at = excluded.evidence_due_at, closed_on = excluded.closed_on, updated_at = excluded.updated_at
		RETURNING id`,
	);
	return id;
}

type News = { id: string; truth: DisputeTruth; status: DisputeState; before: DisputeState | null };

/** The trail, whoever looks after the gift, its warnings and its receipts. */
async function tellOfDispute(tx: SqlTx, ctx: Ctx, payment: LockedPayment, news: News): Promise<void> {
	const { id, truth, status, before } = news;
	const { giftId, institutionId, hubId, paymentId } = payment;
	await audit(tx, ctx, {
		action: status === "open" ? "dispute.opened" : `dispute.${status}`,
		subject: { type: "dispute", id },
		institutionId,
		cause: truth.id,
		...(before === null ? {} : { before: { status: before } }),
		after: { status, amountYen: truth.amountYen.toString(), giftId },
	});
	// What the warning warned of has happened.
	await tx.$executeRaw`UPDATE fraud_warning SET actionable = false WHERE payment_id = ${paymentId}::uuid AND status = 'open'`;
	const turned = before === "won" || before === "lost";
	await alertStaff(tx, ctx, {
		kind: "dispute-alert",
		onceKey: `dispute-${status}${turned ? `-${jstDayString(ctx.now)}` : ""}:${id}`,
		institutionId,
		hubId,
		subject: { type: "dispute", id },
		params: { event: status === "open" ? "opened" : status },
		roles: ["officer", "finance"],
	});
	if (status === "lost" || before === "lost") {
		await enqueue(tx, "reviseReceipts", { giftId }, { jobKey: `receipts:${giftId}` });
		if (payment.pledgeId !== null) await settlePledgeLater(tx, payment.pledgeId);
		await tallyGiftLater(tx, giftId);
	}
}
