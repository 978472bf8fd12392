import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { visibleWhere } from "../access/visible-where.server";

const NEWEST = 50;

/** Annual issues the actor may see, newest first, and the issuers one can be prepared for. @throws AppError forbidden */
export async function listReceiptBatches(ctx: Ctx) {
	await authorize(ctx, "read", "ReceiptBatch");
	const [batches, issuers] = await Promise.all([
		ctx.db.receiptBatch.findMany({
			include: { issuer: { select: { institution: { select: { slug: true, nameJa: true, nameEn: true } } } } },
			orderBy: { id: "desc" },
			take: NEWEST,
		}),
		listMyIssuers(ctx),
	]);
	const counts = await countReceipts(
		ctx,
		batches.map(({ id }) => id),
	);
	return { batches: batches.map((batch) => ({ ...batch, ...counts.get(batch.id) })), issuers };
}

/** The enabled issuers whose receipts the actor may issue. */
export async function listMyIssuers(ctx: Ctx) {
	const institutions = await ctx.db.institution.findMany({
		where: { AND: [visibleWhere(ctx.ability, "changeReceipts", "Institution"), { receiptIssuer: { enabled: true } }] },
		select: { id: true, slug: true, nameJa: true, nameEn: true },
		orderBy: { slug: "asc" },
	});
	return institutions;
}

export type BatchCount = { receipts: number; issued: number; amountYen: bigint };
const NOTHING: BatchCount = { receipts: 0, issued: 0, amountYen: 0n };

/** How many receipts each batch has, how many of them have a number, and what they come to. */
export async function countReceipts(ctx: Ctx, batchIds: readonly string[]): Promise<Map<string, BatchCount>> {
	const counts = new Map<string, BatchCount>(batchIds.map((id) => [id, { ...NOTHING }]));
	if (batchIds.length === 0) return counts;
	const groups = await ctx.db.receipt.groupBy({
		by: ["batchId", "status"],
		where: { batchId: { in: [...batchIds] } },
		_count: { _all: true },
		_sum: { amountYen: true },
	});
	for (const group of groups) {
		const count = group.batchId === null ? undefined : counts.get(group.batchId);
		if (!count) continue;
		count.receipts += group._count._all;
		count.amountYen += group._sum.amountYen ?? 0n;
		if (group.status !== "prepared") count.issued += group._count._all;
	}
	return counts;
}
