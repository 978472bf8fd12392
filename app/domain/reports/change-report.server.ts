import { z } from "zod";
import { inTransaction, type Tx } from "~/platform/db/transaction.server";
import { conflict, invalid, notFound } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { assertSegment, newBlockId, parseBlocks } from "./create-report.server";
import { assertChangeable, type LockedReport, lockReport, nextRevision } from "./locked-report.server";
import { type ReportFields, reportFieldsSchema } from "./report.schema";
import { BLOCK_MAX, type BlockKind, blockSchema, emptyBlock, imageIdsOf, type ReportBlock } from "./report-blocks";

export type ReportChange =
	| { intent: "fields"; fields: ReportFields }
	/** after `afterId`, else at the end */
	| { intent: "add"; kind: BlockKind; afterId?: string }
	| { intent: "save"; block: ReportBlock }
	| { intent: "remove" | "up" | "down"; blockId: string }
	| { intent: "blocks"; blocks: unknown };

/**
 * Changes a draft by one step of the composer.
 * @param input.basedOn  the revision the form was filled in on; absent where nothing can be lost
 * @returns the block the step was about, where it is still there
 * @throws AppError report_not_found, forbidden, report_invalid, report_not_draft (409), report_changed (409),
 *   report_full (409), block_not_found (404)
 */
export async function changeReport(
	ctx: Ctx,
	input: { reportId: string; basedOn?: string; change: ReportChange },
): Promise<{ blockId: string | null; revision: string }> {
	const { reportId, basedOn, change } = input;
	await authorize(ctx, "change", { type: "Report", id: reportId });
	return inTransaction(ctx, async (tx) => {
		const row = await lockReport(tx, reportId);
		assertChangeable(row, basedOn);
		const updatedAt = nextRevision(ctx, row);
		const revision = updatedAt.toISOString();
		if (change.intent === "fields") {
			await changeFields(tx, ctx, row, change.fields, updatedAt);
			return { blockId: null, revision };
		}
		const { blocks, blockId } = changedBlocks(row.blocks, change);
		await assertImages(tx, row, blocks);
		await tx.report.update({ where: { id: reportId }, data: { blocks, updatedAt } });
		await audit(tx, ctx, {
			action: "report.changed",
			subject: { type: "report", id: reportId },
			institutionId: row.institutionId,
			before: { blocks: row.blocks },
			after: { blocks },
		});
		return { blockId, revision };
	});
}

async function changeFields(tx: Tx, ctx: Ctx, row: LockedReport, given: ReportFields, updatedAt: Date): Promise<void> {
	const parsed = reportFieldsSchema.safeParse(given);
	if (!parsed.success) throw invalid("report_invalid", z.prettifyError(parsed.error));
	const { from, to, ...words } = parsed.data;
	await assertSegment(tx, row, words.segmentId);
	await tx.report.update({
		where: { id: row.id },
		data: { ...words, periodFrom: new Date(from), periodTo: new Date(to), updatedAt },
	});
	const { titleJa, titleEn, segmentId } = row;
	await audit(tx, ctx, {
		action: "report.changed",
		subject: { type: "report", id: row.id },
		institutionId: row.institutionId,
		before: { titleJa, titleEn, segmentId, from: row.from, to: row.to },
		after: { ...parsed.data },
	});
}

type BlockChange = Exclude<ReportChange, { intent: "fields" }>;

function changedBlocks(blocks: ReportBlock[], change: BlockChange): { blocks: ReportBlock[]; blockId: string | null } {
	if (change.intent === "blocks") return { blocks: parseBlocks(change.blocks), blockId: null };
	if (change.intent === "add") return added(blocks, change);
	const blockId = change.intent === "save" ? change.block.id : change.blockId;
	const at = blocks.findIndex(({ id }) => id === blockId);
	const block = blocks[at];
	if (!block) throw notFound("block", blockId);
	if (change.intent === "remove") return { blocks: blocks.filter(({ id }) => id !== blockId), blockId: null };
	if (change.intent === "save") {
		if (change.block.kind !== block.kind) throw invalid("report_invalid", `block ${blockId} is of another kind`);
		const saved = { kind: block.kind, ...blockSchema(block.kind).parse(change.block) } as ReportBlock;
		return { blocks: blocks.with(at, saved), blockId };
	}
	const other = blocks[change.intent === "up" ? at - 1 : at + 1];
	// The first one cannot go up: asked for by a page that was drawn before.
	if (!other) return { blocks, blockId };
	return { blocks: blocks.map((one) => (one === block ? other : one === other ? block : one)), blockId };
}

function added(blocks: ReportBlock[], { kind, afterId }: { kind: BlockKind; afterId?: string }) {
	if (blocks.length >= BLOCK_MAX.blocks) {
		throw conflict("report_full", "no room for another block", {
			personKey: "reports.full",
			params: { max: BLOCK_MAX.blocks },
		});
	}
	const block = emptyBlock(kind, newBlockId()) as ReportBlock;
	const after = blocks.findIndex(({ id }) => id === afterId);
	return { blocks: blocks.toSpliced(after === -1 ? blocks.length : after + 1, 0, block), blockId: block.id };
}

/** Pictures are the hub's own: another hub's are not to be had by their id. */
async function assertImages(tx: Tx, row: LockedReport, blocks: readonly ReportBlock[]): Promise<void> {
	const ids = [...new Set(imageIdsOf(blocks))];
	if (ids.length === 0) return;
	const known = await tx.image.count({ where: { id: { in: ids }, hubId: row.hubId } });
	if (known < ids.length) {
		throw invalid("report_image_unknown", `a picture of report ${row.id} is of another place`, {
			personKey: "reports.imageUnknown",
		});
	}
}
