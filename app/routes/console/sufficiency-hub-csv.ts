import type { LoaderFunctionArgs } from "@remix-run/node";
import { staffContext } from "~/domain/access/ctx.server";
import { csvEncodingOf } from "~/platform/http/csv.server";
import { csvOf, readHubFile } from "./sufficiency-file.server";

/** Coverage of one hub as a file of commas. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	return csvOf(await readHubFile(ctx, params.hub), csvEncodingOf(request));
}
