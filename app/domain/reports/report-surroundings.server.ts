import type { Lang } from "~/i18n/lang";
import { env } from "~/platform/env.server";
import type { ReceiptsHelp, YearEndWords } from "~/ui/report/report-extras";
import type { Ctx } from "../access/ctx.server";
import { jstDay } from "../calendar/fiscal-year";
import { lastBankDayOf } from "../calendar/holidays";
import type { MailPurpose } from "../mailings/mailing.status";
import type { ReportRow } from "./get-report.server";
import { yearEndWords } from "./year-end-words.server";

/** What stands around a report whoever reads it: its institution's address, and what statements and year-end letters add. */
export type ReportSurroundings = {
	purpose: Exclude<MailPurpose, "appeals">;
	yearEnd: YearEndWords | null;
	receipts: ReceiptsHelp | null;
	contactEmail: string | null;
	postalAddress: string;
	siteOrigin: string;
	demo: boolean;
};

export const purposeOf = ({ kind }: Pick<ReportRow, "kind">): ReportSurroundings["purpose"] =>
	kind === "impact" ? "reports" : "statements";

export async function reportSurroundings(ctx: Ctx, row: ReportRow, lang: Lang): Promise<ReportSurroundings> {
	const institution = await ctx.db.institution.findUniqueOrThrow({
		where: { id: row.institutionId },
		include: { receiptIssuer: true },
	});
	const issuer = institution.receiptIssuer;
	const inLang = (ja: string, en: string) => (lang === "en" && en !== "" ? en : ja);
	const purpose = purposeOf(row);
	const year = Number(row.to.slice(0, 4));
	return {
		purpose,
		yearEnd:
			row.kind === "year_end"
				? yearEndWords(
						{
							year,
							policy: issuer?.datePolicy === "charge_date" ? "charge_date" : "funds_arrival",
							lastTransferOn: lastBankDayOf(year).toString(),
							isOver: jstDay(ctx.now).year > year,
							institution: inLang(institution.nameJa, institution.nameEn),
						},
						lang,
					)
				: null,
		receipts:
			purpose === "statements" ? { url: issuer?.enabled ? `${env.APP_URL}/portal/receipts?lang=${lang}` : null } : null,
		contactEmail: institution.contactEmail,
		postalAddress: issuer ? inLang(issuer.addressJa, issuer.addressEn).replace(/\s*\n\s*/g, " ") : "",
		siteOrigin: new URL(env.APP_URL).origin,
		demo: env.demo,
	};
}
