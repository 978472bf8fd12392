import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { listMyHubs } from "../access/list-my-hubs.server";
import { jstDayString } from "../calendar/fiscal-year";

/** Every hub the actor reaches, with what waits there: open findings, those late, the newest evaluation. */
export async function listFollowUp(ctx: Ctx) {
	await authorize(ctx, "read", "Finding");
	const { hubs } = await listMyHubs(ctx);
	const ids = hubs.map((hub) => hub.id);
	const today = new Date(`${jstDayString(ctx.now)}T00:00:00Z`);
	const unanswered = { hubId: { in: ids }, status: "open" };
	const [open, answered, late, latest] = await Promise.all([
		ctx.db.finding.groupBy({ by: ["hubId"], where: unanswered, _count: { _all: true }, _min: { dueOn: true } }),
		ctx.db.finding.groupBy({ by: ["hubId"], where: { ...unanswered, status: "answered" }, _count: { _all: true } }),
		ctx.db.finding.groupBy({
			by: ["hubId"],
			where: { ...unanswered, dueOn: { lt: today } },
			_count: { _all: true },
		}),
		ctx.db.evaluation.groupBy({ by: ["hubId"], where: { hubId: { in: ids } }, _max: { heldOn: true } }),
	]);
	const of = <R extends { hubId: string }>(rows: R[], hubId: string) => rows.find((row) => row.hubId === hubId);
	return hubs.map((hub) => ({
		...hub,
		open: of(open, hub.id)?._count._all ?? 0,
		answered: of(answered, hub.id)?._count._all ?? 0,
		late: of(late, hub.id)?._count._all ?? 0,
		nextDueOn: of(open, hub.id)?._min.dueOn ?? null,
		lastHeldOn: of(latest, hub.id)?._max.heldOn ?? null,
	}));
}
