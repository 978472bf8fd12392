import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import { fiscalYearOf, jstDay } from "../calendar/fiscal-year";
import { yenColumn } from "./list-payouts.server";

const balanceRow = z.object({
	stripeAccountId: z.string(),
	atStripeYen: yenColumn,
	inTransitYen: yenColumn,
	disputedYen: yenColumn,
});
const arrivedRow = z.object({ stripeAccountId: z.string(), arrivedYen: yenColumn });
const countRow = z.object({ stripeAccountId: z.string(), count: z.bigint().transform(Number) });
const lineRow = z.object({ count: z.bigint().transform(Number) });

/**
 * Where the money is, for each Stripe account: at Stripe, disputed, on its way, arrived this month; differences nobody has
 * explained and the last comparison. Figures are the ledger's, of the institutions the actor may see.
 */
export async function getMoneyOverview(ctx: Ctx) {
	await authorize(ctx, "read", "Payout");
	const today = jstDay(ctx.now);
	const month = today.with({ day: 1 });
	const [balances, arrived, open, openLines, accounts] = await Promise.all([
		readRows(
			ctx,
			balanceRow,
			(visible) => Prisma.sql`
			SELECT lb.stripe_account_id AS "stripeAccountId",
				coalesce(sum(lb.amount_yen) FILTER (WHERE lb.account = 'stripe_balance'), 0)::bigint AS "atStripeYen",
				coalesce(sum(lb.amount_yen) FILTER (WHERE lb.account = 'payout_in_transit'), 0)::bigint AS "inTransitYen",
				coalesce(sum(lb.amount_yen) FILTER (WHERE lb.account = 'stripe_disputed'), 0)::bigint AS "disputedYen"
			FROM ledger_balance lb
			WHERE lb.stripe_account_id IS NOT NULL AND ${visible("ledger_balance", "lb")}
			GROUP BY 1`,
		),
		readRows(
			ctx,
			arrivedRow,
			(visible) => Prisma.sql`
			SELECT le.stripe_account_id AS "stripeAccountId", (-sum(le.amount_yen))::bigint AS "arrivedYen"
			FROM ledger_entry le
			WHERE le.account = 'payout_in_transit' AND le.kind = 'payout_arrived' AND le.fiscal_year = ${fiscalYearOf(today)}
				AND le.occurred_on >= ${month.toString()}::date AND ${visible("ledger_entry_of_hub", "le")}
			GROUP BY 1`,
		),
		readRows(
			ctx,
			countRow,
			(visible) => Prisma.sql`
			SELECT d.stripe_account_id AS "stripeAccountId", count(*) AS "count" FROM reconciliation_difference d
			WHERE d.status = 'open' AND ${visible("reconciliation_difference", "d")} GROUP BY 1`,
		),
		readRows(
			ctx,
			lineRow,
			(visible) => Prisma.sql`
			SELECT count(*) AS "count" FROM bank_line l
			WHERE l.payment_id IS NULL AND l.payout_id IS NULL AND ${visible("bank_line", "l")}`,
		),
		ctx.db.stripeAccount.findMany({
			select: {
				id: true,
				stripeId: true,
				label: true,
				kind: true,
				institution: { select: { nameJa: true, nameEn: true } },
			},
			orderBy: { id: "asc" },
		}),
	]);
	const runs = await ctx.db.reconciliationRun.findMany({
		distinct: ["stripeAccountId"],
		orderBy: [{ stripeAccountId: "asc" }, { startedAt: "desc" }],
		select: { id: true, stripeAccountId: true, status: true, startedAt: true, differenceCount: true },
	});
	const rows = accounts.map((account) => {
		const balance = balances.find(({ stripeAccountId }) => stripeAccountId === account.id);
		return {
			...account,
			atStripeYen: balance?.atStripeYen ?? 0n,
			inTransitYen: balance?.inTransitYen ?? 0n,
			disputedYen: balance?.disputedYen ?? 0n,
			arrivedYen: arrived.find(({ stripeAccountId }) => stripeAccountId === account.id)?.arrivedYen ?? 0n,
			openDifferences: open.find(({ stripeAccountId }) => stripeAccountId === account.id)?.count ?? 0,
			lastRun: runs.find(({ stripeAccountId }) => stripeAccountId === account.id) ?? null,
			hasMoney: balance !== undefined,
		};
	});
	// Of other institutions' accounts there is nothing to show.
	const shown = rows.filter((row) => row.hasMoney || row.lastRun !== null || row.openDifferences > 0);
	return { accounts: shown, openLines: openLines[0]?.count ?? 0, month: month.toString() };
}
