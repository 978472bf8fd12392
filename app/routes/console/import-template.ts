import type { LoaderFunctionArgs } from "@remix-run/node";
import { authorize } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { IMPORT_KINDS } from "~/domain/imports/import.status";
import { IMPORT_FIELDS } from "~/domain/imports/import-fields";
import { csvEncodingOf, csvResponse } from "~/platform/http/csv.server";
import { fileResponse } from "~/platform/http/file-response.server";
import { writeXlsx } from "~/platform/sheets/write-sheet.server";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** An empty table with the headings an import knows by themselves, in the reader's language. */
export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await authorize(ctx, "import", "Import");
	const url = new URL(request.url);
	const kind = IMPORT_KINDS.find((one) => one === url.searchParams.get("kind")) ?? IMPORT_KINDS[0];
	const headings = IMPORT_FIELDS[kind].map(({ headings: known }) => {
		const english = known.find((heading) => /^[\x20-\x7e]+$/.test(heading));
		return (ctx.lang === "en" ? english : undefined) ?? known[0] ?? "";
	});
	const name = `izumi-${kind.replace("_", "-")}`;
	if (url.pathname.endsWith(".csv")) {
		return csvResponse([headings], { filename: `${name}.csv`, encoding: csvEncodingOf(request) });
	}
	const columns = headings.map((heading) => ({ heading, kind: "text" as const, width: 16 }));
	return fileResponse(await writeXlsx([{ name: kind, columns, rows: [] }]), {
		contentType: XLSX,
		fileName: `${name}.xlsx`,
	});
}
