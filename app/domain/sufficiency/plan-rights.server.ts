import { mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";

/** What the actor may do to plans of a hub; who submitted one may still not decide on it. */
export function planRights(ctx: Ctx, hub: { id: string; hosts: object[] }) {
	const row = { hubId: hub.id, hub: { hosts: hub.hosts } };
	const may = (action: "change" | "submit" | "approve") => mayDo(ctx, action, "SufficiencyPlan", row);
	return { change: may("change"), submit: may("submit"), approve: may("approve") };
}
