import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { PAYOUT_STATES, type PayoutState, payout } from "./payout.status";

const day = z
	.date()
	.nullable()
	.transform((value) => value?.toISOString().slice(0, 10) ?? null);

const lockedSchema = z.object({
	id: z.uuid(),
	stripeAccountId: z.string(),
	stripePayoutId: z.string(),
	/** whose account it is; null for the platform's */
	accountInstitutionId: z.uuid().nullable(),
	amountYen: z.bigint(),
	status: z.enum(PAYOUT_STATES as [PayoutState, ...PayoutState[]]),
	stripeStatus: z.string(),
	paidAt: z.date().nullable(),
	/** null until it is in the ledger */
	sentOn: day,
	failedOn: day,
	arrivedOn: day,
	arrivalBasis: z.enum(["bank_line", "business_days"]).nullable(),
	arrivalNumber: z.int(),
	bankLineId: z.uuid().nullable(),
});
export type LockedPayout = z.output<typeof lockedSchema>;

/** A payout with what booking it needs, locked until the transaction ends; null when there is none. */
export async function lockPayout(tx: SqlTx, payoutId: string): Promise<LockedPayout | null> {
	const rows = await queryRows(
		tx,
		lockedSchema,
		Prisma.sql`
		SELECT p.id, p.stripe_account_id AS "stripeAccountId", p.stripe_payout_id AS "stripePayoutId",
			a.institution_id AS "accountInstitutionId", p.amount_yen AS "amountYen", p.status, p.stripe_status AS "stripeStatus",
			p.paid_at AS "paidAt", p.sent_on AS "sentOn", p.failed_on AS "failedOn", p.arrived_on AS "arrivedOn",
			p.arrival_basis AS "arrivalBasis", p.arrival_number AS "arrivalNumber",
			(SELECT l.id FROM bank_line l WHERE l.payout_id = p.id) AS "bankLineId"
		FROM payout p JOIN stripe_account a ON a.id = p.stripe_account_id
		WHERE p.id = ${payoutId}::uuid
		FOR UPDATE OF p`,
	);
	return rows[0] ?? null;
}

/** A payout's state follows from Stripe's word and from the bank line tied to it. */
export function payoutStateOf(stripeStatus: string, isTied: boolean): PayoutState {
	if (stripeStatus === "failed" || stripeStatus === "canceled") return "failed";
	if (isTied) return "reconciled";
	return stripeStatus === "paid" ? "paid" : "expected";
}

export async function movePayout(tx: SqlTx, now: Date, row: LockedPayout, to: PayoutState): Promise<void> {
	if (row.status === to) return;
	payout.assertMove(row.status, to);
	await tx.$executeRaw`UPDATE payout SET status = ${to}, updated_at = ${now} WHERE id = ${row.id}::uuid`;
}

/** The institutions' parts of a payout, as settled when it was first booked. */
export async function readShares(tx: SqlTx, payoutId: string) {
	return queryRows(
		tx,
		z.object({ institutionId: z.uuid(), amountYen: z.bigint() }),
		Prisma.sql`
		SELECT institution_id AS "institutionId", amount_yen AS "amountYen" FROM payout_share
		WHERE payout_id = ${payoutId}::uuid ORDER BY institution_id`,
	);
}
