import type { Tx } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { assertReportMove, lockReport, nextRevision } from "./locked-report.server";
import { keepStep } from "./report-steps.server";

/**
 * A sending of the report began: from now on it cannot be taken back. Told by the mailing, in its transaction.
 * @throws AppError report_not_found, report_moved (409)
 */
export async function reportSendingBegan(tx: Tx, ctx: Ctx, reportId: string): Promise<void> {
	const row = await lockReport(tx, reportId);
	if (row.status === "sending" || row.status === "sent") return;
	assertReportMove(row, "sending");
	await tx.report.update({ where: { id: reportId }, data: { status: "sending", updatedAt: nextRevision(ctx, row) } });
	await keepStep(tx, ctx, row, { status: "sending", action: "sending_began" });
}

/**
 * The sending ended. One called off before its first mail leaves the report approved.
 * @param outcome.anySent  whether any mail of it left
 * @throws AppError report_not_found
 */
export async function reportSendingEnded(
	tx: Tx,
	ctx: Ctx,
	reportId: string,
	outcome: { anySent: boolean } = { anySent: true },
): Promise<void> {
	const row = await lockReport(tx, reportId);
	if (row.status !== "sending") return;
	const status = outcome.anySent ? "sent" : "approved";
	await tx.report.update({ where: { id: reportId }, data: { status, updatedAt: nextRevision(ctx, row) } });
	await keepStep(tx, ctx, row, { status, action: outcome.anySent ? "sent" : "sending_called_off" });
}
