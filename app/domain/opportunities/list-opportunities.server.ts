import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows, type Visible } from "../access/read-rows.server";
import { firstDayOf, fiscalYearOf, jstDayString } from "../calendar/fiscal-year";
import { USES } from "../ledger/kinds";
import { yen } from "../money/yen";
import { OPPORTUNITY_STAGES, type OpportunityStage } from "./opportunity.status";

const stageEnum = z.enum(OPPORTUNITY_STAGES as [OpportunityStage, ...OpportunityStage[]]);
const row = z.object({
	id: z.uuid(),
	hub: z.string(),
	hubName: z.string(),
	name: z.string(),
	use: z.enum(USES),
	stage: stageEnum,
	amountYen: z.bigint().transform((value) => yen(value)),
	expectedOn: z.string(),
	donorId: z.uuid().nullable(),
	/** absent without a donor; the actor sees the donor when the opportunity is theirs to see */
	donorKind: z.enum(["individual", "company"]).nullable(),
	familyName: z.string().nullable(),
	givenName: z.string().nullable(),
	companyName: z.string().nullable(),
	ownerId: z.string().nullable(),
	owner: z.string().nullable(),
	nextStep: z.string(),
	nextStepOn: z.string().nullable(),
	closedOn: z.string().nullable(),
});
export type OpportunityRow = z.output<typeof row>;

export type OpportunitiesFilter = {
	hubId?: string;
	ownerId?: string;
	donorId?: string;
	stage?: OpportunityStage;
	/** open ones whose next step is due by this day */
	dueBy?: string;
};

export const OPPORTUNITIES_PER_PAGE = 50;

/**
 * Opportunities the actor may see, newest first; what is due comes by its day.
 * @param input.cursor  id of the last one of the page before
 */
export async function listOpportunities(
	ctx: Ctx,
	input: OpportunitiesFilter & { cursor?: string; limit?: number },
): Promise<{ opportunities: OpportunityRow[]; nextCursor: string | null }> {
	await authorize(ctx, "read", "Opportunity");
	const limit = input.limit ?? OPPORTUNITIES_PER_PAGE;
	const order = input.dueBy === undefined ? Prisma.sql`o.id DESC` : Prisma.sql`o.next_step_on, o.id`;
	const rows = await readRows(
		ctx,
		row,
		(visible) => Prisma.sql`
		SELECT ${COLUMNS} FROM opportunity o ${JOINS(visible)}
		WHERE ${conditions(visible, input)}
			${input.cursor === undefined ? Prisma.empty : Prisma.sql`AND o.id < ${input.cursor}::uuid`}
		ORDER BY ${order} LIMIT ${limit + 1}`,
	);
	const opportunities = rows.slice(0, limit);
	return { opportunities, nextCursor: rows.length > limit ? (opportunities.at(-1)?.id ?? null) : null };
}

const sumRow = z.object({
	stage: stageEnum,
	count: z.int(),
	sumYen: z.bigint().transform((value) => yen(value)),
});

/** How many of a stage the board shows; the rest are in the list of the stage. */
export const BOARD_ROWS = 15;

/**
 * The board: every stage with its count and sum, and the first of its opportunities, those with the earliest next step in
 * front. Of those that are settled only this fiscal year's are shown.
 */
export async function getOpportunityBoard(ctx: Ctx, input: Pick<OpportunitiesFilter, "hubId" | "ownerId">) {
	await authorize(ctx, "read", "Opportunity");
	const since = firstDayOf(fiscalYearOf(ctx.now)).toString();
	const shown = (visible: Visible) =>
		Prisma.sql`${conditions(visible, input)} AND (o.closed_on IS NULL OR o.closed_on >= ${since}::date)`;
	const [sums, rows] = await Promise.all([
		readRows(
			ctx,
			sumRow,
			(visible) => Prisma.sql`
			SELECT o.stage, count(*)::int AS count, sum(o.amount_yen)::bigint AS "sumYen"
			FROM opportunity o WHERE ${shown(visible)} GROUP BY o.stage`,
		),
		readRows(
			ctx,
			row,
			(visible) => Prisma.sql`
			WITH ranked AS (
				SELECT o.id, row_number() OVER (PARTITION BY o.stage
					ORDER BY o.closed_on DESC NULLS LAST, o.next_step_on NULLS LAST, o.expected_on, o.id) AS place
				FROM opportunity o WHERE ${shown(visible)}
			)
			SELECT ${COLUMNS} FROM ranked r JOIN opportunity o ON o.id = r.id ${JOINS(visible)}
			WHERE r.place <= ${BOARD_ROWS} AND ${visible("opportunity", "o")} ORDER BY r.place`,
		),
	]);
	return OPPORTUNITY_STAGES.map((stage) => {
		const sum = sums.find((one) => one.stage === stage);
		return {
			stage,
			count: sum?.count ?? 0,
			sumYen: sum?.sumYen ?? yen(0n),
			opportunities: rows.filter((one) => one.stage === stage),
		};
	});
}

const dueRow = z.object({ count: z.int() });

/** Next steps of the actor's own opportunities whose day has come. */
export async function countDueSteps(ctx: Ctx): Promise<number> {
	if (ctx.actor.kind !== "staff") return 0;
	const filter = { ownerId: ctx.actor.userId, dueBy: jstDayString(ctx.now) };
	const [found] = await readRows(
		ctx,
		dueRow,
		(visible) => Prisma.sql`SELECT count(*)::int AS count FROM opportunity o WHERE ${conditions(visible, filter)}`,
	);
	return found?.count ?? 0;
}

const COLUMNS = Prisma.sql`o.id, h.slug AS hub, h.abbreviation AS "hubName", o.name, o.use, o.stage,
	o.amount_yen AS "amountYen", o.expected_on::text AS "expectedOn", d.id AS "donorId", d.kind AS "donorKind",
	d.family_name AS "familyName", d.given_name AS "givenName", d.company_name AS "companyName", o.owner_id AS "ownerId",
	u.name AS owner, o.next_step AS "nextStep", o.next_step_on::text AS "nextStepOn", o.closed_on::text AS "closedOn"`;

/** A donor is named where the actor sees the donor, also when the opportunity itself is seen by another role. */
const JOINS = (visible: Visible) => Prisma.sql`
	JOIN hub h ON h.id = o.hub_id
	LEFT JOIN donor d ON d.id = o.donor_id AND ${visible("donor", "d")}
	LEFT JOIN staff_user u ON u.id = o.owner_id`;

function conditions(visible: Visible, filter: OpportunitiesFilter): Prisma.Sql {
	const found = [visible("opportunity", "o")];
	if (filter.hubId !== undefined) found.push(Prisma.sql`o.hub_id = ${filter.hubId}::uuid`);
	if (filter.ownerId !== undefined) found.push(Prisma.sql`o.owner_id = ${filter.ownerId}`);
	if (filter.donorId !== undefined) found.push(Prisma.sql`o.donor_id = ${filter.donorId}::uuid`);
	if (filter.stage !== undefined) found.push(Prisma.sql`o.stage = ${filter.stage}`);
	if (filter.dueBy !== undefined) {
		found.push(Prisma.sql`o.closed_on IS NULL AND o.next_step_on <= ${filter.dueBy}::date`);
	}
	return Prisma.join(found, " AND ");
}
