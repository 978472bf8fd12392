import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { conflict, notFound } from "~/platform/errors";
import { PLEDGE_STATES, type PledgeState, pledge as states } from "./pledge.status";
import { RESPREAD_RULES } from "./respread";

const lockedSchema = z.object({
	id: z.uuid(),
	publicToken: z.string(),
	reference: z.string(),
	donorId: z.uuid(),
	institutionId: z.uuid(),
	hubId: z.uuid().nullable(),
	fundId: z.uuid(),
	amountYen: z.bigint(),
	paidYen: z.bigint(),
	writtenOffYen: z.bigint(),
	overpaidYen: z.bigint(),
	status: z.enum(PLEDGE_STATES as [PledgeState, ...PledgeState[]]),
	respreadRule: z.enum(RESPREAD_RULES),
	startOn: z.string(),
	lang: z.string(),
});
export type LockedPledge = z.output<typeof lockedSchema>;

/**
 * A pledge, locked until the transaction ends; whatever changes its instalments or sums begins here. The caller has asked
 * what the actor may do.
 * @throws AppError pledge_not_found
 */
export async function lockPledge(tx: SqlTx, pledgeId: string): Promise<LockedPledge> {
	const [row] = await queryRows(
		tx,
		lockedSchema,
		Prisma.sql`
		SELECT id, public_token AS "publicToken", reference, donor_id AS "donorId", institution_id AS "institutionId", hub_id AS "hubId",
			fund_id AS "fundId", amount_yen AS "amountYen", paid_yen AS "paidYen", written_off_yen AS "writtenOffYen",
			overpaid_yen AS "overpaidYen", status, respread_rule AS "respreadRule", start_on::text AS "startOn", lang
		FROM pledge WHERE id = ${pledgeId}::uuid FOR UPDATE`,
	);
	if (!row) throw notFound("pledge", pledgeId);
	return row;
}

/** What is still owed of a pledge. */
export const owedYen = (row: Pick<LockedPledge, "amountYen" | "paidYen" | "writtenOffYen">): bigint =>
	row.amountYen - row.paidYen - row.writtenOffYen;

/** @throws AppError pledge_moved (409) when somebody else has moved it meanwhile, or the path does not lead there */
export function assertPledgeMove(row: LockedPledge, to: PledgeState): void {
	if (states.canMove(row.status, to)) return;
	throw conflict("pledge_moved", `pledge ${row.id} is ${row.status}, not to be ${to}`, { personKey: "pledges.moved" });
}

/** @throws AppError pledge_not_active (409) */
export function assertActive(row: LockedPledge): void {
	if (row.status === "active") return;
	throw conflict("pledge_not_active", `pledge ${row.id} is ${row.status}`, { personKey: "pledges.notActive" });
}
