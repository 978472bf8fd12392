import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx, type Tx } from "~/platform/db/transaction.server";
import { conflict, invalid } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import type { Category, Use } from "../ledger/kinds";

/**
 * A fund that is about to change, locked until the transaction ends.
 * @throws AppError externalfund_not_found, forbidden, external_fund_voided
 */
export async function lockFund(tx: Tx, ctx: Ctx, externalFundId: string) {
	await authorize(ctx, "change", { type: "ExternalFund", id: externalFundId });
	await tx.$queryRaw`SELECT 1 FROM external_fund WHERE id = ${externalFundId}::uuid FOR UPDATE`;
	const fund = await tx.externalFund.findUniqueOrThrow({ where: { id: externalFundId } });
	if (fund.voidedAt) {
		throw conflict("external_fund_voided", `external fund ${externalFundId} was made void`, {
			personKey: "externalFunds.isVoid",
		});
	}
	return { ...fund, category: fund.category as Category, use: fund.use as Use };
}
export type LockedFund = Awaited<ReturnType<typeof lockFund>>;

/** @throws AppError external_fund_not_host  when the institution never hosted the hub */
export async function assertHostOf(tx: Tx, fund: { hubId: string; institutionId: string }): Promise<void> {
	const hosts = await tx.hubHost.count({ where: { hubId: fund.hubId, institutionId: fund.institutionId } });
	if (hosts > 0) return;
	throw invalid("external_fund_not_host", `institution ${fund.institutionId} does not host hub ${fund.hubId}`, {
		personKey: "externalFunds.notHost",
		params: { field: "place" },
	});
}

/** Has anything been booked for it, ever? Its lines carry hub, institution, category and use. */
export async function isBooked(tx: Pick<Tx, "externalFundReceipt" | "spendingLine">, externalFundId: string) {
	const where = { externalFundId };
	const receipt = await tx.externalFundReceipt.findFirst({ where, select: { id: true } });
	return receipt !== null || (await tx.spendingLine.findFirst({ where, select: { id: true } })) !== null;
}

/** What was received less what was given back, as it stands. */
export async function receivedNet(
	tx: SqlTx,
	externalFundId: string,
): Promise<{ amountYen: bigint; indirectYen: bigint }> {
	const [sum] = await queryRows(
		tx,
		z.object({ amountYen: z.bigint(), indirectYen: z.bigint() }),
		Prisma.sql`
		SELECT coalesce(sum(CASE WHEN kind = 'returned' THEN -amount_yen ELSE amount_yen END), 0)::bigint AS "amountYen",
			coalesce(sum(CASE WHEN kind = 'returned' THEN -indirect_yen ELSE indirect_yen END), 0)::bigint AS "indirectYen"
		FROM external_fund_receipt WHERE external_fund_id = ${externalFundId}::uuid AND voided_at IS NULL`,
	);
	return sum ?? { amountYen: 0n, indirectYen: 0n };
}

/** The ledger transaction that booked a row and still stands. */
export async function bookedTransaction(tx: SqlTx, causeType: string, causeId: string): Promise<bigint> {
	const [row] = await queryRows(
		tx,
		z.object({ id: z.bigint() }),
		Prisma.sql`SELECT id FROM ledger_transaction WHERE cause_type = ${causeType} AND cause_id = ${causeId} AND reverses_id IS NULL`,
	);
	if (!row) throw new Error(`${causeType} ${causeId} is not booked`);
	return row.id;
}
