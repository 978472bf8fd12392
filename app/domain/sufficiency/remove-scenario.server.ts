import { inTransaction } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { ownScenario } from "./share-scenario.server";

/** Forgets one's own what-if. @throws AppError forbidden, sufficiency_scenario_not_found */
export async function removeScenario(ctx: Ctx, input: { scenarioId: string }): Promise<void> {
	const { id, hubId, name, sharedWith } = await ownScenario(ctx, input.scenarioId);
	await inTransaction(ctx, async (tx) => {
		const { count } = await tx.sufficiencyScenario.deleteMany({ where: { id } });
		if (count === 0) return;
		await audit(tx, ctx, {
			action: "sufficiency_scenario.removed",
			subject: { type: "sufficiency_scenario", id },
			before: { hubId, name, sharedWith },
		});
	});
}
