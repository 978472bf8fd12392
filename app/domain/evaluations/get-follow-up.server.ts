import { authorize, mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { overseenHub } from "../hubs/overseen-hub.server";

/**
 * One hub as the programme follows it: evaluations, findings with what was answered, indicators with their targets.
 * @throws AppError hub_not_found, forbidden
 */
export async function getFollowUp(ctx: Ctx, slug: string) {
	await authorize(ctx, "read", "Evaluation");
	const hub = await overseenHub(ctx, { slug });
	const where = { hubId: hub.id };
	const [evaluations, findings, indicators] = await Promise.all([
		ctx.db.evaluation.findMany({ where, orderBy: [{ heldOn: "desc" }, { id: "desc" }], take: 200 }),
		ctx.db.finding.findMany({
			where,
			include: {
				responses: { orderBy: { id: "asc" } },
				evaluation: { select: { title: true, kind: true } },
			},
			orderBy: [{ dueOn: { sort: "asc", nulls: "last" } }, { id: "asc" }],
			take: 500,
		}),
		ctx.db.hubIndicator.findMany({ where, orderBy: [{ indicator: "asc" }, { fiscalYear: "asc" }] }),
	]);
	const row = { hubId: hub.id, hub };
	return {
		hub,
		evaluations,
		findings,
		indicators: indicators.map((one) => ({
			...one,
			value: one.value?.toNumber() ?? null,
			target: one.target?.toNumber() ?? null,
		})),
		may: {
			record: mayDo(ctx, "record", "Evaluation", row),
			submit: mayDo(ctx, "submit", "Evaluation", row),
			find: mayDo(ctx, "record", "Finding", row),
			respond: mayDo(ctx, "respond", "Finding", row),
			indicate: mayDo(ctx, "record", "HubIndicator", row),
		},
	};
}
