import type { LoaderFunctionArgs } from "@remix-run/node";
import { type CsvCell, csvEncodingOf, csvResponse } from "~/platform/http/csv.server";
import { planToExport } from "./sufficiency-plan-sheets.server";

/** The first four columns of a cost line can be pasted into another draft. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const { t, fileName, costs, targets, about } = await planToExport(request, params, context.requestId);
	const rows: CsvCell[][] = [
		[
			t("filters.fiscalYear"),
			t("sufficiencyPlans.file.use"),
			t("sufficiencyPlans.file.label"),
			t("sufficiencyPlans.file.amount"),
		],
		...costs.map((line) => [line.fiscalYear, line.use, line.label, line.amountYen]),
		[],
		[
			t("filters.fiscalYear"),
			t("sufficiencyPlans.category"),
			t("sufficiencyPlans.file.targetYen"),
			t("sufficiencyPlans.file.actualYen"),
		],
		...targets.map((line) => [line.fiscalYear, line.category, line.targetYen, line.actualYen]),
		[],
		...about,
	];
	return csvResponse(rows, { filename: `${fileName}.csv`, encoding: csvEncodingOf(request) });
}
