import type Stripe from "stripe";
import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRow, queryRows, type SqlTx } from "~/platform/db/transaction.server";
import type { StripeOf } from "../stripe-accounts/stripe-account.server";
import type { Finding } from "./difference-kinds";
import type { RunRow } from "./run-row";

/** Recent enough that its job may still be on its way. */
const TAIL_SECONDS = 2 * 24 * 60 * 60;
const TRIES = 3;

export type BalanceOutcome = { stripeYen: bigint; ledgerYen: bigint; findings: Finding[] };

/**
 * The balance at Stripe against the ledger's, less what differences explain and what is only on its way. While money
 * moves the two cannot be read at one moment: it is tried again, and left for the next night when it never rests.
 * @param quietYen  what the comparisons found to be at Stripe without being a difference of this account
 */
export async function compareBalance(
	tx: SqlTx,
	run: RunRow,
	of: StripeOf,
	{ quietYen, findings }: { quietYen: bigint; findings: { objectId: string; effectYen: bigint }[] },
): Promise<BalanceOutcome> {
	let before = await balanceOf(of);
	for (let attempt = 1; ; attempt += 1) {
		const tail = await readTail(of, run);
		const known = await readKnown(tx, run, tail, findings);
		const after = await balanceOf(of);
		if (after !== before && attempt < TRIES) {
			before = after;
			continue;
		}
		const explainedYen = quietYen + known.explainedYen;
		const differenceYen = after - known.ledgerYen - explainedYen;
		const strangersYen = differenceYen === 0n ? 0n : await strangersOf(tx, run);
		const restYen = differenceYen + strangersYen;
		if (restYen === 0n || after !== before) return { stripeYen: after, ledgerYen: known.ledgerYen, findings: [] };
		const finding: Finding = {
			kind: "balance_differs",
			objectId: run.stripeAccountId,
			institutionId: run.institutionId,
			stripeYen: after,
			ledgerYen: known.ledgerYen,
			effectYen: 0n,
			objectOn: null,
			facts: { cause: "rest", restYen: restYen.toString() },
		};
		return { stripeYen: after, ledgerYen: known.ledgerYen, findings: [finding] };
	}
}

async function balanceOf({ stripe, options }: StripeOf): Promise<bigint> {
	const balance = await stripe.balance.retrieve({}, options);
	return [...balance.available, ...balance.pending]
		.filter(({ currency }) => currency === "jpy")
		.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
}

type Moved = { id: string; netYen: string; sourceId: string | null };

async function readTail({ stripe, options }: StripeOf, run: RunRow): Promise<Moved[]> {
	const tail: Moved[] = [];
	const since = Math.floor(run.startedAt.getTime() / 1000) - TAIL_SECONDS;
	const every = stripe.balanceTransactions.list({ created: { gte: since }, limit: 100 }, options);
	for await (const one of every) {
		if (one.currency === "jpy") tail.push({ id: one.id, netYen: String(one.net), sourceId: sourceOf(one) });
	}
	return tail;
}

const sourceOf = ({ source }: Stripe.BalanceTransaction) =>
	typeof source === "string" ? source : (source?.id ?? null);

/**
 * The ledger's balance, and what explains that it is another than Stripe's: differences, money told at Stripe and not
 * booked yet, gross booked whose transaction is not told yet, what went out with payouts and was of nobody.
 */
async function readKnown(
	tx: SqlTx,
	run: RunRow,
	tail: Moved[],
	findings: { objectId: string; effectYen: bigint }[],
): Promise<{ ledgerYen: bigint; explainedYen: bigint }> {
	const account = run.stripeAccountId;
	const moved = JSON.stringify(tail.map(({ id, netYen, sourceId }) => ({ id, net_yen: netYen, source_id: sourceId })));
	const found = JSON.stringify(
		findings.map(({ objectId, effectYen }) => ({ object_id: objectId, effect_yen: effectYen.toString() })),
	);
	return queryRow(
		tx,
		z.object({ ledgerYen: z.bigint(), explainedYen: z.bigint() }),
		Prisma.sql`
		WITH moved AS (
			SELECT * FROM jsonb_to_recordset(${moved}::jsonb) AS m(id text, net_yen bigint, source_id text)
		), difference AS (
			SELECT object_id, effect_yen FROM jsonb_to_recordset(${found}::jsonb) AS f(object_id text, effect_yen bigint)
			UNION ALL
			SELECT d.object_id, d.effect_yen FROM reconciliation_difference d
			WHERE d.stripe_account_id = ${account} AND d.status <> 'gone' AND d.kind <> 'balance_differs' AND d.object_on < ${run.fromDay}::date
		), unbooked AS (
			SELECT m.net_yen FROM moved m
			WHERE NOT EXISTS (SELECT 1 FROM stripe_balance_transaction b WHERE b.stripe_account_id = ${account} AND b.id = m.id)
				AND NOT EXISTS (SELECT 1 FROM difference d WHERE d.object_id IN (m.source_id, m.id))
		), untold AS (
			SELECT p.gross_yen FROM payment p
			WHERE p.stripe_account_id = ${account} AND p.balance_transaction_id IS NULL
				AND NOT EXISTS (SELECT 1 FROM difference d WHERE d.object_id = p.charge_id)
		)
		SELECT (SELECT coalesce(sum(amount_yen), 0) FROM ledger_balance WHERE account = 'stripe_balance' AND stripe_account_id = ${account})::bigint
				AS "ledgerYen",
			((SELECT coalesce(sum(effect_yen), 0) FROM difference) + (SELECT coalesce(sum(net_yen), 0) FROM unbooked)
				- (SELECT coalesce(sum(gross_yen), 0) FROM untold)
				- (SELECT coalesce(sum(unattributed_yen), 0) FROM payout WHERE stripe_account_id = ${account} AND sent_on IS NOT NULL AND failed_on IS NULL)
			)::bigint AS "explainedYen"`,
	);
}

/** What the ledger has on this account for things of other accounts: told of as a wrong account where they are. */
async function strangersOf(tx: SqlTx, run: RunRow): Promise<bigint> {
	const account = run.stripeAccountId;
	const [row] = await queryRows(
		tx,
		z.object({ yen: z.bigint() }),
		Prisma.sql`
		SELECT coalesce(sum(e.amount_yen), 0)::bigint AS yen
		FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
		JOIN payment p ON t.cause_type = 'payment' AND p.id::text = t.cause_id
		WHERE e.account = 'stripe_balance' AND e.stripe_account_id = ${account} AND p.stripe_account_id <> ${account}`,
	);
	return row?.yen ?? 0n;
}
