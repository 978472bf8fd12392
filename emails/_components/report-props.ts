import type { OwnWords, ReceiptsHelp, YearEndWords } from "~/ui/report/report-extras.ts";
import type { ReportView } from "~/ui/report/report-view.ts";

/** A report as a mail. What is of one recipient may be a placeholder that is filled in later (`%%name%%`). */
export interface ReportMailProps {
	view: ReportView;
	own: OwnWords | null;
	yearEnd: YearEndWords | null;
	receipts: ReceiptsHelp | null;
	/** this report's page on the web, of this recipient alone; null in a test */
	webUrl: string | null;
	pdfUrl: string | null;
	preferencesUrl: string;
	stopUrl: string;
	/** what the recipient may refuse */
	purpose: "reports" | "statements";
	siteOrigin: string;
	contactEmail: string | null;
	/** the institution's postal address; empty when it has given none */
	postalAddress: string;
	/** Donors and gifts are made up: said at the top of the mail. */
	demo: boolean;
	/** a test to a member of staff says so */
	test: boolean;
}
