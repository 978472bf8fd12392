import { forbidden } from "~/platform/errors";
import { mayDo, mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { jstDayString } from "../calendar/fiscal-year";
import { hostsOn } from "../hubs/hub-card";

/**
 * Where the actor may begin an opportunity: each hub with each institution that hosts it today, and its funds.
 * @throws AppError forbidden  when that is nowhere
 */
export async function listOpportunityPlaces(ctx: Ctx) {
	if (!mayEver(ctx, "change", "Opportunity")) throw forbidden("change Opportunity");
	const day = jstDayString(ctx.now);
	const [hubs, funds] = await Promise.all([
		ctx.db.hub.findMany({
			include: { hosts: { include: { institution: true }, orderBy: { isPrimary: "desc" } } },
			orderBy: { abbreviation: "asc" },
		}),
		ctx.db.fund.findMany({
			where: { hubId: { not: null } },
			select: { id: true, hubId: true, institutionId: true, nameJa: true, nameEn: true },
			orderBy: [{ sortOrder: "asc" }, { slug: "asc" }],
		}),
	]);
	return hubs.flatMap((hub) =>
		hostsOn(hub.hosts, day)
			.filter(({ institutionId }) => mayDo(ctx, "change", "Opportunity", { hubId: hub.id, institutionId }))
			.map(({ institution }) => ({
				hub,
				institution,
				funds: funds.filter((fund) => fund.hubId === hub.id && fund.institutionId === institution.id),
			})),
	);
}
