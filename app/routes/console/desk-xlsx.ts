import type { LoaderFunctionArgs } from "@remix-run/node";
import { staffContext } from "~/domain/access/ctx.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { getT } from "~/i18n/texts.server";
import { fileResponse } from "~/platform/http/file-response.server";
import { writeXlsx } from "~/platform/sheets/write-sheet.server";
import { readDeskFile } from "./desk-file";
import { readDeskQuery } from "./desk-query";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The desk's table as a workbook: figures, definitions, and when and by whom it was made. */
export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const file = await readDeskFile(ctx, readDeskQuery(new URL(request.url).searchParams));
	const t = getT(ctx.lang, "console");
	const pairs = [
		{ heading: t("desk.file.item"), kind: "text" as const },
		{ heading: t("desk.file.value"), kind: "text" as const, width: 90 },
	];
	const bytes = await writeXlsx([
		{ name: t("desk.file.figures"), columns: file.columns, rows: file.rows },
		{ name: t("desk.file.definitions"), columns: pairs, rows: file.definitions },
		{ name: t("desk.file.about"), columns: pairs, rows: file.about },
	]);
	return fileResponse(bytes, { contentType: XLSX, fileName: `izumi-desk-${jstDayString(ctx.now)}.xlsx` });
}
