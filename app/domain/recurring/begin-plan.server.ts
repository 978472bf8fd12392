import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRow, type Tx } from "~/platform/db/transaction.server";
import { conflict } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { PLAN_DEFAULTS, type PlanUnit } from "./plan-days";

type NewPlan = {
	donorId: string;
	institutionId: string;
	hubId: string | null;
	fundId: string;
	stripeAccountId: string;
	unit: PlanUnit;
	amountYen: bigint;
	lang: string;
};

const anchorRow = z.object({ anchorDay: z.int(), plansMax: z.int() });
const countRow = z.object({ count: z.bigint() });

/**
 * Keeps a plan as it was asked for, with the institution's present anchor day; it begins when its first gift is paid.
 * @throws AppError too_many_plans (409)
 */
export async function beginPlan(tx: Tx, ctx: Ctx, plan: NewPlan): Promise<string> {
	const policy = await tx.givingPolicy.findUnique({
		where: { institutionId: plan.institutionId },
		select: { anchorDay: true, plansMax: true },
	});
	const { anchorDay, plansMax } = anchorRow.parse(policy ?? PLAN_DEFAULTS);
	// Two forms of one donor at once are counted one after the other.
	await tx.$queryRaw`SELECT 1 FROM donor WHERE id = ${plan.donorId}::uuid FOR UPDATE`;
	const { count } = await queryRow(
		tx,
		countRow,
		Prisma.sql`SELECT count(*) FROM recurring_plan WHERE donor_id = ${plan.donorId}::uuid AND status <> 'cancelled'`,
	);
	if (count >= BigInt(plansMax)) {
		throw conflict("too_many_plans", `donor ${plan.donorId} has ${count} plans of at most ${plansMax}`, {
			personKey: "plan.tooMany",
			params: { max: plansMax },
		});
	}
	const { id } = await tx.recurringPlan.create({
		data: { ...plan, anchorDay, createdAt: ctx.now, updatedAt: ctx.now },
		select: { id: true },
	});
	await audit(tx, ctx, {
		action: "plan.asked",
		subject: { type: "recurring_plan", id },
		institutionId: plan.institutionId,
		after: { unit: plan.unit, amountYen: plan.amountYen.toString(), anchorDay, fundId: plan.fundId },
	});
	return id;
}
