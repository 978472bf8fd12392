import type { LoaderFunctionArgs } from "@remix-run/node";
import { staffContext } from "~/domain/access/ctx.server";
import { makeMergeFile } from "~/domain/appeals/appeal-files.server";
import { fileResponse } from "~/platform/http/file-response.server";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** One row for each letter, for a print shop's mail merge. */
export async function loader({ request, params, context }: LoaderFunctionArgs): Promise<Response> {
	const ctx = await staffContext(request, context.requestId);
	const { bytes, fileName } = await makeMergeFile(ctx, params.appealId ?? "");
	return fileResponse(bytes, { contentType: XLSX, fileName });
}
