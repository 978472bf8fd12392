import { forbidden } from "~/platform/errors";
import { mayDo, mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";

/**
 * Where the actor may record an external fund: each hub with each institution that hosts or hosted it, the primary one first.
 * @throws AppError forbidden  when that is nowhere
 */
export async function listExternalFundPlaces(ctx: Ctx) {
	if (!mayEver(ctx, "create", "ExternalFund")) throw forbidden("record an external fund");
	const hubs = await ctx.db.hub.findMany({
		include: { hosts: { include: { institution: true }, orderBy: { isPrimary: "desc" } } },
		orderBy: { abbreviation: "asc" },
	});
	return hubs.flatMap((hub) =>
		hub.hosts
			.filter(({ institutionId }) => mayDo(ctx, "create", "ExternalFund", { hubId: hub.id, institutionId }))
			.map(({ institution }) => ({ hub, institution })),
	);
}
