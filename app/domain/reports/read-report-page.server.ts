import type { Lang } from "~/i18n/lang";
import { notFound } from "~/platform/errors";
import { type Ctx, jobContext } from "../access/ctx.server";
import { preferencesPath } from "../mail-care/mail-headers.server";
import { lookAtReport, type ReportLook } from "./look-at-report.server";

/** A page holds a donor's own giving, so its link does not hold for ever; what was given stays in the portal. */
const PAGE_DAYS = 3 * 366;
const DAY_MS = 86_400_000;
/** The mail left, or nobody knows: a mail that never went out has no reader. */
const STANDING = ["approved", "sending", "sent"];
const READABLE = ["sending", "sent", "bounced", "uncertain"];

export type ReportPage = ReportLook & { preferencesHref: string };

/**
 * One recipient's page of a report. The token, known only from the mail, is the right to see it. Changes nothing.
 * @throws AppError report_page_not_found  unknown or too old; of a donor who was forgotten, a sending that was called off, or a
 *   report that was taken back
 */
export async function readReportPage(
	ctx: Ctx,
	input: { token: string; lang: Lang; limit: number },
): Promise<ReportPage> {
	const { token, lang, limit } = input;
	const gone = () => notFound("report_page", "of this token", { personKey: "reports.pageGone" });
	if (!/^[0-9a-f]{32}$/.test(token)) throw gone();
	const job = { ...(await jobContext("readReportPage", { requestId: ctx.requestId })), now: ctx.now, lang };
	const mail = await job.db.mail.findUnique({
		where: { pageToken: token },
		include: {
			donor: { select: { id: true, mailToken: true, erasedAt: true } },
			mailing: { select: { status: true, code: true, report: { select: { id: true, status: true } } } },
		},
	});
	const { donor, mailing } = mail ?? {};
	if (!mail || !donor || donor.erasedAt !== null || !mailing?.report) throw gone();
	const since = mail.sentAt ?? mail.sendingAt ?? mail.createdAt;
	const holds = ctx.now.getTime() - since.getTime() < PAGE_DAYS * DAY_MS;
	const stands = STANDING.includes(mailing.report.status);
	if (!holds || !stands || mailing.status === "cancelled" || !READABLE.includes(mail.status)) throw gone();
	const look = await lookAtReport(job, {
		reportId: mailing.report.id,
		lang,
		reader: { donorId: donor.id },
		limit,
		code: mailing.code,
	});
	return { ...look, preferencesHref: preferencesPath({ mailToken: donor.mailToken, lang, mailId: mail.id }) };
}
