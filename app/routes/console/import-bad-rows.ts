import type { LoaderFunctionArgs } from "@remix-run/node";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { eachWrongRow, getImport } from "~/domain/imports/get-import.server";
import { getT } from "~/i18n/texts.server";
import { type CsvCell, csvEncodingOf, csvResponse } from "~/platform/http/csv.server";
import { fileResponse } from "~/platform/http/file-response.server";
import { writeXlsx } from "~/platform/sheets/write-sheet.server";
import { columnText, reasonText } from "./import-view.server";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Rows that are wrong, with line, column and reason before the cells as they were read: corrected, the file can be sent again. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const shown = await getImport(ctx, params.importId ?? "");
	const name = shown.fileName.replace(/\.[^.]+$/, "");
	const t = getT(ctx.lang, "console");
	const headings = [t("imports.line"), t("imports.column"), t("imports.reason"), ...shown.headings];
	if (new URL(request.url).pathname.endsWith(".csv")) {
		return csvResponse(withHeadings(headings, linesOf(ctx, shown)), {
			filename: "izumi-import-bad-rows.csv",
			encoding: csvEncodingOf(request),
		});
	}
	const rows: CsvCell[][] = [];
	for await (const row of linesOf(ctx, shown)) rows.push(row);
	const columns = headings.map((heading, at) => ({
		heading,
		kind: at === 0 ? ("number" as const) : ("text" as const),
	}));
	return fileResponse(await writeXlsx([{ name, columns, rows }]), {
		contentType: XLSX,
		fileName: `${name}-${t("imports.bad")}.xlsx`,
	});
}

async function* withHeadings(headings: string[], rows: AsyncIterable<CsvCell[]>): AsyncGenerator<CsvCell[]> {
	yield headings;
	yield* rows;
}

async function* linesOf(ctx: StaffCtx, shown: Awaited<ReturnType<typeof getImport>>): AsyncGenerator<CsvCell[]> {
	for await (const row of eachWrongRow(ctx, shown.id)) {
		const columns = row.errors.map(({ column }) => columnText(shown, column, ctx.lang)).filter((text) => text !== "");
		const reasons = row.errors.map(({ reason }) => reasonText(reason, ctx.lang));
		const cells = shown.headings.map((_, at) => row.cells[at] ?? "");
		yield [row.line, columns.join(" / "), reasons.join(" / "), ...cells];
	}
}
