import { inTransaction } from "~/platform/db/transaction.server";
import { forbidden, invalid } from "~/platform/errors";
import { actorId } from "../access/actor";
import { isUuid, mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { overseenHub } from "../hubs/overseen-hub.server";
import type { FindingFields } from "./evaluation.schema";

/**
 * Tells a hub a finding (所見), a point to improve (改善点) or advice, with the day an answer is wanted by.
 * @throws AppError hub_not_found, forbidden, evaluation_unknown (400)
 */
export async function giveFinding(
	ctx: Ctx,
	input: { hub: string; fields: FindingFields },
): Promise<{ findingId: string }> {
	const { kind, text, dueOn, evaluationId } = input.fields;
	const hub = await overseenHub(ctx, { slug: input.hub });
	if (!mayDo(ctx, "record", "Finding", { hubId: hub.id, hub })) throw forbidden(`record Finding of hub ${hub.id}`);
	return inTransaction(ctx, async (tx) => {
		if (evaluationId !== "") {
			const known =
				isUuid(evaluationId) && (await tx.evaluation.count({ where: { id: evaluationId, hubId: hub.id } })) > 0;
			if (!known) {
				throw invalid("evaluation_unknown", `evaluation ${evaluationId} is not of hub ${hub.id}`, {
					personKey: "fields.choose",
					params: { field: "evaluationId" },
				});
			}
		}
		const made = await tx.finding.create({
			data: {
				...{ hubId: hub.id, kind, text },
				evaluationId: evaluationId === "" ? null : evaluationId,
				dueOn: dueOn === null ? null : new Date(`${dueOn}T00:00:00Z`),
				createdBy: actorId(ctx.actor),
				createdAt: ctx.now,
			},
			select: { id: true },
		});
		await audit(tx, ctx, {
			action: "finding.given",
			subject: { type: "hub", id: hub.id },
			after: { findingId: made.id, kind, dueOn, evaluationId: evaluationId === "" ? null : evaluationId },
		});
		return { findingId: made.id };
	});
}
