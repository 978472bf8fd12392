import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { conflict, notFound } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { REPORT_STATES, type ReportState, report as states } from "./report.status";
import { type ReportBlock, reportBlocksSchema } from "./report-blocks";

const lockedRow = z.object({
	id: z.uuid(),
	institutionId: z.uuid(),
	hubId: z.uuid().nullable(),
	kind: z.enum(["impact", "statement", "year_end"]),
	titleJa: z.string(),
	titleEn: z.string(),
	from: z.string(),
	to: z.string(),
	blocks: z.unknown().transform((value): ReportBlock[] => reportBlocksSchema.parse(value)),
	segmentId: z.uuid().nullable(),
	status: z.enum(REPORT_STATES as [ReportState, ...ReportState[]]),
	note: z.string(),
	submittedBy: z.string().nullable(),
	updatedAt: z.date(),
});
export type LockedReport = z.output<typeof lockedRow>;

/**
 * The report, locked until the transaction ends.
 * @throws AppError report_not_found
 */
export async function lockReport(tx: SqlTx, reportId: string): Promise<LockedReport> {
	const [row] = await queryRows(
		tx,
		lockedRow,
		Prisma.sql`
		SELECT r.id, r.institution_id AS "institutionId", r.hub_id AS "hubId", r.kind, r.title_ja AS "titleJa", r.title_en AS "titleEn",
			r.period_from::text AS "from", r.period_to::text AS "to", r.blocks, r.segment_id AS "segmentId", r.status, r.note,
			r.submitted_by AS "submittedBy", r.updated_at AS "updatedAt"
		FROM report r WHERE r.id = ${reportId}::uuid FOR UPDATE`,
	);
	if (!row) throw notFound("report", reportId);
	return row;
}

/** @throws AppError report_moved (409) */
export function assertReportMove(row: Pick<LockedReport, "id" | "status">, to: ReportState): void {
	if (states.canMove(row.status, to)) return;
	throw conflict("report_moved", `report ${row.id} is ${row.status}, it cannot be ${to}`, {
		personKey: "reports.moved",
	});
}

/** @throws AppError report_not_draft (409), report_changed (409: somebody else was first) */
export function assertChangeable(row: LockedReport, basedOn: string | undefined): void {
	if (row.status !== "draft") {
		throw conflict("report_not_draft", `report ${row.id} is ${row.status}`, { personKey: "reports.notDraft" });
	}
	if (basedOn !== undefined && basedOn !== row.updatedAt.toISOString()) {
		throw conflict("report_changed", `report ${row.id} was changed meanwhile`, { personKey: "reports.changed" });
	}
}

/** Two saves within one millisecond are two revisions all the same. */
export const nextRevision = (ctx: Pick<Ctx, "now">, row: Pick<LockedReport, "updatedAt">) =>
	new Date(Math.max(ctx.now.getTime(), row.updatedAt.getTime() + 1));
