import { randomInt } from "node:crypto";
import { z } from "zod";
import { inTransaction, type Tx } from "~/platform/db/transaction.server";
import { forbidden, invalid } from "~/platform/errors";
import { newId } from "~/platform/new-id";
import { actorId } from "../access/actor";
import { isUuid, mayDo, mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { assertHost } from "../funds/assert-host.server";
import { type ReportFields, type ReportStart, reportFieldsSchema } from "./report.schema";
import { REPORT_KINDS, type ReportKind } from "./report.status";
import { type ReportBlock, reportBlocksSchema } from "./report-blocks";
import { keepStep } from "./report-steps.server";
import { templateBlocks } from "./report-templates";

export type CreateReport = Partial<ReportFields> &
	Pick<ReportFields, "titleJa" | "from" | "to"> & {
		institutionId: string;
		/** null: of the whole institution */
		hubId: string | null;
		kind: ReportKind;
		/** what it begins with; `blocks` when given are taken as they are */
		start?: ReportStart;
		blocks?: unknown;
		practiceId?: string;
	};

/**
 * A draft: empty, from a template, or as the last report of that kind and place was.
 * @throws AppError forbidden, report_invalid (400), fund_not_host (400), segment_unknown (400)
 */
export async function createReport(ctx: Ctx, input: CreateReport): Promise<{ reportId: string }> {
	const { institutionId, hubId, kind, start = "template" } = input;
	if (!mayEver(ctx, "change", "Report")) throw forbidden("change Report");
	const fields = reportFieldsSchema.safeParse(input);
	if (!fields.success) throw invalid("report_invalid", z.prettifyError(fields.error));
	const blocks = input.blocks === undefined ? null : parseBlocks(input.blocks);
	const known = isUuid(institutionId) && (hubId === null || isUuid(hubId)) && REPORT_KINDS.includes(kind);
	if (!known)
		throw invalid("report_invalid", "no such place or kind", {
			personKey: "fields.choose",
			params: { field: "place" },
		});
	if (!mayDo(ctx, "change", "Report", { institutionId, hubId })) {
		throw forbidden(`change reports of institution ${institutionId}, hub ${hubId}`);
	}
	return inTransaction(ctx, async (tx) => {
		await assertHost(tx, { hubId, institutionId }, ctx.now);
		await assertSegment(tx, { institutionId, hubId }, fields.data.segmentId);
		const id = newId();
		const { from, to, ...words } = fields.data;
		await tx.report.create({
			data: {
				id,
				...{ institutionId, hubId, kind },
				...words,
				practiceId: input.practiceId ?? null,
				periodFrom: new Date(from),
				periodTo: new Date(to),
				blocks: blocks ?? (await beginning(tx, { institutionId, hubId, kind, start })),
				createdBy: actorId(ctx.actor),
				createdAt: ctx.now,
				updatedAt: ctx.now,
			},
		});
		await keepStep(tx, ctx, { id, institutionId, status: "draft" }, { status: "draft", action: "created" });
		return { reportId: id };
	});
}

/** @throws AppError report_invalid (400) */
export function parseBlocks(value: unknown): ReportBlock[] {
	const parsed = reportBlocksSchema.safeParse(value);
	if (parsed.success) return parsed.data;
	throw invalid("report_invalid", z.prettifyError(parsed.error));
}

const ID_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
export const newBlockId = () => Array.from({ length: 8 }, () => ID_LETTERS[randomInt(ID_LETTERS.length)]).join("");

type Beginning = { institutionId: string; hubId: string | null; kind: ReportKind; start: ReportStart };

async function beginning(tx: Tx, { institutionId, hubId, kind, start }: Beginning): Promise<ReportBlock[]> {
	if (start === "empty") return [];
	if (start === "last") {
		const last = await tx.report.findFirst({
			where: { institutionId, hubId, kind },
			select: { blocks: true },
			orderBy: { id: "desc" },
		});
		if (last) return parseBlocks(last.blocks).map((block) => ({ ...block, id: newBlockId() }));
	}
	const hub = hubId === null ? null : await tx.hub.findUniqueOrThrow({ where: { id: hubId } });
	const institution = await tx.institution.findUniqueOrThrow({ where: { id: institutionId } });
	const { nameJa, nameEn } = hub ?? institution;
	return templateBlocks(kind, { name: nameJa, nameEn }, newBlockId);
}

/** @throws AppError segment_unknown (400) */
export async function assertSegment(
	tx: Tx,
	{ institutionId, hubId }: { institutionId: string; hubId: string | null },
	segmentId: string | null,
): Promise<void> {
	if (segmentId === null) return;
	const known = isUuid(segmentId) && (await tx.segment.count({ where: { id: segmentId, institutionId, hubId } })) > 0;
	if (!known) {
		throw invalid("segment_unknown", `segment ${segmentId} is of another place`, {
			personKey: "fields.choose",
			params: { field: "segmentId" },
		});
	}
}
