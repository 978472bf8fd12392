import type { LoaderFunctionArgs } from "@remix-run/node";
import { staffContext } from "~/domain/access/ctx.server";
import { readSnapshotFile } from "~/domain/snapshots/read-snapshot-file.server";
import { fileResponse } from "~/platform/http/file-response.server";

/** The PDF or workbook of a snapshot, as it was made. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { snapshotId = "", kind = "" } = params;
	const { bytes, fileName, contentType } = await readSnapshotFile(ctx, { snapshotId, kind });
	return fileResponse(bytes, { contentType, fileName, inline: kind === "pdf" });
}
