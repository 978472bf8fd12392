import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import { type Yen, yen } from "../money/yen";
import { PAYOUT_STATES, type PayoutState } from "./payout.status";

export const yenColumn = z.bigint().transform((value): Yen => yen(value));

const payoutRow = z.object({
	id: z.uuid(),
	stripeAccountId: z.string(),
	stripePayoutId: z.string(),
	amountYen: yenColumn,
	/** what of it is of institutions the actor may see */
	shareYen: yenColumn,
	status: z.enum(PAYOUT_STATES as [PayoutState, ...PayoutState[]]),
	automatic: z.boolean(),
	sentOn: z.string().nullable(),
	expectedOn: z.string(),
	arrivedOn: z.string().nullable(),
	arrivalBasis: z.enum(["bank_line", "business_days"]).nullable(),
	gifts: z.bigint().transform(Number),
	createdOn: z.string(),
});
export type PayoutRow = z.output<typeof payoutRow>;

export const PAYOUTS_PER_PAGE = 50;
const cursorPattern = /^(\d{4}-\d{2}-\d{2})_([0-9a-f-]{36})$/;

/** Payouts the actor may see, newest first; those Stripe has not grouped yet come before all others. */
export async function listPayouts(
	ctx: Ctx,
	input: {
		status?: PayoutState | undefined;
		stripeAccountId?: string | undefined;
		cursor?: string | undefined;
		limit?: number;
	},
): Promise<{ payouts: PayoutRow[]; nextCursor: string | null }> {
	await authorize(ctx, "read", "Payout");
	const limit = input.limit ?? PAYOUTS_PER_PAGE;
	const [, day, id] = cursorPattern.exec(input.cursor ?? "") ?? [];
	const rows = await readRows(
		ctx,
		payoutRow,
		(visible) => Prisma.sql`
		WITH page AS MATERIALIZED (
			SELECT o.* FROM payout o
			WHERE ${visible("payout", "o")}
				${input.status === undefined ? Prisma.empty : Prisma.sql`AND o.status = ${input.status}`}
				${input.stripeAccountId === undefined ? Prisma.empty : Prisma.sql`AND o.stripe_account_id = ${input.stripeAccountId}`}
				${day && id ? Prisma.sql`AND (o.expected_on, o.id) < (${day}::date, ${id}::uuid)` : Prisma.empty}
			ORDER BY o.expected_on DESC, o.id DESC LIMIT ${limit + 1}
		)
		SELECT o.id, o.stripe_account_id AS "stripeAccountId", o.stripe_payout_id AS "stripePayoutId", o.amount_yen AS "amountYen",
			coalesce((SELECT sum(s.amount_yen) FROM payout_share s WHERE s.payout_id = o.id AND ${visible("payout_share", "s")}), 0)::bigint AS "shareYen",
			o.status, o.automatic, o.sent_on::text AS "sentOn", o.expected_on::text AS "expectedOn", o.arrived_on::text AS "arrivedOn",
			o.arrival_basis AS "arrivalBasis", (o.created_at AT TIME ZONE 'Asia/Tokyo')::date::text AS "createdOn",
			(SELECT count(*) FROM payment p WHERE p.payout_id = o.id AND ${visible("payment", "p")}) AS "gifts"
		FROM page o ORDER BY o.expected_on DESC, o.id DESC`,
	);
	const payouts = rows.slice(0, limit);
	const last = payouts.at(-1);
	return { payouts, nextCursor: rows.length > limit && last ? `${last.expectedOn}_${last.id}` : null };
}
