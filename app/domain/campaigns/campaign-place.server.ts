import { forbidden } from "~/platform/errors";
import type { Action } from "../access/ability.server";
import { mayDo, mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";

/** The columns scopes ask for: a hub with its hosts, or null for the programme. */
export type Place = { hubId: string | null; hub: { hosts: object[] } | null };

export const mayAt = (ctx: Ctx, action: Action, { hubId, hub }: Place): boolean =>
	mayDo(ctx, action, "Campaign", { hubId, hub });

/**
 * Where the actor may write campaigns, and to which funds one from there may give: a hub's to funds of hubs the actor
 * writes for, the programme's to any.
 * @throws AppError forbidden  when that is nowhere
 */
export async function listCampaignPlaces(ctx: Ctx) {
	if (!mayEver(ctx, "change", "Campaign")) throw forbidden("change Campaign");
	const [hubs, funds] = await Promise.all([
		ctx.db.hub.findMany({ include: { hosts: true }, orderBy: { abbreviation: "asc" } }),
		ctx.db.fund.findMany({
			where: { status: "open" },
			select: { id: true, hubId: true, nameJa: true, nameEn: true, hub: { select: { abbreviation: true } } },
			orderBy: [{ sortOrder: "asc" }, { slug: "asc" }],
		}),
	]);
	const own = hubs.filter((hub) => mayAt(ctx, "change", { hubId: hub.id, hub }));
	const programme = mayAt(ctx, "change", { hubId: null, hub: null });
	if (own.length === 0 && !programme) throw forbidden("change Campaign anywhere");
	const ids = new Set(own.map((hub) => hub.id));
	return {
		hubs: own.map(({ id, slug, abbreviation, nameJa, nameEn }) => ({ id, slug, abbreviation, nameJa, nameEn })),
		programme,
		funds: funds.filter((fund) => programme || (fund.hubId !== null && ids.has(fund.hubId))),
	};
}
