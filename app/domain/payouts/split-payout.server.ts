import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import type { PayoutPart } from "../ledger/payout-postings";
import { splitByWeights } from "../money/split-by-weights";
import type { LockedPayout } from "./lock-payout.server";
import type { PayoutTruth } from "./payout-truth";

export type PayoutSplit = {
	shares: PayoutPart[];
	split: "grouped" | "account" | "balances";
	/** of nobody we know */
	unattributedYen: bigint;
};

const partSchema = z.object({ institutionId: z.uuid(), amountYen: z.bigint() });

/**
 * Whose money a payout carries. By schedule: whose each grouped balance transaction is. By hand Stripe does not say: all of
 * it is the institution's whose account it is, or it is shared by what the ledger had for each there at the end of that
 * day. The mirror must hold the group already.
 */
export async function splitPayout(tx: SqlTx, row: LockedPayout, truth: PayoutTruth): Promise<PayoutSplit> {
	if (truth.carried !== null) {
		const shares = await groupedShares(tx, row);
		const known = shares.reduce((sum, { amountYen }) => sum + amountYen, 0n);
		return { shares, split: "grouped", unattributedYen: truth.amountYen - known };
	}
	if (row.accountInstitutionId !== null) {
		const share = { institutionId: row.accountInstitutionId, amountYen: truth.amountYen };
		return { shares: [share], split: "account", unattributedYen: 0n };
	}
	const balances = await balancesAt(tx, row.stripeAccountId, truth.balanceTransaction.createdAt);
	if (balances.length === 0) return { shares: [], split: "balances", unattributedYen: truth.amountYen };
	const parts = splitByWeights(
		truth.amountYen,
		balances.map(({ amountYen }) => amountYen),
	);
	const shares = balances
		.map(({ institutionId }, index) => ({ institutionId, amountYen: parts[index] ?? 0n }))
		.filter(({ amountYen }) => amountYen !== 0n);
	return { shares, split: "balances", unattributedYen: 0n };
}

/** By the payment, refund or dispute each grouped transaction is of; money of a payout that failed is shared as that was. */
function groupedShares(tx: SqlTx, row: LockedPayout): Promise<PayoutPart[]> {
	const { stripeAccountId: account, stripePayoutId } = row;
	return queryRows(
		tx,
		partSchema,
		Prisma.sql`
		WITH carried AS (
			SELECT * FROM stripe_balance_transaction
			WHERE stripe_account_id = ${account} AND payout_id = ${stripePayoutId} AND NOT (type = 'payout' AND source_id = ${stripePayoutId})
		), owned AS (
			SELECT p.institution_id, c.net_yen FROM carried c
			JOIN payment p ON p.stripe_account_id = c.stripe_account_id AND p.charge_id = c.source_id
			UNION ALL
			SELECT p.institution_id, c.net_yen FROM carried c
			JOIN refund r ON r.stripe_account_id = c.stripe_account_id AND r.stripe_refund_id = c.source_id
			JOIN payment p ON p.id = r.payment_id
			UNION ALL
			SELECT p.institution_id, c.net_yen FROM carried c
			JOIN dispute d ON d.stripe_account_id = c.stripe_account_id AND d.stripe_dispute_id = c.source_id
			JOIN payment p ON p.id = d.payment_id
			UNION ALL
			-- Another payout's own money went out with it, or came back.
			SELECT s.institution_id, CASE WHEN c.type = 'payout' THEN -s.amount_yen ELSE s.amount_yen END FROM carried c
			JOIN payout f ON f.stripe_account_id = c.stripe_account_id AND f.stripe_payout_id = c.source_id
			JOIN payout_share s ON s.payout_id = f.id
		)
		SELECT institution_id AS "institutionId", sum(net_yen)::bigint AS "amountYen" FROM owned
		GROUP BY institution_id HAVING sum(net_yen) <> 0 ORDER BY institution_id`,
	);
}

/** What the ledger has at this account for each institution that has something, to the end of the payout's day. */
function balancesAt(tx: SqlTx, account: string, at: Date): Promise<PayoutPart[]> {
	return queryRows(
		tx,
		partSchema,
		Prisma.sql`
		SELECT institution_id AS "institutionId", sum(amount_yen)::bigint AS "amountYen" FROM ledger_entry
		WHERE account = 'stripe_balance' AND stripe_account_id = ${account}
			AND occurred_on <= (${at}::timestamptz AT TIME ZONE 'Asia/Tokyo')::date
		GROUP BY institution_id HAVING sum(amount_yen) > 0 ORDER BY sum(amount_yen) DESC, institution_id`,
	);
}
