import { forbidden } from "~/platform/errors";
import { mayDo, mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { OF_EXTERNAL, OF_FUND } from "./spending.schema";

const MOST = 500;

/**
 * What the actor may record spending of: funds, and external funds that are not made void or declined, newest first.
 * @throws AppError forbidden  when that is nothing at all
 */
export async function listSpendingSources(ctx: Ctx) {
	if (!mayEver(ctx, "record", "SpendingLine")) throw forbidden("record spending");
	const [funds, external] = await Promise.all([
		ctx.db.fund.findMany({ include: { hub: true }, orderBy: [{ hubId: "asc" }, { sortOrder: "asc" }] }),
		ctx.db.externalFund.findMany({
			where: { voidedAt: null, decision: { not: "declined" } },
			include: { hub: true },
			orderBy: { id: "desc" },
			take: MOST,
		}),
	]);
	const may = (row: { hubId: string | null; institutionId: string }) => mayDo(ctx, "record", "SpendingLine", row);
	return {
		funds: funds.filter(may).map((fund) => ({
			value: `${OF_FUND}${fund.id}`,
			hub: fund.hub?.abbreviation ?? null,
			nameJa: fund.nameJa,
			nameEn: fund.nameEn,
		})),
		external: external.filter(may).map((fund) => ({
			value: `${OF_EXTERNAL}${fund.id}`,
			hub: fund.hub.abbreviation,
			title: fund.title,
			funder: fund.funder,
			number: fund.number,
		})),
	};
}
