import type { TFunction } from "i18next";
import { formatDay } from "~/i18n/format.ts";
import type { ReportLang } from "./report-view.ts";

/** Until when a gift is in a tax year, for one institution's receipts. */
export interface YearEndView {
	year: number;
	/** funds_arrival: a receipt bears the day money came; charge_date: the day it was paid */
	policy: "funds_arrival" | "charge_date";
	/** the last day of the year on which banks are open, YYYY-MM-DD */
	lastTransferOn: string;
	/** that year has ended when this is read */
	isOver: boolean;
	institution: string;
}

export interface YearEndWords {
	title: string;
	/** by what day receipts are dated */
	rule: string;
	/** null once the year is over */
	methods: { label: string; text: string }[] | null;
	over: string;
}

/** The same words on the page, in the mail and on paper. */
export function yearEndWords(view: YearEndView, lang: ReportLang, t: TFunction<"document">): YearEndWords {
	const years = { year: view.year, nextYear: view.year + 1 };
	const byCharge = view.policy === "charge_date";
	return {
		title: t("report.yearEnd.title", years),
		rule: t(byCharge ? "report.yearEnd.charge" : "report.yearEnd.arrival", { institution: view.institution }),
		methods: view.isOver
			? null
			: [
					{
						label: t("report.yearEnd.card"),
						text: t(byCharge ? "report.yearEnd.cardCharge" : "report.yearEnd.cardArrival", years),
					},
					{
						label: t("report.yearEnd.transfer"),
						text: t("report.yearEnd.transferBy", { day: formatDay(view.lastTransferOn, lang) }),
					},
					{
						label: t("report.yearEnd.konbini"),
						text: t(byCharge ? "report.yearEnd.konbiniCharge" : "report.yearEnd.konbiniArrival", years),
					},
				],
		over: t("report.yearEnd.over", years),
	};
}
