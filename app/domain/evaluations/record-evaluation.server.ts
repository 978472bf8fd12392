import { inTransaction } from "~/platform/db/transaction.server";
import { forbidden, invalid, notFound } from "~/platform/errors";
import { isPdf } from "~/platform/storage/is-pdf";
import { getFile, putFile, sha256 } from "~/platform/storage/storage.server";
import { actorId } from "../access/actor";
import { isUuid, mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { fiscalYearOf } from "../calendar/fiscal-year";
import { overseenHub } from "../hubs/overseen-hub.server";
import { EVALUATION_FILE_MAX_BYTES, type EvaluationFields } from "./evaluation.schema";

/**
 * Records a self-evaluation, a site visit, a follow-up or a judgement of one hub. The secretariat records all of them; a
 * hub's own officer hands in its self-evaluation.
 * @param input.pdf  the document as it was handed in
 * @throws AppError hub_not_found, forbidden, evaluation_file (400)
 */
export async function recordEvaluation(
	ctx: Ctx,
	input: { hub: string; fields: EvaluationFields; pdf: { name: string; bytes: Uint8Array } | null },
): Promise<{ evaluationId: string }> {
	const { fields, pdf } = input;
	const hub = await overseenHub(ctx, { slug: input.hub });
	const row = { hubId: hub.id, hub };
	const own = fields.kind === "self_evaluation" && mayDo(ctx, "submit", "Evaluation", row);
	if (!own && !mayDo(ctx, "record", "Evaluation", row)) throw forbidden(`record ${fields.kind} of hub ${hub.id}`);
	const file = pdf === null ? null : { fileKey: await keepFile(hub.id, pdf.bytes), fileName: pdf.name.slice(0, 200) };
	return inTransaction(ctx, async (tx) => {
		const { kind, title, summary, heldOn } = fields;
		const made = await tx.evaluation.create({
			data: {
				...{ hubId: hub.id, kind, title, summary },
				heldOn: new Date(`${heldOn}T00:00:00Z`),
				fiscalYear: fiscalYearOf(heldOn),
				...file,
				createdBy: actorId(ctx.actor),
				createdAt: ctx.now,
			},
			select: { id: true },
		});
		await audit(tx, ctx, {
			action: "evaluation.recorded",
			subject: { type: "hub", id: hub.id },
			after: { evaluationId: made.id, kind, heldOn, title, fileKey: file?.fileKey ?? null },
		});
		return { evaluationId: made.id };
	});
}

/** @throws AppError evaluation_not_found */
export async function readEvaluationFile(
	ctx: Ctx,
	evaluationId: string,
): Promise<{ bytes: Uint8Array; fileName: string }> {
	const found = isUuid(evaluationId)
		? await ctx.db.evaluation.findUnique({ where: { id: evaluationId }, select: { fileKey: true, fileName: true } })
		: null;
	if (!found?.fileKey) throw notFound("evaluation", evaluationId);
	return { bytes: await getFile(found.fileKey), fileName: found.fileName ?? "evaluation.pdf" };
}

async function keepFile(hubId: string, bytes: Uint8Array): Promise<string> {
	if (bytes.byteLength > EVALUATION_FILE_MAX_BYTES || !isPdf(bytes)) {
		throw invalid("evaluation_file", `a file of ${bytes.byteLength} bytes is no PDF or too large`, {
			personKey: "followUp.file",
			params: { field: "file" },
		});
	}
	const key = `evaluations/${hubId}/${sha256(bytes)}.pdf`;
	await putFile(key, bytes, { contentType: "application/pdf" });
	return key;
}
