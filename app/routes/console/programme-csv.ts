import type { LoaderFunctionArgs } from "@remix-run/node";
import { authorize } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { COLUMNS } from "~/domain/programme/external-money";
import { roundToMillion } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { type CsvCell, csvEncodingOf, csvResponse } from "~/platform/http/csv.server";
import { readTableQuery } from "./programme-query";
import { readProgrammeTable } from "./programme-table";

/**
 * The table as a file. An amount only known in millions is written in its own column of 百万円, so that nobody takes it
 * for an exact amount.
 */
export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await authorize(ctx, "export", "LedgerBalance");
	const t = getT(ctx.lang, "console");
	const table = await readProgrammeTable(ctx, readTableQuery(new URL(request.url)));
	const head: CsvCell[] = [
		table.by === "hub" ? t("filters.hub") : t("filters.fiscalYear"),
		...COLUMNS.flatMap(({ id }) => {
			const label = t(`programme.columnLong.${id}` as "programme.columnLong.total");
			return [`${label} (${t("units.yen")})`, `${label} (${t("units.million")})`];
		}),
	];
	const lines = [...table.rows, table.whole].map((row): CsvCell[] => [
		row.label,
		...row.cells.flatMap((cell) => (cell.precision === "yen" ? [cell.yen, null] : [null, roundToMillion(cell.yen)])),
	]);
	return csvResponse([head, ...lines], {
		filename: `izumi-external-money-${jstDayString(ctx.now)}.csv`,
		encoding: csvEncodingOf(request),
	});
}
