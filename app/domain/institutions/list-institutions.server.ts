import type { Ctx } from "../access/ctx.server";
import { whereOverseen } from "./overseen-institution.server";

/**
 * The institutions whose settings the actor has, with where their gifts are charged. There are some twenty of them.
 * @throws AppError forbidden
 */
export async function listInstitutions(ctx: Ctx) {
	return ctx.db.institution.findMany({
		where: whereOverseen(ctx),
		select: {
			slug: true,
			nameJa: true,
			nameEn: true,
			hosts: { select: { hub: { select: { abbreviation: true } } }, orderBy: { hub: { slug: "asc" } } },
			givingPolicy: {
				select: { stripeAccount: { select: { id: true, kind: true, status: true, chargesEnabled: true } } },
			},
		},
		orderBy: { slug: "asc" },
	});
}
