import { notFound } from "~/platform/errors.ts";
import type { Ctx } from "../access/ctx.server.ts";

/**
 * Whose fund it is, for who may see it.
 * @throws AppError fund_not_found
 */
export async function getFundInstitution(ctx: Ctx, fundId: string): Promise<string> {
	const fund = await ctx.db.fund.findUnique({ where: { id: fundId }, select: { institutionId: true } });
	if (!fund) throw notFound("fund", fundId);
	return fund.institutionId;
}
