import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { notFound } from "~/platform/errors";
import { actorId } from "../access/actor";
import { isUuid } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import { coveredHub } from "./coverage-rights.server";
import { actorName } from "./list-sufficiency-plans.server";
import { type ScenarioChange, SHARED_WITH, type SharedWith, scenarioChangesSchema } from "./scenario.schema";

export type Scenario = {
	id: string;
	hubId: string;
	name: string;
	note: string;
	changes: ScenarioChange[];
	sharedWith: SharedWith;
	createdBy: string;
	/** the name of who made it; null when the account is gone */
	madeBy: string | null;
	mayChange: boolean;
	updatedAt: Date;
};
type Row = {
	id: string;
	hubId: string;
	name: string;
	note: string;
	changes: unknown;
	sharedWith: string;
	createdBy: string;
	updatedAt: Date;
};

/** @throws AppError forbidden, sufficiency_scenario_not_found  also where it is not shared with the actor */
export async function getScenario(ctx: Ctx, scenarioId: string): Promise<Scenario> {
	const row = isUuid(scenarioId) ? await ctx.db.sufficiencyScenario.findUnique({ where: { id: scenarioId } }) : null;
	if (!row) throw notFound("sufficiency_scenario", scenarioId);
	// Who has left a hub no longer reads its figures, also not by an own what-if.
	await coveredHub(ctx, row.hubId);
	const [scenario] = await toScenarios(ctx, [row]);
	if (!scenario) throw notFound("sufficiency_scenario", scenarioId);
	return scenario;
}

export async function toScenarios(ctx: Ctx, rows: readonly Row[]): Promise<Scenario[]> {
	const ids = [...new Set(rows.map(({ createdBy }) => createdBy))];
	const people = await readRows(
		ctx,
		z.object({ id: z.string(), name: z.string().nullable() }),
		() => Prisma.sql`SELECT maker.id, ${actorName("maker.id")} AS name FROM unnest(${ids}::text[]) maker(id)`,
	);
	const names = new Map(people.map(({ id, name }) => [id, name]));
	const self = actorId(ctx.actor);
	return rows.map((row) => ({
		id: row.id,
		hubId: row.hubId,
		name: row.name,
		note: row.note,
		changes: scenarioChangesSchema.parse(row.changes),
		sharedWith: SHARED_WITH.find((one) => one === row.sharedWith) ?? "own",
		createdBy: row.createdBy,
		madeBy: names.get(row.createdBy) ?? null,
		mayChange: row.createdBy === self,
		updatedAt: row.updatedAt,
	}));
}
