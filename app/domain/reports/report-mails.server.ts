import { env } from "~/platform/env.server";
import { isAppError } from "~/platform/errors";
import { renderReportMail } from "~emails/report";
import { mailLang } from "../mails/mail-frame.server";
import type { MailRenderers, MailToRender } from "../mails/mail-to-render";
import { lookAtReport, REPORT_SAMPLES, type ReportLook, type ReportReader } from "./look-at-report.server";
import { GIFTS_IN_MAIL } from "./own-words";

/** Mails of a report that go to one person, when they are asked for; those to many have a template. */
export const reportMails: MailRenderers = {
	"report-test": async (ctx, mail) => {
		const reader = readerOf(mail);
		if (mail.subjectId === null || reader === null) return null;
		const lang = mailLang(mail);
		try {
			const look = await lookAtReport(ctx, { reportId: mail.subjectId, lang, reader, limit: GIFTS_IN_MAIL });
			return renderReportMail({ ...look, ...previewLinks(look), test: true });
		} catch (error) {
			// The report or the donor went meanwhile: there is nothing to test.
			if (isAppError(error) && error.status === 404) return null;
			throw error;
		}
	},
};

/** Links of a mail that nobody got lead back to where it is looked at, and stop nothing. */
export function previewLinks({ view }: ReportLook) {
	const url = `${env.APP_URL}/console/reports/${view.reportId}/preview?in=${view.lang}`;
	return { webUrl: url, pdfUrl: null, preferencesUrl: url, stopUrl: url };
}

function readerOf({ params }: MailToRender): ReportReader | null {
	if (typeof params.donorId === "string") return { donorId: params.donorId };
	const sample = REPORT_SAMPLES.find((one) => one === params.sample);
	return sample ? { sample } : null;
}
