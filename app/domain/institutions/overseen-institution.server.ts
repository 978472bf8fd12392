import { forbidden, notFound } from "~/platform/errors";
import type { Action } from "../access/ability.server";
import { mayDo, mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { visibleWhere } from "../access/visible-where.server";

/** Whoever may do one of these to an institution has its settings page. */
const SETTINGS: readonly Action[] = ["changeGiving", "changeReceipts", "connectStripe"];

/** @throws AppError forbidden  when the actor's roles settle nothing of any institution */
export function whereOverseen(ctx: Ctx): object {
	const actions = SETTINGS.filter((action) => mayEver(ctx, action, "Institution"));
	if (actions.length === 0) throw forbidden("see the settings of institutions");
	const reaches = actions.map((action) => visibleWhere(ctx.ability, action, "Institution"));
	// Every institution: Prisma would read the empty condition inside an OR as none.
	return reaches.some((where) => Object.keys(where).length === 0) ? {} : { OR: reaches };
}

/**
 * An institution whose settings the actor has, and whether the actor may do all of this to it.
 * @throws AppError institution_not_found (also for another's), forbidden
 */
export async function overseenInstitution(ctx: Ctx, slug: string, ...actions: Action[]) {
	const institution = await ctx.db.institution.findFirst({ where: { AND: [{ slug }, whereOverseen(ctx)] } });
	if (!institution) throw notFound("institution", slug);
	for (const action of actions) {
		if (!mayDo(ctx, action, "Institution", institution)) throw forbidden(`${action} institution ${institution.id}`);
	}
	return institution;
}
