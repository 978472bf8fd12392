import type { LoaderFunctionArgs } from "@remix-run/node";
import { fileResponse } from "~/platform/http/file-response.server";
import { writeXlsx } from "~/platform/sheets/write-sheet.server";
import { planToExport } from "./sufficiency-plan-sheets.server";

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const { t, fileName, costs, targets, about } = await planToExport(request, params, context.requestId);
	const year = { heading: t("filters.fiscalYear"), kind: "text" as const, width: 10 };
	const bytes = await writeXlsx([
		{
			name: t("sufficiencyPlans.file.sheetCosts"),
			columns: [
				year,
				{ heading: t("sufficiencyPlans.file.use"), kind: "text" },
				{ heading: t("sufficiencyPlans.file.label"), kind: "text", width: 36 },
				{ heading: t("sufficiencyPlans.file.amount"), kind: "yen" },
			],
			rows: costs.map((line) => [String(line.fiscalYear), line.use, line.label, line.amountYen]),
		},
		{
			name: t("sufficiencyPlans.file.sheetTargets"),
			columns: [
				year,
				{ heading: t("sufficiencyPlans.category"), kind: "text" },
				{ heading: t("sufficiencyPlans.file.targetYen"), kind: "yen" },
				{ heading: t("sufficiencyPlans.file.actualYen"), kind: "yen" },
			],
			rows: targets.map((line) => [String(line.fiscalYear), line.category, line.targetYen, line.actualYen]),
		},
		{
			name: t("sufficiencyPlans.file.sheetAbout"),
			columns: [
				{ heading: t("sufficiencyPlans.file.item"), kind: "text" },
				{ heading: t("sufficiencyPlans.file.value"), kind: "text", width: 80 },
			],
			rows: about,
		},
	]);
	const contentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
	return fileResponse(bytes, { contentType, fileName: `${fileName}.xlsx` });
}
