import { mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { type HubChoice, listMyHubs } from "../access/list-my-hubs.server";

/** Of what the actor may take a snapshot: the whole programme, and which hubs. */
export async function listTakeableHubs(ctx: Ctx): Promise<{ programme: boolean; hubs: HubChoice[] }> {
	const { hubs } = await listMyHubs(ctx);
	const hosts = await ctx.db.hubHost.findMany({
		where: { hubId: { in: hubs.map(({ id }) => id) } },
		select: { hubId: true, institutionId: true },
	});
	const rowOf = ({ id }: HubChoice) => ({ hubId: id, hub: { id, hosts: hosts.filter(({ hubId }) => hubId === id) } });
	return {
		programme: mayDo(ctx, "take", "Snapshot", { hubId: null }),
		hubs: hubs.filter((hub) => mayDo(ctx, "take", "Snapshot", rowOf(hub))),
	};
}
