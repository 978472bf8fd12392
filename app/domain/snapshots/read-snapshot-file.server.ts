import { AppError, conflict, notFound } from "~/platform/errors";
import { getFile, sha256 } from "~/platform/storage/storage.server";
import { authorize, isUuid } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { XLSX } from "./render-snapshot.server";

export type SnapshotFile = { bytes: Uint8Array; fileName: string; contentType: string };

/**
 * A file of a snapshot as it was stored; what is not the same to the bit is not handed out.
 * @throws AppError snapshot_not_found, snapshot_not_ready (409), snapshot_file_differs
 */
export async function readSnapshotFile(
	ctx: Ctx,
	{ snapshotId, kind }: { snapshotId: string; kind: string },
): Promise<SnapshotFile> {
	await authorize(ctx, "read", "Snapshot");
	await authorize(ctx, "export", "LedgerBalance");
	const row =
		isUuid(snapshotId) && (kind === "pdf" || kind === "xlsx")
			? await ctx.db.snapshot.findUnique({ where: { id: snapshotId } })
			: null;
	if (!row) throw notFound("snapshot", snapshotId);
	const [key, hash] = kind === "pdf" ? [row.pdfKey, row.pdfSha256] : [row.xlsxKey, row.xlsxSha256];
	if (key === null) {
		throw conflict("snapshot_not_ready", `snapshot ${snapshotId} has no ${kind} yet`, {
			personKey: "snapshotNotReady",
		});
	}
	const bytes = await getFile(key);
	if (sha256(bytes) !== hash) {
		throw new AppError({
			code: "snapshot_file_differs",
			status: 500,
			logMessage: `file ${key} of snapshot ${snapshotId} is not the one that was made`,
		});
	}
	const fileName = `izumi-snapshot-${row.fiscalYear}-${row.sha256.slice(0, 8)}.${kind}`;
	return { bytes, fileName, contentType: kind === "pdf" ? "application/pdf" : XLSX };
}
