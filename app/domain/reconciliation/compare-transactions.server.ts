import type Stripe from "stripe";
import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { jstDayString } from "../calendar/fiscal-year";
import { paymentsOf } from "./compare-refunds.server";
import type { Finding } from "./difference-kinds";
import type { RunRow } from "./run-row";

export const TRANSACTION_EXPAND = ["data.source"];

/**
 * Looks for money that moved for a reason no other comparison looks at: fees of the account itself, transfers, and refunds
 * or disputes of charges that are not ours.
 */
export async function compareTransactions(
	tx: SqlTx,
	run: RunRow,
	page: Stripe.BalanceTransaction[],
): Promise<{ findings: Finding[]; known: number }> {
	const transactions = page.filter(({ currency }) => currency === "jpy");
	const account = run.stripeAccountId;
	const payments = await paymentsOf(tx, account, transactions.flatMap(chargeOf));
	const mirrored = await queryRows(
		tx,
		z.object({ id: z.string() }),
		Prisma.sql`
		SELECT id FROM stripe_balance_transaction
		WHERE stripe_account_id = ${account} AND id = ANY(${transactions.map(({ id }) => id)})`,
	);
	const findings = transactions.flatMap((transaction): Finding[] => {
		const { source } = transaction;
		const kind = source !== null && typeof source === "object" ? source.object : null;
		if (kind === "charge" || kind === "payout") return [];
		if ((kind === "refund" || kind === "dispute") && chargeOf(transaction).some((id) => payments.has(id))) return [];
		return [
			{
				kind: "unknown_balance_transaction",
				objectId: transaction.id,
				institutionId: run.institutionId,
				stripeYen: BigInt(transaction.net),
				ledgerYen: 0n,
				effectYen: BigInt(transaction.net),
				objectOn: jstDayString(new Date(transaction.created * 1000)),
				facts: { cause: transaction.type, category: transaction.reporting_category, source: sourceId(transaction) },
			},
		];
	});
	return { findings, known: mirrored.length };
}

const sourceId = ({ source }: Stripe.BalanceTransaction) => (typeof source === "string" ? source : (source?.id ?? ""));

/** The charge a refund or dispute is of. */
function chargeOf({ source }: Stripe.BalanceTransaction): string[] {
	if (source === null || typeof source === "string") return [];
	if (source.object !== "refund" && source.object !== "dispute") return [];
	const charge = source.charge;
	return charge === null ? [] : [typeof charge === "string" ? charge : charge.id];
}
