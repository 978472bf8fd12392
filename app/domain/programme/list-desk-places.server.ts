import type { Ctx } from "../access/ctx.server";
import { type HubChoice, listMyHubs } from "../access/list-my-hubs.server";

export type DeskPlaces = {
	hubs: HubChoice[];
	institutions: { id: string; slug: string; nameJa: string; nameEn: string }[];
};

/** The hubs an actor's roles reach and the institutions these have: rows, columns and filters of the desk. */
export async function listDeskPlaces(ctx: Ctx): Promise<DeskPlaces> {
	const { hubs, everyHub } = await listMyHubs(ctx);
	const institutions = await ctx.db.institution.findMany({
		where: everyHub ? {} : { hosts: { some: { hubId: { in: hubs.map(({ id }) => id) } } } },
		select: { id: true, slug: true, nameJa: true, nameEn: true },
		orderBy: { slug: "asc" },
	});
	return { hubs, institutions };
}
