import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { notFound } from "~/platform/errors";
import { actorId } from "../access/actor";
import { authorize, isUuid, mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import { actorName } from "../sufficiency/list-sufficiency-plans.server";
import type { FigureScope } from "./figure-lines.server";
import { frozenSchema } from "./measure-report.server";
import { REPORT_KINDS, REPORT_STATES, type ReportState } from "./report.status";
import { type ReportBlock, reportBlocksSchema } from "./report-blocks";

const stepRow = z.object({
	id: z.uuid(),
	status: z.string(),
	note: z.string(),
	actorName: z.string(),
	at: z.date(),
});
const personRow = z.object({ createdBy: z.string().nullable(), code: z.string().nullable() });
const kind = z.enum(REPORT_KINDS);
const status = z.enum(REPORT_STATES as [ReportState, ...ReportState[]]);

export type Report = Awaited<ReturnType<typeof getReport>>;

/**
 * One report whole: its blocks, what was frozen, the steps it went, and what the actor may do with it.
 * @throws AppError forbidden, report_not_found
 */
export async function getReport(ctx: Ctx, reportId: string) {
	const row = await readReport(ctx, reportId);
	const steps = await ctx.db.reportStep.findMany({ where: { reportId }, orderBy: { id: "asc" } });
	const [person] = await readRows(
		ctx,
		personRow,
		(visible) => Prisma.sql`
		SELECT ${actorName("r.created_by")} AS "createdBy",
			(SELECT c.code FROM appeal_code c WHERE c.kind = 'report' AND c.subject_id = r.id) AS code
		FROM report r WHERE r.id = ${reportId}::uuid AND ${visible("report", "r")}`,
	);
	const may = (action: "change" | "submit" | "approve" | "send") => mayDo(ctx, action, "Report", row);
	const at = status.parse(row.status);
	return {
		...row,
		kind: kind.parse(row.kind),
		status: at,
		blocks: row.blocks,
		steps: steps.map((step) => stepRow.parse(step)),
		createdByName: person?.createdBy ?? null,
		code: person?.code ?? null,
		revision: row.updatedAt.toISOString(),
		/** handed in by the one who asks: a second person decides */
		own: row.submittedBy !== null && row.submittedBy === actorId(ctx.actor),
		may: {
			change: may("change") && at === "draft",
			copy: may("change"),
			submit: may("submit") && at === "draft",
			decide: may("approve") && at === "in_review",
			takeBack: may("approve") && at === "approved",
			send: may("send") && at === "approved",
			readDonors: ctx.ability.can("read", "Donor"),
		},
	};
}

/** The row with its place, without steps and rights: what a batch of mails needs. */
export async function readReport(ctx: Ctx, reportId: string) {
	await authorize(ctx, "read", { type: "Report", id: reportId });
	const row = await ctx.db.report.findUnique({
		where: { id: reportId },
		include: {
			institution: { select: { id: true, slug: true, nameJa: true, nameEn: true } },
			hub: { select: { id: true, slug: true, abbreviation: true, nameJa: true, nameEn: true } },
			segment: { select: { id: true, name: true } },
		},
	});
	if (!row) throw notFound("report", reportId);
	const { periodFrom, periodTo, ...report } = row;
	return {
		...report,
		from: dayText(periodFrom),
		to: dayText(periodTo),
		blocks: reportBlocksSchema.parse(row.blocks) as ReportBlock[],
		frozen: row.frozen === null ? null : frozenSchema.parse(row.frozen),
	};
}
export type ReportRow = Awaited<ReturnType<typeof readReport>>;

const dayText = (day: Date) => day.toISOString().slice(0, 10);

export const scopeOf = (row: Pick<ReportRow, "institutionId" | "hubId" | "from" | "to">): FigureScope => ({
	institutionId: row.institutionId,
	hubId: row.hubId,
	from: row.from,
	to: row.to,
});

/** What a report tells of; cheap, for a batch of donors. */
export async function figureScopeOf(ctx: Ctx, reportId: string): Promise<FigureScope> {
	const row = isUuid(reportId)
		? await ctx.db.report.findUnique({
				where: { id: reportId },
				select: { institutionId: true, hubId: true, periodFrom: true, periodTo: true },
			})
		: null;
	if (!row) throw notFound("report", reportId);
	const { institutionId, hubId, periodFrom, periodTo } = row;
	return { institutionId, hubId, from: dayText(periodFrom), to: dayText(periodTo) };
}
