import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import { yenColumn } from "./list-payouts.server";

const movementRow = z.object({
	id: z.string(),
	/** charge | refund | dispute | payout: what moved the money; other: none of ours */
	kind: z.enum(["charge", "refund", "dispute", "payout", "other"]),
	type: z.string(),
	sourceId: z.string().nullable(),
	grossYen: yenColumn,
	feeYen: yenColumn,
	netYen: yenColumn,
	giftId: z.uuid().nullable(),
	donor: z.string().nullable(),
	at: z.date(),
});
export type PayoutMovement = z.output<typeof movementRow>;

export const MOVEMENTS_PER_PAGE = 200;

/**
 * One payout with what it carried: gifts, fees, refunds and disputes of institutions the actor may see, whose money it is,
 * and the line of the bank.
 * @param input.cursor  id of the last movement of the page before
 * @throws AppError payout_not_found
 */
export async function getPayout(ctx: Ctx, input: { payoutId: string; cursor?: string | undefined }) {
	const { payoutId } = input;
	await authorize(ctx, "read", { type: "Payout", id: payoutId });
	const [payout, movements, sums] = await Promise.all([
		ctx.db.payout.findUniqueOrThrow({
			where: { id: payoutId },
			include: {
				stripeAccount: { select: { id: true, stripeId: true, label: true } },
				bankLine: { select: { id: true, valueOn: true, remitter: true, amountYen: true } },
				shares: {
					include: { institution: { select: { nameJa: true, nameEn: true } } },
					orderBy: { amountYen: "desc" },
				},
			},
		}),
		listMovements(ctx, payoutId, input.cursor),
		sumMovements(ctx, payoutId),
	]);
	const page = movements.slice(0, MOVEMENTS_PER_PAGE);
	return {
		...payout,
		movements: page,
		sums: sums.filter(byKind),
		/** of everything the payout carries, on all its pages */
		totals: sums.find((row) => !byKind(row)) ?? { grossYen: 0n, feeYen: 0n, netYen: 0n },
		nextCursor: movements.length > page.length ? (page.at(-1)?.id ?? null) : null,
	};
}

/**
 * What Stripe grouped, each transaction with its payment. Of a payout by hand Stripe tells nothing: its payments are the
 * oldest that it pays for, with their own transactions.
 */
const CARRIED = (payoutId: string) => Prisma.sql`
	SELECT b.* FROM stripe_balance_transaction b JOIN payout o ON o.id = ${payoutId}::uuid
	WHERE b.stripe_account_id = o.stripe_account_id AND b.payout_id = o.stripe_payout_id
		AND NOT (b.type = 'payout' AND b.source_id = o.stripe_payout_id)
	UNION ALL
	SELECT b.* FROM payment p JOIN payout o ON o.id = p.payout_id
	JOIN stripe_balance_transaction b ON b.stripe_account_id = p.stripe_account_id AND b.id = p.balance_transaction_id
	WHERE p.payout_id = ${payoutId}::uuid AND NOT o.automatic`;

const OWNED = (payoutId: string) => Prisma.sql`
	carried AS (${CARRIED(payoutId)}), owned AS (
		SELECT c.*, CASE WHEN pc.id IS NOT NULL THEN 'charge' WHEN r.id IS NOT NULL THEN 'refund' WHEN d.id IS NOT NULL THEN 'dispute'
				WHEN f.id IS NOT NULL THEN 'payout' ELSE 'other' END AS kind,
			coalesce(pc.id, r.payment_id, d.payment_id) AS payment_id, f.id AS failed_payout_id
		FROM carried c
		LEFT JOIN payment pc ON pc.stripe_account_id = c.stripe_account_id AND pc.charge_id = c.source_id
		LEFT JOIN refund r ON r.stripe_account_id = c.stripe_account_id AND r.stripe_refund_id = c.source_id
		LEFT JOIN dispute d ON d.stripe_account_id = c.stripe_account_id AND d.stripe_dispute_id = c.source_id
		LEFT JOIN payout f ON f.stripe_account_id = c.stripe_account_id AND f.stripe_payout_id = c.source_id
	)`;

function listMovements(ctx: Ctx, payoutId: string, cursor: string | undefined) {
	return readRows(
		ctx,
		movementRow,
		(visible) => Prisma.sql`
		WITH ${OWNED(payoutId)}
		SELECT w.id, w.kind, w.type, w.source_id AS "sourceId", w.amount_yen AS "grossYen", w.fee_yen AS "feeYen", w.net_yen AS "netYen",
			g.id AS "giftId", CASE WHEN g.donor_kind = 'company' THEN g.company_name ELSE concat_ws(' ', g.family_name, g.given_name) END AS "donor",
			w.created_at AS "at"
		FROM owned w
		LEFT JOIN payment p ON p.id = w.payment_id
		LEFT JOIN payout f ON f.id = w.failed_payout_id
		LEFT JOIN LATERAL (
			SELECT g.* FROM allocation a JOIN gift g ON g.id = a.gift_id
			WHERE a.payment_id = p.id AND ${visible("gift", "g")} ORDER BY g.id LIMIT 1
		) g ON true
		WHERE CASE WHEN p.id IS NOT NULL THEN ${visible("payment", "p")} WHEN f.id IS NOT NULL THEN ${visible("payout", "f")}
			ELSE ${ctx.ability.can("read", "StripeEvent")} END
			${cursor === undefined ? Prisma.empty : Prisma.sql`AND w.id > ${cursor}`}
		ORDER BY w.id LIMIT ${MOVEMENTS_PER_PAGE + 1}`,
	);
}

const sumRow = z.object({
	/** null on the row of all kinds together */
	kind: z.enum(["charge", "refund", "dispute", "payout", "other"]).nullable(),
	count: z.bigint().transform(Number),
	grossYen: yenColumn,
	feeYen: yenColumn,
	netYen: yenColumn,
});

const byKind = <T extends { kind: string | null }>(row: T): row is T & { kind: NonNullable<T["kind"]> } =>
	row.kind !== null;

function sumMovements(ctx: Ctx, payoutId: string) {
	return readRows(
		ctx,
		sumRow,
		(visible) => Prisma.sql`
		WITH ${OWNED(payoutId)}
		SELECT w.kind, count(*) AS "count", coalesce(sum(w.amount_yen), 0)::bigint AS "grossYen",
			coalesce(sum(w.fee_yen), 0)::bigint AS "feeYen", coalesce(sum(w.net_yen), 0)::bigint AS "netYen"
		FROM owned w
		LEFT JOIN payment p ON p.id = w.payment_id
		LEFT JOIN payout f ON f.id = w.failed_payout_id
		WHERE CASE WHEN p.id IS NOT NULL THEN ${visible("payment", "p")} WHEN f.id IS NOT NULL THEN ${visible("payout", "f")}
			ELSE ${ctx.ability.can("read", "StripeEvent")} END
		GROUP BY GROUPING SETS ((w.kind), ())
		ORDER BY min(CASE w.kind WHEN 'charge' THEN 1 WHEN 'refund' THEN 2 WHEN 'dispute' THEN 3 WHEN 'payout' THEN 4 ELSE 5 END)`,
	);
}
