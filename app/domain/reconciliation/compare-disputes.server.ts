import type Stripe from "stripe";
import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { jstDayString } from "../calendar/fiscal-year";
import { paymentsOf } from "./compare-refunds.server";
import type { Finding } from "./difference-kinds";
import { ledgerOf } from "./ledger-of.server";
import type { RunRow } from "./run-row";
import { settledRoots } from "./settled-roots.server";

const disputeSchema = z.object({
	id: z.uuid(),
	disputeId: z.string(),
	amountYen: z.bigint(),
	stripeStatus: z.string(),
});

const idOf = (value: string | { id: string }) => (typeof value === "string" ? value : value.id);

/** Compares a page of disputes of our charges: how far they have gone, and the money they moved. */
export async function compareDisputes(
	tx: SqlTx,
	run: RunRow,
	page: Stripe.Dispute[],
): Promise<{ findings: Finding[]; known: number }> {
	const account = run.stripeAccountId;
	const payments = await paymentsOf(
		tx,
		account,
		page.map((dispute) => idOf(dispute.charge)),
	);
	const ours = page.filter((dispute) => payments.has(idOf(dispute.charge)));
	if (ours.length === 0) return { findings: [], known: 0 };
	const rows = await queryRows(
		tx,
		disputeSchema,
		Prisma.sql`
		SELECT id, stripe_dispute_id AS "disputeId", amount_yen AS "amountYen", stripe_status AS "stripeStatus" FROM dispute
		WHERE stripe_account_id = ${account} AND stripe_dispute_id = ANY(${ours.map(({ id }) => id)})`,
	);
	const known = new Map(rows.map((row) => [row.disputeId, row]));
	const kinds = ["dispute_withdrawn", "dispute_reinstated", "dispute_fee"];
	const sums = await ledgerOf(
		tx,
		account,
		ours.map(({ id, balance_transactions }) => {
			const row = known.get(id);
			const moved = balance_transactions.map((one) => one.id);
			return {
				objectId: id,
				cause: row ? { type: "dispute", id: row.id } : null,
				keys: moved.flatMap((one) => kinds.map((kind) => `${kind}:${account}:${one}`)),
			};
		}),
	);
	const isSettled = await settledRoots(tx, run, ours.map(toRoot));
	const findings = ours.flatMap((dispute): Finding[] => {
		const row = known.get(dispute.id);
		const sum = sums(dispute.id);
		const stripeYen = dispute.balance_transactions.reduce((total, { net }) => total + BigInt(net), 0n);
		const effectYen = stripeYen - sum.hereYen;
		const cause = !row
			? "not_booked"
			: row.stripeStatus !== dispute.status
				? "status"
				: effectYen !== 0n
					? "money"
					: null;
		if (cause === null || !isSettled(toRoot(dispute))) return [];
		const payment = payments.get(idOf(dispute.charge));
		return [
			{
				kind: "stale_dispute",
				objectId: dispute.id,
				institutionId: payment?.institutionId ?? null,
				giftId: payment?.giftId ?? null,
				stripeYen,
				ledgerYen: sum.hereYen,
				effectYen,
				objectOn: jstDayString(new Date(dispute.created * 1000)),
				facts: { cause, rootId: dispute.id, atStripe: dispute.status, ...(row ? { here: row.stripeStatus } : {}) },
			},
		];
	});
	return { findings, known: known.size };
}

/** A dispute moves on long after it was made: its last money says when, as far as Stripe tells. */
function toRoot(dispute: Stripe.Dispute) {
	const last = dispute.balance_transactions.reduce((latest, { created }) => Math.max(latest, created), dispute.created);
	return { rootId: dispute.id, createdAt: new Date(last * 1000) };
}
