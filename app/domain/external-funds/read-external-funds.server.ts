import type { Prisma } from "~/platform/db/client.server";
import { inTransaction } from "~/platform/db/transaction.server";
import { notFound } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { type ExternalFundsFilter, listExternalFunds } from "./list-external-funds.server";

const include = {
	hub: { select: { slug: true } },
	institution: { select: { slug: true } },
	years: { orderBy: { fiscalYear: "asc" as const } },
	receipts: { orderBy: [{ receivedOn: "asc" as const }, { id: "asc" as const }] },
} satisfies Prisma.ExternalFundInclude;

/** Funds with their years and receipts, as programs read them. */
export async function readExternalFunds(ctx: Ctx, input: ExternalFundsFilter & { cursor?: string; limit?: number }) {
	const { funds, nextCursor } = await listExternalFunds(ctx, input);
	const where = { id: { in: funds.map(({ id }) => id) } };
	const found = await ctx.db.externalFund.findMany({ where, include, orderBy: { id: "desc" } });
	return { funds: found, nextCursor };
}

/** @throws AppError externalfund_not_found, forbidden */
export async function readExternalFund(ctx: Ctx, id: string) {
	await authorize(ctx, "read", { type: "ExternalFund", id });
	const found = await ctx.db.externalFund.findUnique({ where: { id }, include });
	if (!found) throw notFound("externalfund", id);
	return found;
}
export type ReadExternalFund = Awaited<ReturnType<typeof readExternalFund>>;

/** One that was just written, in the transaction that wrote it: nobody else sees it yet. */
export function readWrittenFund(ctx: Ctx, id: string): Promise<ReadExternalFund> {
	return inTransaction(ctx, (tx) => tx.externalFund.findUniqueOrThrow({ where: { id }, include }));
}
