import { z } from "zod";
import { FIRST_FUND_DAY } from "../external-funds/external-fund.schema.ts";
import { dayOf } from "../form-day.schema.ts";
import { choiceOf, lineOf, linesOf, readLineOf } from "../form-text.schema.ts";
import { USES } from "../ledger/kinds.ts";
import { yenSchema } from "../money/yen.ts";
import { EXPENSE_ITEMS } from "./expense-items.ts";

export const SPENDING_MAX = { description: 300, voucher: 60, reason: 500 } as const;
/** `of` says from what: a fund's gifts, or an external fund. */
export const OF_FUND = "fund/";
export const OF_EXTERNAL = "external/";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const source = readLineOf(60, "spending.choose", (text) => {
	const [kind, id = ""] = text.split("/");
	return (kind === "fund" || kind === "external") && UUID.test(id) ? text.toLowerCase() : null;
}).refine((text) => text !== "", { error: "spending.choose" });

const lineNumber = lineOf(4).transform((text, ctx): number => {
	const number = text === "" ? 1 : Number(text.normalize("NFKC"));
	if (Number.isInteger(number) && number >= 1 && number <= 9999) return number;
	ctx.addIssue({ code: "custom", message: "fields.wholeNumber" });
	return z.NEVER;
});

/** The form of one line of spending. Messages are keys of errors.json. */
export function spendingSchema(today: string) {
	const fields = {
		of: source,
		spentOn: dayOf({ from: FIRST_FUND_DAY, to: today }),
		expenseItem: choiceOf(EXPENSE_ITEMS, "fields.choose", "fields.choose"),
		use: choiceOf(USES, "fields.choose", "fields.choose"),
		description: lineOf(SPENDING_MAX.description).refine((text) => text !== "", { error: "fields.required" }),
		amountYen: yenSchema.refine((value) => value > 0n, { error: "fields.amount.zero" }),
		voucher: lineOf(SPENDING_MAX.voucher),
		voucherLine: lineNumber,
		adjustmentReason: linesOf(SPENDING_MAX.reason),
		entryKey: readLineOf(40, "fields.invalid", (text) => (UUID.test(text) ? text.toLowerCase() : null)),
	};
	return z.preprocess(
		(sent) => {
			const given: Record<string, unknown> = typeof sent === "object" && sent !== null ? { ...sent } : {};
			return Object.fromEntries(Object.keys(fields).map((name) => [name, given[name]]));
		},
		z.object(fields).transform(({ of, ...line }) => {
			const [kind = "", id = ""] = of.split("/");
			return { ...line, ...(kind === "fund" ? { fundId: id } : { externalFundId: id }) } as typeof line &
				SpendingSource;
		}),
	);
}

export type SpendingSource =
	| { fundId: string; externalFundId?: undefined }
	| { externalFundId: string; fundId?: undefined };
