import { mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";

/** Funds the actor may enter gifts for, closed ones too: money may still come for them. */
export async function listEnterableFunds(ctx: Ctx) {
	const funds = await ctx.db.fund.findMany({
		select: {
			id: true,
			slug: true,
			nameJa: true,
			nameEn: true,
			status: true,
			hubId: true,
			institutionId: true,
			hub: { select: { abbreviation: true } },
			institution: { select: { nameJa: true, nameEn: true } },
		},
		orderBy: { slug: "asc" },
	});
	return funds.filter((fund) => mayDo(ctx, "enter", "Gift", fund));
}
