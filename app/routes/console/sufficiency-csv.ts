import type { LoaderFunctionArgs } from "@remix-run/node";
import { staffContext } from "~/domain/access/ctx.server";
import { csvEncodingOf } from "~/platform/http/csv.server";
import { csvOf, readProgrammeFile } from "./sufficiency-file.server";

/** The heat table of every hub the reader sees as a file of commas. */
export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	return csvOf(await readProgrammeFile(ctx), csvEncodingOf(request));
}
