import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows, type Visible } from "../access/read-rows.server";
import { readReference } from "../applications/application-reference";
import { jstDayString } from "../calendar/fiscal-year";
import { donorMatches } from "../donors/donor-matches.server";
import { rowsOfSegment, type SegmentFilter } from "../segments/donors-of-segment.server";
import { PLEDGE_STATES, type PledgeState } from "./pledge.status";

export type PledgesFilter = {
	status?: PledgeState;
	hubId?: string;
	donorId?: string;
	/** a reference number, or a donor's name in any script */
	q?: string;
	/** only those in force with an instalment whose day is past */
	overdue?: boolean;
	/** only those with a write-off that waits for its second person */
	writeOffWaits?: boolean;
	/** of donors who fit its rules today */
	segment?: SegmentFilter;
};

const row = z.object({
	id: z.uuid(),
	reference: z.string(),
	status: z.enum(PLEDGE_STATES as [PledgeState, ...PledgeState[]]),
	source: z.string(),
	hub: z.string().nullable(),
	hubName: z.string().nullable(),
	institution: z.string(),
	fund: z.string(),
	fundJa: z.string(),
	fundEn: z.string(),
	donorId: z.uuid(),
	donorKind: z.enum(["individual", "company"]),
	familyName: z.string(),
	givenName: z.string(),
	companyName: z.string(),
	amountYen: z.bigint(),
	paidYen: z.bigint(),
	writtenOffYen: z.bigint(),
	overpaidYen: z.bigint(),
	startOn: z.string(),
	/** the oldest instalment something is still owed of; null when nothing is, or the pledge is not in force */
	nextDueOn: z.string().nullable(),
	/** still owed of that instalment */
	nextOpenYen: z.bigint().nullable(),
	/** owed of instalments whose day is past */
	overdueYen: z.bigint(),
	writeOffWaits: z.boolean(),
	createdAt: z.date(),
});
export type PledgeRow = z.output<typeof row>;

export const PLEDGES_PER_PAGE = 50;

/**
 * Pledges the actor may see, newest first; ids are in order of creation, so a page costs the same at any depth.
 * @param input.cursor  id of the last pledge of the page before
 */
export async function listPledges(
	ctx: Ctx,
	input: PledgesFilter & { cursor?: string; limit?: number } = {},
): Promise<{ pledges: PledgeRow[]; nextCursor: string | null }> {
	await authorize(ctx, "read", "Pledge");
	const limit = input.limit ?? PLEDGES_PER_PAGE;
	const rows = await readRows(ctx, row, (visible) => sqlOf(visible, input, limit + 1, jstDayString(ctx.now)));
	const pledges = rows.slice(0, limit);
	return { pledges, nextCursor: rows.length > limit ? (pledges.at(-1)?.id ?? null) : null };
}

/** All of them in pages, for a file: never more than one page in memory. */
export async function* eachPledge(ctx: Ctx, filter: PledgesFilter): AsyncGenerator<PledgeRow> {
	let cursor: string | undefined;
	do {
		const page = await listPledges(ctx, { ...filter, cursor, limit: 500 });
		yield* page.pledges;
		cursor = page.nextCursor ?? undefined;
	} while (cursor !== undefined);
}

const OPEN = Prisma.sql`i.status IN ('scheduled', 'due', 'overdue')`;

function sqlOf(visible: Visible, input: PledgesFilter & { cursor?: string }, limit: number, today: string): Prisma.Sql {
	// The page is chosen first and alone, so that instalments are read for its rows only.
	return Prisma.sql`
		WITH page AS MATERIALIZED (
			SELECT p.* FROM pledge p WHERE ${Prisma.join(conditions(visible, input, today), " AND ")}
			ORDER BY p.id DESC LIMIT ${limit}
		)
		SELECT p.id, p.reference, p.status, p.source, h.slug AS "hub", h.abbreviation AS "hubName", n.slug AS "institution",
			f.slug AS "fund", f.name_ja AS "fundJa", f.name_en AS "fundEn", p.donor_id AS "donorId", d.kind AS "donorKind",
			d.family_name AS "familyName", d.given_name AS "givenName", d.company_name AS "companyName", p.amount_yen AS "amountYen",
			p.paid_yen AS "paidYen", p.written_off_yen AS "writtenOffYen", p.overpaid_yen AS "overpaidYen",
			p.start_on::text AS "startOn", next.due_on::text AS "nextDueOn", next.open AS "nextOpenYen",
			coalesce(late.open, 0)::bigint AS "overdueYen",
			EXISTS (SELECT 1 FROM pledge_write_off w WHERE w.pledge_id = p.id AND w.status = 'requested') AS "writeOffWaits",
			p.created_at AS "createdAt"
		FROM page p
		JOIN donor d ON d.id = p.donor_id
		JOIN fund f ON f.id = p.fund_id
		JOIN institution n ON n.id = p.institution_id
		LEFT JOIN hub h ON h.id = p.hub_id
		LEFT JOIN LATERAL (
			SELECT i.due_on, (i.scheduled_yen - i.paid_yen - i.written_off_yen)::bigint AS open FROM instalment i
			WHERE i.pledge_id = p.id AND i.current AND p.status = 'active' AND ${OPEN} ORDER BY i.number LIMIT 1
		) next ON true
		LEFT JOIN LATERAL (
			SELECT sum(i.scheduled_yen - i.paid_yen - i.written_off_yen) AS open FROM instalment i
			WHERE i.pledge_id = p.id AND i.current AND p.status = 'active' AND ${OPEN} AND i.due_on < ${today}::date
		) late ON true
		ORDER BY p.id DESC`;
}

export function conditions(visible: Visible, input: PledgesFilter & { cursor?: string }, today: string): Prisma.Sql[] {
	const found = [visible("pledge", "p")];
	if (input.cursor !== undefined) found.push(Prisma.sql`p.id < ${input.cursor}::uuid`);
	if (input.hubId !== undefined) found.push(Prisma.sql`p.hub_id = ${input.hubId}::uuid`);
	if (input.donorId !== undefined) found.push(Prisma.sql`p.donor_id = ${input.donorId}::uuid`);
	if (input.status !== undefined) found.push(Prisma.sql`p.status = ${input.status}`);
	if (input.overdue) {
		found.push(Prisma.sql`p.status = 'active' AND EXISTS (SELECT 1 FROM instalment i WHERE i.pledge_id = p.id AND i.current
			AND ${OPEN} AND i.due_on < ${today}::date)`);
	}
	if (input.writeOffWaits) {
		found.push(
			Prisma.sql`EXISTS (SELECT 1 FROM pledge_write_off w WHERE w.pledge_id = p.id AND w.status = 'requested')`,
		);
	}
	if (input.segment !== undefined) {
		// Noon of the day: the rules count days of Japan.
		found.push(rowsOfSegment(visible, "p", input.segment, new Date(`${today}T03:00:00Z`)));
	}
	const search = input.q?.trim() ?? "";
	const reference = readReference(search);
	if (reference !== null) found.push(Prisma.sql`p.reference = ${reference}`);
	else if (search !== "") found.push(Prisma.sql`p.donor_id IN (${donorMatches(visible, search)})`);
	return found;
}
