import { notFound } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import type { MailPurpose } from "./mailing.status";
import type { SubjectId } from "./mailing-subject.server";

/**
 * What the page that plans a sending says of it.
 * @throws AppError forbidden, report_not_found, appeal_not_found
 */
export async function getMailingSubject(ctx: Ctx, of: SubjectId) {
	if (of.reportId !== undefined) {
		await authorize(ctx, "send", { type: "Report", id: of.reportId });
		const row = await ctx.db.report.findUnique({ where: { id: of.reportId } });
		if (!row) throw notFound("report", of.reportId);
		const { id, institutionId, hubId, status, segmentId, titleJa, titleEn } = row;
		const purpose: MailPurpose = row.kind === "impact" ? "reports" : "statements";
		return { id, institutionId, hubId, status, segmentId, purpose, name: { ja: titleJa, en: titleEn || titleJa } };
	}
	await authorize(ctx, "send", { type: "Appeal", id: of.appealId });
	const row = await ctx.db.appeal.findUnique({ where: { id: of.appealId } });
	if (!row) throw notFound("appeal", of.appealId);
	const { id, institutionId, hubId, status, segmentId, name } = row;
	return {
		id,
		institutionId,
		hubId,
		status,
		segmentId,
		purpose: "appeals" as MailPurpose,
		name: { ja: name, en: name },
	};
}
