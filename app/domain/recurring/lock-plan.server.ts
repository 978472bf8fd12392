import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { PLAN_UNITS } from "./plan-days";
import { RECURRING_PLAN_STATES } from "./recurring-plan.status";

const day = z
	.date()
	.nullable()
	.transform((value) => value?.toISOString().slice(0, 10) ?? null);

const planRow = z.object({
	/** changes with every write: who read Stripe before another wrote must read again */
	version: z.string(),
	id: z.uuid(),
	donorId: z.uuid(),
	institutionId: z.uuid(),
	hubId: z.uuid().nullable(),
	fundId: z.uuid(),
	stripeAccountId: z.string(),
	subscriptionId: z.string().nullable(),
	unit: z.enum(PLAN_UNITS),
	anchorDay: z.int(),
	amountYen: z.bigint(),
	status: z
		.enum(RECURRING_PLAN_STATES as [string, ...string[]])
		.transform((state) => state as (typeof RECURRING_PLAN_STATES)[number]),
	nextChargeOn: day,
	pausedUntil: day,
	startedOn: day,
	endedOn: day,
	endReason: z.string().nullable(),
	cardBrand: z.string().nullable(),
	cardLast4: z.string().nullable(),
	cardExpMonth: z.int().nullable(),
	cardExpYear: z.int().nullable(),
	failureCode: z.string().nullable(),
	retryAt: z.date().nullable(),
});
export type LockedPlan = z.output<typeof planRow>;

/** The columns a plan will have. */
export type NextRow = Pick<
	LockedPlan,
	| "amountYen"
	| "status"
	| "nextChargeOn"
	| "pausedUntil"
	| "endedOn"
	| "endReason"
	| "cardBrand"
	| "cardLast4"
	| "cardExpMonth"
	| "cardExpYear"
	| "failureCode"
	| "retryAt"
>;

/**
 * A plan, locked until the transaction ends; before its gift is, always.
 * @returns null when this account has no such plan
 */
export async function lockPlan(
	tx: SqlTx,
	{ stripeAccountId, planId }: { stripeAccountId: string; planId: string },
): Promise<LockedPlan | null> {
	const rows = await queryRows(
		tx,
		planRow,
		Prisma.sql`
		SELECT xmin::text AS version, id, donor_id AS "donorId", institution_id AS "institutionId", hub_id AS "hubId", fund_id AS "fundId",
			stripe_account_id AS "stripeAccountId", stripe_subscription_id AS "subscriptionId", unit, anchor_day AS "anchorDay",
			amount_yen AS "amountYen", status, next_charge_on AS "nextChargeOn", paused_until AS "pausedUntil", started_on AS "startedOn",
			ended_on AS "endedOn", end_reason AS "endReason", card_brand AS "cardBrand", card_last4 AS "cardLast4",
			card_exp_month AS "cardExpMonth", card_exp_year AS "cardExpYear", failure_code AS "failureCode", retry_at AS "retryAt"
		FROM recurring_plan WHERE id = ${planId}::uuid AND stripe_account_id = ${stripeAccountId}
		FOR UPDATE`,
	);
	return rows[0] ?? null;
}

const versionRow = z.object({ version: z.string() });

/** The version of a plan before Stripe is read. */
export async function planVersion(tx: SqlTx, planId: string): Promise<string | null> {
	const rows = await queryRows(
		tx,
		versionRow,
		Prisma.sql`SELECT xmin::text AS version FROM recurring_plan WHERE id = ${planId}::uuid`,
	);
	return rows[0]?.version ?? null;
}
