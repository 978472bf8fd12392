import { inTransaction } from "~/platform/db/transaction.server";
import { conflict } from "~/platform/errors";
import { actorId } from "../access/actor";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { reportIssues } from "./check-report.server";
import { readReport } from "./get-report.server";
import { assertReportMove, lockReport, nextRevision } from "./locked-report.server";
import { keepStep, tellOfReport } from "./report-steps.server";

/**
 * Hands a draft in for a second person's decision; from now on its blocks stay as they are. What a reader would stumble on
 * stands in the way; what is only unusual does not.
 * @throws AppError report_not_found, forbidden, report_moved (409), report_changed (409), report_unfinished (409)
 */
export async function submitReport(ctx: Ctx, input: { reportId: string; basedOn?: string }): Promise<void> {
	const { reportId, basedOn } = input;
	await authorize(ctx, "submit", { type: "Report", id: reportId });
	const { updatedAt } = await readReport(ctx, reportId);
	const issues = (await reportIssues(ctx, reportId)).filter(({ level }) => level === "stop");
	if (issues.length > 0) {
		throw conflict("report_unfinished", `report ${reportId}: ${issues.map(({ code }) => code).join(", ")}`, {
			personKey: "reports.unfinished",
			params: { count: issues.length },
		});
	}
	await inTransaction(ctx, async (tx) => {
		const row = await lockReport(tx, reportId);
		assertReportMove(row, "in_review");
		// What is handed in is what was looked through.
		if ((basedOn ?? updatedAt.toISOString()) !== row.updatedAt.toISOString()) {
			throw conflict("report_changed", `report ${reportId} was changed meanwhile`, { personKey: "reports.changed" });
		}
		const submittedBy = actorId(ctx.actor);
		await tx.report.update({
			where: { id: reportId },
			data: { status: "in_review", submittedBy, submittedAt: ctx.now, note: "", updatedAt: nextRevision(ctx, row) },
		});
		await keepStep(tx, ctx, row, { status: "in_review", action: "submitted" });
		await tellOfReport(tx, ctx, { ...row, submittedBy }, "submitted");
	});
}
