import { randomUUID } from "node:crypto";
import type { Lang } from "~/i18n/lang";
import { inTransaction } from "~/platform/db/transaction.server";
import { forbidden } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { requestMail } from "../mails/request-mail.server";
import { readReport } from "./get-report.server";
import { lookAtReport, type ReportReader } from "./look-at-report.server";

/**
 * Sends a report as one reader would get it to whoever asks, to see it in their own mail program.
 * @param input.to  the asker's own address: a test holds a donor's giving and goes to nobody else
 * @throws AppError report_not_found, donor_not_found, forbidden
 */
export async function sendTestReport(
	ctx: Ctx,
	input: { reportId: string; lang: Lang; reader: ReportReader; to: string },
): Promise<void> {
	const { reportId, lang, reader, to } = input;
	if (ctx.actor.kind !== "staff" || ctx.actor.email !== to) throw forbidden("a test report goes to its asker alone");
	const row = await readReport(ctx, reportId);
	// Asked as the one who asks: what they may not see is not written to them by a job that may.
	await lookAtReport(ctx, { reportId, lang, reader, limit: 1 });
	const { userId } = ctx.actor;
	await inTransaction(ctx, async (tx) => {
		await requestMail(tx, ctx, {
			kind: "report-test",
			onceKey: `report-test:${randomUUID()}`,
			toAddress: to,
			lang,
			institutionId: row.institutionId,
			hubId: row.hubId,
			subject: { type: "report", id: reportId },
			params: { ...reader },
			requestedBy: userId,
		});
		await audit(tx, ctx, {
			action: "report.tested",
			subject: { type: "report", id: reportId },
			institutionId: row.institutionId,
		});
	});
}
