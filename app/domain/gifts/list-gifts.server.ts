import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows, type Visible } from "../access/read-rows.server";
import type { FiscalYear } from "../calendar/fiscal-year";
import { firstDayOf, lastDayOf } from "../calendar/fiscal-year";
import { donorMatches } from "../donors/donor-matches.server";
import type { Channel } from "../ledger/kinds";
import { type Yen, yen } from "../money/yen";
import { rowsOfSegment, type SegmentFilter } from "../segments/donors-of-segment.server";
import type { GiftPaymentState } from "./gift-payment.status";

export type GiftsFilter = {
	/** this one gift */
	id?: string;
	hubId?: string;
	donorId?: string;
	status?: GiftPaymentState;
	channel?: Channel;
	/** of the day it was given */
	fiscalYear?: FiscalYear;
	/** a donor's name in kanji, kana or Latin letters, or a mail address */
	search?: string;
	/** `pending`: display names and messages that wait for a decision */
	display?: "pending";
	/** of donors who fit its rules today; of a hub's segment, its gifts to that hub */
	segment?: SegmentFilter;
};

const yenColumn = z.bigint().transform((value): Yen => yen(value));

const giftRow = z.object({
	id: z.uuid(),
	hub: z.string().nullable(),
	hubName: z.string().nullable(),
	fund: z.string(),
	fundJa: z.string(),
	fundEn: z.string(),
	amountYen: yenColumn,
	/** sent back, and lost in disputes */
	refundedYen: yenColumn,
	status: z.string(),
	channel: z.string(),
	frequency: z.string(),
	displayStatus: z.string(),
	donorKind: z.enum(["individual", "company"]),
	familyName: z.string(),
	givenName: z.string(),
	companyName: z.string(),
	contactName: z.string(),
	givenOn: z.string().nullable(),
	settledOn: z.string().nullable(),
	arrivedOn: z.string().nullable(),
	createdAt: z.date(),
});
export type GiftRow = z.output<typeof giftRow>;

export const GIFTS_PER_PAGE = 50;

/**
 * Gifts the actor may see, newest first. Ids are in order of creation, so a page costs the same at any depth.
 * @param input.cursor  id of the last gift of the page before
 */
export async function listGifts(
	ctx: Ctx,
	input: GiftsFilter & { cursor?: string; limit?: number },
): Promise<{ gifts: GiftRow[]; nextCursor: string | null }> {
	await authorize(ctx, "read", "Gift");
	const limit = input.limit ?? GIFTS_PER_PAGE;
	const rows = await readRows(ctx, giftRow, (visible) => giftsSql(conditions(visible, input, ctx.now), limit + 1));
	const gifts = rows.slice(0, limit);
	return { gifts, nextCursor: rows.length > limit ? (gifts.at(-1)?.id ?? null) : null };
}

/** All of them in pages, for a file: never more than one page in memory. */
export async function* eachGift(ctx: Ctx, filter: GiftsFilter): AsyncGenerator<GiftRow> {
	let cursor: string | undefined;
	do {
		const page = await listGifts(ctx, { ...filter, cursor, limit: 500 });
		yield* page.gifts;
		cursor = page.nextCursor ?? undefined;
	} while (cursor !== undefined);
}

function giftsSql(chosen: Prisma.Sql[], limit: number): Prisma.Sql {
	// The page is chosen first and alone, so that refunds are summed for its rows only.
	return Prisma.sql`
		WITH page AS MATERIALIZED (
			SELECT g.* FROM gift g WHERE ${Prisma.join(chosen, " AND ")}
			ORDER BY g.id DESC LIMIT ${limit}
		)
		SELECT g.id, h.slug AS "hub", h.abbreviation AS "hubName", f.slug AS "fund", f.name_ja AS "fundJa", f.name_en AS "fundEn",
			g.amount_yen AS "amountYen", coalesce(r.refunded, 0)::bigint AS "refundedYen", g.payment_status AS "status",
			g.channel, g.frequency, g.display_status AS "displayStatus", g.donor_kind AS "donorKind",
			g.family_name AS "familyName", g.given_name AS "givenName", g.company_name AS "companyName",
			g.contact_name AS "contactName", g.given_on::text AS "givenOn", g.settled_on::text AS "settledOn",
			g.arrived_on::text AS "arrivedOn", g.created_at AS "createdAt"
		FROM page g
		JOIN fund f ON f.id = g.fund_id
		LEFT JOIN hub h ON h.id = g.hub_id
		LEFT JOIN LATERAL (
			SELECT sum(back.amount_yen) AS refunded
			FROM allocation a
			JOIN LATERAL (
				SELECT rf.amount_yen FROM refund rf WHERE rf.payment_id = a.payment_id AND rf.status IN ('sent', 'succeeded')
				UNION ALL
				SELECT d.amount_yen FROM dispute d WHERE d.payment_id = a.payment_id AND d.status = 'lost'
			) back ON true
			WHERE a.gift_id = g.id
		) r ON true
		ORDER BY g.id DESC`;
}

function conditions(visible: Visible, input: GiftsFilter & { cursor?: string }, now: Date): Prisma.Sql[] {
	const found = [visible("gift", "g")];
	if (input.cursor !== undefined) found.push(Prisma.sql`g.id < ${input.cursor}::uuid`);
	if (input.id !== undefined) found.push(Prisma.sql`g.id = ${input.id}::uuid`);
	if (input.hubId !== undefined) found.push(Prisma.sql`g.hub_id = ${input.hubId}::uuid`);
	if (input.donorId !== undefined) found.push(Prisma.sql`g.donor_id = ${input.donorId}::uuid`);
	if (input.status !== undefined) found.push(Prisma.sql`g.payment_status = ${input.status}`);
	if (input.channel !== undefined) found.push(Prisma.sql`g.channel = ${input.channel}`);
	if (input.display !== undefined) found.push(Prisma.sql`g.display_status = ${input.display}`);
	if (input.fiscalYear !== undefined) {
		const [from, to] = [firstDayOf(input.fiscalYear).toString(), lastDayOf(input.fiscalYear).toString()];
		found.push(Prisma.sql`g.given_on BETWEEN ${from}::date AND ${to}::date`);
	}
	if (input.search !== undefined && input.search.trim() !== "") {
		found.push(Prisma.sql`g.donor_id IN (${donorMatches(visible, input.search)})`);
	}
	if (input.segment !== undefined) found.push(rowsOfSegment(visible, "g", input.segment, now));
	return found;
}
