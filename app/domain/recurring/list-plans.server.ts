import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows, type Visible } from "../access/read-rows.server";
import { searchTerms } from "../names/fold-name";
import { queryGrams } from "../names/search-grams";
import { rowsOfSegment, type SegmentFilter } from "../segments/donors-of-segment.server";
import type { PlanUnit } from "./plan-days";
import { type PlanIncome, planIncome } from "./plan-income";
import type { RecurringPlanState } from "./recurring-plan.status";

export type PlansFilter = {
	hubId?: string;
	status?: RecurringPlanState;
	/** a donor's name in kanji, kana or Latin letters, or a mail address */
	search?: string;
	/** the plans of one donor */
	donorId?: string;
	/** of donors who fit its rules today */
	segment?: SegmentFilter;
};

export type PlanRow = {
	id: string;
	donorId: string;
	donorKind: "individual" | "company";
	familyName: string;
	givenName: string;
	companyName: string;
	contactName: string;
	hub: { slug: string; abbreviation: string; nameJa: string; nameEn: string } | null;
	fund: { slug: string; nameJa: string; nameEn: string };
	institution: { slug: string; nameJa: string; nameEn: string };
	unit: PlanUnit;
	anchorDay: number;
	amountYen: bigint;
	status: RecurringPlanState;
	/** YYYY-MM-DD */
	nextChargeOn: string | null;
	pausedUntil: string | null;
	startedOn: string | null;
	endedOn: string | null;
	endReason: string | null;
	cardBrand: string | null;
	cardLast4: string | null;
	cardExpMonth: number | null;
	cardExpYear: number | null;
	failureCode: string | null;
	retryAt: Date | null;
	createdAt: Date;
	/** still to come this fiscal year, and in the next */
	income: PlanIncome;
};

const PLANS_PER_PAGE = 50;

/**
 * Plans the actor may see, newest first; a donor's own for a donor.
 * @param input.cursor  id of the last plan of the page before
 */
export async function listPlans(
	ctx: Ctx,
	input: PlansFilter & { cursor?: string; limit?: number } = {},
): Promise<{ plans: PlanRow[]; nextCursor: string | null }> {
	await authorize(ctx, "read", "RecurringPlan");
	const limit = input.limit ?? PLANS_PER_PAGE;
	const rows = await ctx.db.recurringPlan.findMany({
		where: { ...plansWhere(input), ...(await ofSegment(ctx, input)) },
		include: PLAN_INCLUDE,
		orderBy: { id: "desc" },
		take: limit + 1,
	});
	const plans = rows.slice(0, limit).map((row) => toPlanRow(ctx, row));
	return { plans, nextCursor: rows.length > limit ? (plans.at(-1)?.id ?? null) : null };
}

/** All of them in pages, for a file: never more than one page in memory. */
export async function* eachPlan(ctx: Ctx, filter: PlansFilter): AsyncGenerator<PlanRow> {
	let cursor: string | undefined;
	do {
		const page = await listPlans(ctx, { ...filter, cursor, limit: 500 });
		yield* page.plans;
		cursor = page.nextCursor ?? undefined;
	} while (cursor !== undefined);
}

const idRow = z.object({ id: z.uuid() });

/** The plans of a segment's donors, asked for by SQL; a hub has thousands of plans at most, never its gifts' number. */
async function ofSegment(ctx: Ctx, { segment }: PlansFilter): Promise<Prisma.RecurringPlanWhereInput> {
	if (segment === undefined) return {};
	const rows = await readRows(ctx, idRow, (visible) => segmentSql(visible, segment, ctx.now));
	return { AND: [{ id: { in: rows.map(({ id }) => id) } }] };
}

function segmentSql(visible: Visible, segment: SegmentFilter, now: Date): Prisma.Sql {
	return Prisma.sql`SELECT rp.id FROM recurring_plan rp
		WHERE ${visible("recurring_plan", "rp")} AND ${rowsOfSegment(visible, "rp", segment, now)}`;
}

function plansWhere(input: PlansFilter & { cursor?: string }): Prisma.RecurringPlanWhereInput {
	return {
		...(input.cursor !== undefined && { id: { lt: input.cursor } }),
		...(input.hubId !== undefined && { hubId: input.hubId }),
		...(input.status !== undefined && { status: input.status }),
		...(input.donorId !== undefined && { donorId: input.donorId }),
		...(input.search !== undefined && input.search.trim() !== "" && { donor: byDonor(input.search) }),
	};
}

/** One- and two-character pieces find candidates by index in any script; the words then make sure. */
function byDonor(search: string): Prisma.DonorWhereInput {
	const terms = searchTerms(search);
	if (terms.length === 0) return { id: { in: [] } };
	const words = terms.map((term) => ({ searchKey: { contains: term.replace(/[\\%_]/g, "\\$&") } }));
	return { searchGrams: { hasEvery: queryGrams(search) }, AND: words };
}

const NAMES = { slug: true, nameJa: true, nameEn: true } as const;

export const PLAN_INCLUDE = {
	donor: true,
	hub: { select: { ...NAMES, abbreviation: true } },
	fund: { select: NAMES },
	institution: { select: NAMES },
} as const;

type Row = Prisma.RecurringPlanGetPayload<{ include: typeof PLAN_INCLUDE }>;

export const dayOf = (date: Date | null): string | null => date?.toISOString().slice(0, 10) ?? null;

export function toPlanRow(ctx: Pick<Ctx, "now">, row: Row): PlanRow {
	const { donor, hub, fund, institution } = row;
	const unit = row.unit as PlanUnit;
	const status = row.status as RecurringPlanState;
	const nextChargeOn = dayOf(row.nextChargeOn);
	const { id, donorId, anchorDay, amountYen, endReason, cardBrand, cardLast4, cardExpMonth, cardExpYear } = row;
	return {
		id,
		donorId,
		donorKind: donor.kind === "company" ? "company" : "individual",
		familyName: donor.familyName,
		givenName: donor.givenName,
		companyName: donor.companyName,
		contactName: donor.contactName,
		hub,
		fund,
		institution,
		unit,
		anchorDay,
		amountYen,
		status,
		nextChargeOn,
		pausedUntil: dayOf(row.pausedUntil),
		startedOn: dayOf(row.startedOn),
		endedOn: dayOf(row.endedOn),
		endReason,
		cardBrand,
		cardLast4,
		cardExpMonth,
		cardExpYear,
		failureCode: row.failureCode,
		retryAt: row.retryAt,
		createdAt: row.createdAt,
		income: planIncome({ unit, anchorDay, amountYen, nextChargeOn }, ctx.now),
	};
}
