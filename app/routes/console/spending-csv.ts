import type { LoaderFunctionArgs } from "@remix-run/node";
import { authorize } from "~/domain/access/authorize.server";
import { type Ctx, staffContext } from "~/domain/access/ctx.server";
import { listMyHubs } from "~/domain/access/list-my-hubs.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { eachSpendingLine, type SpendingFilter } from "~/domain/spending/list-spending.server";
import { getT } from "~/i18n/texts.server";
import { type CsvCell, csvEncodingOf, csvResponse } from "~/platform/http/csv.server";
import { readQuery } from "./list-query";
import { spendingQuery, toSpendingFilter } from "./spending-query";

/** The lines of the list with its filters, all pages, as a file: their amounts add up to its sum. */
export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await authorize(ctx, "export", "LedgerBalance");
	const { hubs } = await listMyHubs(ctx);
	return csvResponse(rows(ctx, toSpendingFilter(readQuery(request, spendingQuery), hubs)), {
		filename: `izumi-spending-${jstDayString(ctx.now)}.csv`,
		encoding: csvEncodingOf(request),
	});
}

async function* rows(ctx: Ctx, filter: SpendingFilter): AsyncGenerator<CsvCell[]> {
	const t = getT(ctx.lang, "console");
	yield [
		"id",
		t("spending.fields.spentOn"),
		t("filters.fiscalYear"),
		t("filters.hub"),
		t("spending.fields.of"),
		t("externalFunds.fields.category"),
		t("spending.fields.expenseItem"),
		t("spending.fields.use"),
		t("spending.fields.description"),
		t("spending.fields.voucher"),
		`${t("spending.fields.amountYen")} (${t("units.yen")})`,
	];
	for await (const line of eachSpendingLine(ctx, filter)) {
		yield [
			line.id,
			line.spentOn,
			line.fiscalYear,
			line.hubAbbreviation,
			(ctx.lang === "ja" ? line.fundJa : line.fundEn) ?? line.externalTitle,
			t(`categories.${line.category}`),
			t(`expenseItems.${line.expenseItem}`),
			t(`uses.${line.use}`),
			line.description,
			line.voucher,
			line.amountYen,
		];
	}
}
