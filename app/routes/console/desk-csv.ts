import type { LoaderFunctionArgs } from "@remix-run/node";
import { staffContext } from "~/domain/access/ctx.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { csvEncodingOf, csvResponse } from "~/platform/http/csv.server";
import { readDeskFile } from "./desk-file";
import { readDeskQuery } from "./desk-query";

/** The desk's table, then what its figures mean and when and by whom the file was made. */
export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const file = await readDeskFile(ctx, readDeskQuery(new URL(request.url).searchParams));
	const rows = [file.columns.map(({ heading }) => heading), ...file.rows, [""], ...file.definitions, ...file.about];
	return csvResponse(rows, {
		filename: `izumi-desk-${jstDayString(ctx.now)}.csv`,
		encoding: csvEncodingOf(request),
	});
}
