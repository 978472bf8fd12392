import { formatDay } from "~/i18n/format";
import type { Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import type { YearEndWords } from "~/ui/report/report-extras";

/** Until when a gift is in a tax year, for one institution's receipts. */
export type YearEnd = {
	year: number;
	/** funds_arrival: a receipt bears the day money came; charge_date: the day it was paid */
	policy: "funds_arrival" | "charge_date";
	/** the last day of the year on which banks are open, YYYY-MM-DD */
	lastTransferOn: string;
	/** that year has ended when this is read */
	isOver: boolean;
	institution: string;
};

/** The same words on the page, in the mail and on paper. */
export function yearEndWords(of: YearEnd, lang: Lang): YearEndWords {
	const t = getT(lang, "document");
	const years = { year: of.year, nextYear: of.year + 1 };
	const byCharge = of.policy === "charge_date";
	const transfer = t("report.yearEnd.transferBy", { day: formatDay(of.lastTransferOn, lang) });
	const methods = [
		{
			label: t("report.yearEnd.card"),
			text: t(byCharge ? "report.yearEnd.cardCharge" : "report.yearEnd.cardArrival", years),
		},
		{ label: t("report.yearEnd.transfer"), text: transfer },
		{
			label: t("report.yearEnd.konbini"),
			text: t(byCharge ? "report.yearEnd.konbiniCharge" : "report.yearEnd.konbiniArrival", years),
		},
	];
	return {
		title: t("report.yearEnd.title", years),
		rule: t(byCharge ? "report.yearEnd.charge" : "report.yearEnd.arrival", { institution: of.institution }),
		methods: of.isOver ? null : methods,
		over: t("report.yearEnd.over", years),
	};
}
