import { env } from "~/platform/env.server";
import { renderMail } from "~emails/index";
import type { Ctx } from "../access/ctx.server";
import { mailFrame, mailLang } from "../mails/mail-frame.server";
import type { MailRenderers, MailToRender } from "../mails/mail-to-render";
import { type ReportRow, readReport } from "./get-report.server";
import type { ReportEvent } from "./report-steps.server";

/** What a report must still be for its mail to be worth reading. */
const STATUS_OF: Record<ReportEvent, string> = { submitted: "in_review", approved: "approved", sentBack: "draft" };

export const reportAlerts: MailRenderers = {
	"report-alert": async (ctx, mail) => {
		const event = eventOf(mail);
		const report = mail.subjectId === null ? null : await readReport(ctx, mail.subjectId);
		if (!report || report.status !== STATUS_OF[event]) return null;
		const placeName = placeOf(report, mailLang(mail));
		return renderMail("report-alert", {
			...(await mailFrame(ctx, mail, { because: "staff", hubName: placeName })),
			...{ event, placeName, from: report.from, to: report.to },
			reportTitle: titleOf(report, mailLang(mail)),
			note: event === "submitted" ? "" : report.note,
			url: `${env.APP_URL}/console/reports/${report.id}`,
		});
	},
};

const titleOf = (row: Pick<ReportRow, "titleJa" | "titleEn">, lang: Ctx["lang"]) =>
	lang === "en" && row.titleEn !== "" ? row.titleEn : row.titleJa;

function placeOf({ hub, institution }: ReportRow, lang: Ctx["lang"]): string {
	const { nameJa, nameEn } = hub ?? institution;
	return lang === "ja" ? nameJa : nameEn;
}

function eventOf({ params }: MailToRender): ReportEvent {
	const { event } = params;
	if (event === "submitted" || event === "approved" || event === "sentBack") return event;
	throw new Error(`a mail about a report names no event: ${String(event)}`);
}
