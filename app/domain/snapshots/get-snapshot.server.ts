import type { SnapshotContent } from "~/documents/snapshot-content";
import { notFound } from "~/platform/errors";
import { authorize, isUuid } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";

const HEAD = {
	id: true,
	fiscalYear: true,
	title: true,
	takenAt: true,
	sha256: true,
	pdfSha256: true,
	xlsxSha256: true,
	hub: { select: { id: true, slug: true, abbreviation: true } },
} as const;

export const SNAPSHOTS_PER_PAGE = 50;

/** Snapshots the actor may see, newest first. */
export async function listSnapshots(
	ctx: Ctx,
	input: { hubId?: string; fiscalYear?: number; cursor?: string; limit?: number } = {},
) {
	await authorize(ctx, "read", "Snapshot");
	const { hubId, fiscalYear, cursor } = input;
	const limit = input.limit ?? SNAPSHOTS_PER_PAGE;
	const rows = await ctx.db.snapshot.findMany({
		where: { hubId, fiscalYear, ...(cursor ? { id: { lt: cursor } } : {}) },
		select: HEAD,
		orderBy: { id: "desc" },
		take: limit + 1,
	});
	const page = rows.slice(0, limit);
	return { snapshots: page, nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}
export type SnapshotHead = Awaited<ReturnType<typeof listSnapshots>>["snapshots"][number];

/** @throws AppError snapshot_not_found */
export async function getSnapshot(ctx: Ctx, snapshotId: string): Promise<SnapshotHead & { content: SnapshotContent }> {
	await authorize(ctx, "read", "Snapshot");
	const row = isUuid(snapshotId)
		? await ctx.db.snapshot.findUnique({ where: { id: snapshotId }, select: { ...HEAD, content: true } })
		: null;
	if (!row) throw notFound("snapshot", snapshotId);
	return { ...row, content: row.content as unknown as SnapshotContent };
}
