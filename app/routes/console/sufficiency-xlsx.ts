import type { LoaderFunctionArgs } from "@remix-run/node";
import { staffContext } from "~/domain/access/ctx.server";
import { readProgrammeFile, xlsxOf } from "./sufficiency-file.server";

/** The heat table of every hub the reader sees as a workbook. */
export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	return xlsxOf(ctx, await readProgrammeFile(ctx));
}
