import { forbidden, notFound } from "~/platform/errors";
import type { Action } from "../access/ability.server.ts";
import { mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { visibleWhere } from "../access/visible-where.server";

/**
 * A fund the actor oversees, and whether the actor may do all of this to it.
 * @throws AppError fund_not_found (also for a fund of another hub or institution), forbidden
 */
export async function overseenFund(ctx: Ctx, slug: string, ...actions: Action[]) {
	const fund = await ctx.db.fund.findFirst({
		where: { AND: [{ slug }, visibleWhere(ctx.ability, "oversee", "Fund")] },
	});
	if (!fund) throw notFound("fund", slug);
	for (const action of actions) {
		if (!mayDo(ctx, action, "Fund", fund)) throw forbidden(`${action} fund ${fund.id}`);
	}
	return fund;
}
