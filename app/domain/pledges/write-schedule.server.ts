import { Prisma } from "~/platform/db/client.server";
import type { SqlTx } from "~/platform/db/transaction.server";
import { invalid } from "~/platform/errors";
import { actorId } from "../access/actor";
import type { Ctx } from "../access/ctx.server";
import {
	isDatesRule,
	type PlannedInstalment,
	planInstalments,
	type RepeatRule,
	ScheduleRefused,
	type ScheduleRule,
} from "./schedule";

export type ScheduleCause = "first" | "amended" | "respread" | "written_off";

/** A rule as the column keeps it: amounts of a free list are numbers, and fit one. */
export type StoredRule = RepeatRule | { dates: { dueOn: string; amountYen: number }[] };

/** The rule of a schedule that was made of another one's rows. */
export const ruleOfRows = (rows: readonly PlannedInstalment[]): StoredRule => ({
	dates: rows.map(({ dueOn, scheduledYen }) => ({ dueOn, amountYen: Number(scheduledYen) })),
});

export function storedRule(rule: ScheduleRule): StoredRule {
	if (!isDatesRule(rule)) return rule;
	return { dates: rule.dates.map(({ dueOn, amountYen }) => ({ dueOn, amountYen: Number(amountYen) })) };
}

/** @throws AppError schedule_refused (400) with the reason as its text, beside the field `schedule` */
export function planOrRefuse(input: { startOn: string; amountYen: bigint; rule: ScheduleRule }): PlannedInstalment[] {
	try {
		return planInstalments(input);
	} catch (error) {
		if (!(error instanceof ScheduleRefused)) throw error;
		throw invalid("schedule_refused", `no schedule from ${input.startOn}: ${error.refusal}`, {
			personKey: `pledges.schedule.${error.refusal}`,
			params: { field: "schedule" },
		});
	}
}

/**
 * Makes the next version of a pledge's schedule the present one. The instalments of the version before keep what they were
 * worth; the new ones have nothing yet: `settlePledge` gives them what came. The pledge is locked.
 * @param next.rows  in their order; their sum is the pledge's amount
 */
export async function writeSchedule(
	tx: SqlTx,
	ctx: Pick<Ctx, "actor" | "now">,
	pledge: { id: string; hubId: string | null; institutionId: string },
	next: { cause: ScheduleCause; reason: string; rule: StoredRule; rows: readonly PlannedInstalment[] },
): Promise<void> {
	const { id, hubId, institutionId } = pledge;
	const amountYen = next.rows.reduce((sum, row) => sum + row.scheduledYen, 0n);
	const rows = next.rows.map(({ dueOn, scheduledYen }, index) => ({
		number: index + 1,
		dueOn,
		scheduledYen: scheduledYen.toString(),
	}));
	await tx.$executeRaw(Prisma.sql`
		DELETE FROM instalment_gift ig USING instalment i WHERE i.id = ig.instalment_id AND i.pledge_id = ${id}::uuid`);
	await tx.$executeRaw(Prisma.sql`
		WITH old AS (
			UPDATE pledge_schedule SET superseded_at = ${ctx.now} WHERE pledge_id = ${id}::uuid AND superseded_at IS NULL
		)
		UPDATE instalment SET current = false WHERE pledge_id = ${id}::uuid AND current`);
	await tx.$executeRaw(Prisma.sql`
		WITH made AS (
			INSERT INTO pledge_schedule (id, pledge_id, version, amount_yen, rule, cause, reason, created_by, created_at)
			SELECT gen_random_uuid(), ${id}::uuid, coalesce(max(version), 0) + 1, ${amountYen}, ${JSON.stringify(next.rule)}::jsonb,
				${next.cause}, ${next.reason}, ${actorId(ctx.actor)}, ${ctx.now}
			FROM pledge_schedule WHERE pledge_id = ${id}::uuid
			RETURNING id
		)
		INSERT INTO instalment (id, pledge_id, schedule_id, hub_id, institution_id, number, due_on, scheduled_yen)
		SELECT gen_random_uuid(), ${id}::uuid, made.id, ${hubId}::uuid, ${institutionId}::uuid, r.number, r."dueOn", r."scheduledYen"::bigint
		FROM made, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(number int, "dueOn" date, "scheduledYen" text)`);
	await tx.$executeRaw(Prisma.sql`
		UPDATE pledge SET amount_yen = ${amountYen}, updated_at = ${ctx.now} WHERE id = ${id}::uuid AND amount_yen <> ${amountYen}`);
}
