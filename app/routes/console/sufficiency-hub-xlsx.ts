import type { LoaderFunctionArgs } from "@remix-run/node";
import { staffContext } from "~/domain/access/ctx.server";
import { readHubFile, xlsxOf } from "./sufficiency-file.server";

/** Coverage of one hub as a workbook. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	return xlsxOf(ctx, await readHubFile(ctx, params.hub));
}
