import { renderDocument } from "~/documents";
import type { SnapshotContent } from "~/documents/snapshot-content";
import { inTransaction } from "~/platform/db/transaction.server";
import { putFile, sha256 as sha256Of } from "~/platform/storage/storage.server";
import type { Ctx } from "../access/ctx.server";
import { writeSnapshotSheets } from "./snapshot-sheets.server";

export const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/**
 * Makes the files of a snapshot, once: each is named by its own hash and stored before the row names it, so a crash in
 * between leaves a file nobody names, and two that render at once end with the row naming one pair of them.
 */
export async function renderSnapshot(ctx: Ctx, { snapshotId }: { snapshotId: string }): Promise<void> {
	const snapshot = await ctx.db.snapshot.findUniqueOrThrow({ where: { id: snapshotId } });
	if (snapshot.pdfKey !== null) return;
	const content = snapshot.content as unknown as SnapshotContent;
	const { sha256 } = snapshot;
	const pdf = await store(snapshotId, await renderDocument("snapshot", { content, sha256 }), "pdf");
	const xlsx = await store(snapshotId, await writeSnapshotSheets(content, sha256), "xlsx");
	await inTransaction(ctx, async (tx) => {
		await tx.snapshot.updateMany({
			where: { id: snapshotId, pdfKey: null },
			data: { pdfKey: pdf.key, pdfSha256: pdf.sha256, xlsxKey: xlsx.key, xlsxSha256: xlsx.sha256 },
		});
	});
}

async function store(snapshotId: string, bytes: Uint8Array, kind: "pdf" | "xlsx") {
	const sha256 = sha256Of(bytes);
	const key = `snapshots/${snapshotId}/${sha256}.${kind}`;
	await putFile(key, bytes, { contentType: kind === "pdf" ? "application/pdf" : XLSX });
	return { key, sha256 };
}
