import type Stripe from "stripe";
import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { jstDayString } from "../calendar/fiscal-year";
import type { Finding } from "./difference-kinds";
import { type LedgerSums, ledgerOf } from "./ledger-of.server";
import type { RunRow } from "./run-row";
import { settledRoots } from "./settled-roots.server";

export const PAYOUT_LIST_EXPAND = ["data.failure_balance_transaction"];

const GROUPED_AFTER_MS = 3 * 24 * 60 * 60 * 1000;

const payoutSchema = z.object({
	id: z.uuid(),
	payoutId: z.string(),
	institutionId: z.uuid().nullable(),
	amountYen: z.bigint(),
	unattributedYen: z.bigint(),
	isSent: z.boolean(),
	isBack: z.boolean(),
});
type PayoutRow = z.output<typeof payoutSchema>;

/** Compares a page of payouts with our rows and with what the ledger has on its way. */
export async function comparePayouts(
	tx: SqlTx,
	run: RunRow,
	page: Stripe.Payout[],
): Promise<{ findings: Finding[]; known: number }> {
	const account = run.stripeAccountId;
	const payouts = page.filter(({ currency }) => currency === "jpy");
	if (payouts.length === 0) return { findings: [], known: 0 };
	const rows = await queryRows(
		tx,
		payoutSchema,
		Prisma.sql`
		SELECT id, stripe_payout_id AS "payoutId", institution_id AS "institutionId", amount_yen AS "amountYen",
			unattributed_yen AS "unattributedYen", sent_on IS NOT NULL AS "isSent", failed_on IS NOT NULL AS "isBack"
		FROM payout WHERE stripe_account_id = ${account} AND stripe_payout_id = ANY(${payouts.map(({ id }) => id)})`,
	);
	const known = new Map(rows.map((row) => [row.payoutId, row]));
	const sums = await ledgerOf(
		tx,
		account,
		payouts.map(({ id }) => {
			const row = known.get(id);
			return {
				objectId: id,
				cause: row ? { type: "payout", id: row.id } : null,
				keys: ["payout_sent", "payout_failed"].map((kind) => `${kind}:${account}:${id}`),
			};
		}),
	);
	const isSettled = await settledRoots(tx, run, payouts.map(toRoot));
	const findings = payouts.flatMap((payout): Finding[] => {
		const row = known.get(payout.id);
		const found = differenceOf(run, payout, row ?? null, sums(payout.id));
		if (!found || !isSettled(toRoot(payout))) return [];
		const { cause, ...rest } = found;
		return [
			{
				...rest,
				objectId: payout.id,
				institutionId: row?.institutionId ?? run.institutionId,
				objectOn: jstDayString(new Date(payout.created * 1000)),
				facts: { cause, rootId: payout.id },
			},
		];
	});
	return { findings, known: known.size };
}

function differenceOf(run: RunRow, payout: Stripe.Payout, row: PayoutRow | null, sum: LedgerSums) {
	const back = payout.failure_balance_transaction !== null;
	const stripeYen = back ? 0n : -BigInt(payout.amount);
	const strangeYen = row?.isSent && !row.isBack ? row.unattributedYen : 0n;
	const effectYen = stripeYen - sum.hereYen;
	const say = (kind: "payout_missing" | "amount_differs", cause: string) => ({
		kind,
		cause,
		stripeYen: BigInt(payout.amount),
		ledgerYen: sum.transitYen,
		effectYen: effectYen + strangeYen,
	});
	if (!row) return say("payout_missing", "not_booked");
	if (row.amountYen !== BigInt(payout.amount)) return say("amount_differs", "payout");
	if (!row.isSent) {
		const isOld = run.startedAt.getTime() - payout.created * 1000 > GROUPED_AFTER_MS;
		return isOld ? say("payout_missing", "not_grouped") : null;
	}
	if (sum.transitYen !== row.amountYen - row.unattributedYen) {
		return say(sum.transitYen === 0n ? "payout_missing" : "amount_differs", "ledger");
	}
	if (back !== row.isBack) return say("payout_missing", back ? "failure_not_booked" : "failed_only_here");
	return effectYen + strangeYen === 0n ? null : say("amount_differs", "ledger");
}

/** A payout can fail days after it was made: then that moment counts. */
function toRoot(payout: Stripe.Payout) {
	const back = payout.failure_balance_transaction;
	const at = typeof back === "object" && back !== null ? back.created : payout.created;
	return { rootId: payout.id, createdAt: new Date(at * 1000) };
}
