import { inTransaction } from "~/platform/db/transaction.server";
import { conflict, invalid } from "~/platform/errors";
import { newId } from "~/platform/new-id";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { coveredHub, scenarioOwner } from "./coverage-rights.server";
import { type ScenarioFields, scenarioSchema } from "./scenario.schema";

/** Kept what-ifs of one person at one hub: enough to compare, few enough to find. */
const SCENARIOS_MAX = 50;

/**
 * Keeps a what-if of a hub. It is never money nor part of the plan: coverage without it stays as it is.
 * The same name again is the same what-if, thought anew.
 * @throws AppError forbidden, hub_not_found, scenario_invalid, scenarios_full (409)
 */
export async function keepScenario(
	ctx: Ctx,
	input: { hubId: string } & Pick<ScenarioFields, "name" | "changes"> & Partial<ScenarioFields>,
): Promise<{ scenarioId: string }> {
	const createdBy = scenarioOwner(ctx);
	const hub = await coveredHub(ctx, input.hubId);
	const parsed = scenarioSchema.safeParse(input);
	if (!parsed.success) throw invalid("scenario_invalid", parsed.error.message);
	const { name, note, changes, sharedWith } = parsed.data;
	return inTransaction(ctx, async (tx) => {
		await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${`scenarios:${hub.id}:${createdBy}`}, 0))`;
		const own = await tx.sufficiencyScenario.findMany({ where: { hubId: hub.id, createdBy } });
		const before = own.find((one) => one.name === name);
		if (!before && own.length >= SCENARIOS_MAX) {
			throw conflict("scenarios_full", `${createdBy} has ${own.length} scenarios`, {
				personKey: "scenariosFull",
				params: { max: SCENARIOS_MAX },
			});
		}
		const scenarioId = before?.id ?? newId();
		const data = { note, changes, sharedWith, updatedAt: ctx.now };
		await tx.sufficiencyScenario.upsert({
			where: { id: scenarioId },
			create: { id: scenarioId, hubId: hub.id, name, createdBy, createdAt: ctx.now, ...data },
			update: data,
		});
		await audit(tx, ctx, {
			action: "sufficiency_scenario.kept",
			subject: { type: "sufficiency_scenario", id: scenarioId },
			...(before && { before: { changes: before.changes, sharedWith: before.sharedWith } }),
			after: { hubId: hub.id, name, changes, sharedWith },
		});
		return { scenarioId };
	});
}
