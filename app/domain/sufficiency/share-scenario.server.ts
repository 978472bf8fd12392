import { inTransaction } from "~/platform/db/transaction.server";
import { forbidden } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { scenarioOwner } from "./coverage-rights.server";
import { getScenario } from "./get-scenario.server";
import type { SharedWith } from "./scenario.schema";

/**
 * Decides who sees one's own what-if: nobody else, who reaches the hub, or the programme too.
 * @throws AppError forbidden, sufficiency_scenario_not_found
 */
export async function shareScenario(ctx: Ctx, input: { scenarioId: string; sharedWith: SharedWith }): Promise<void> {
	const { id, sharedWith: before } = await ownScenario(ctx, input.scenarioId);
	const { sharedWith } = input;
	if (before === sharedWith) return;
	await inTransaction(ctx, async (tx) => {
		await tx.sufficiencyScenario.update({ where: { id }, data: { sharedWith, updatedAt: ctx.now } });
		await audit(tx, ctx, {
			action: "sufficiency_scenario.shared",
			subject: { type: "sufficiency_scenario", id },
			before: { sharedWith: before },
			after: { sharedWith },
		});
	});
}

/** @throws AppError forbidden  when it is somebody else's, sufficiency_scenario_not_found */
export async function ownScenario(ctx: Ctx, scenarioId: string) {
	const userId = scenarioOwner(ctx);
	const scenario = await getScenario(ctx, scenarioId);
	if (scenario.createdBy !== userId) throw forbidden(`change scenario ${scenarioId} of somebody else`);
	return scenario;
}
