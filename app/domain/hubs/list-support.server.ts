import { forbidden } from "~/platform/errors";
import { mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { listMyHubs } from "../access/list-my-hubs.server";
import { supportStatus } from "./support-status";

/** Where each hub stands in the programme today, for who keeps its support periods. @throws AppError forbidden */
export async function listSupport(ctx: Ctx) {
	if (!mayEver(ctx, "changeSupport", "Hub")) throw forbidden("changeSupport Hub");
	const { hubs } = await listMyHubs(ctx);
	const rows = await ctx.db.hub.findMany({
		where: { id: { in: hubs.map((hub) => hub.id) } },
		select: { id: true, supportPeriods: true, recognitions: { select: { kind: true } } },
	});
	return hubs.map((hub) => {
		const row = rows.find(({ id }) => id === hub.id);
		return {
			...hub,
			status: supportStatus(row?.supportPeriods ?? [], ctx.now),
			recognitions: (row?.recognitions ?? []).map(({ kind }) => kind),
		};
	});
}
