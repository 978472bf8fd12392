import { notFound } from "~/platform/errors";
import { authorize, isUuid, mayDo, mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { listMyHubs } from "../access/list-my-hubs.server";
import { type PracticeKind, practiceContentSchema, practiceResultsSchema } from "./practice.schema";

export const PRACTICES_PER_PAGE = 30;
const hubFacts = { select: { id: true, slug: true, abbreviation: true, nameJa: true, nameEn: true } };

/** What is offered, newest first, and how far each spread. @param input.cursor  id of the last one of the page before */
export async function listPractices(ctx: Ctx, input: { kind?: PracticeKind; cursor?: string }) {
	await authorize(ctx, "read", "Practice");
	const found = await ctx.db.practice.findMany({
		where: { status: "offered", ...(input.kind && { kind: input.kind }) },
		include: { hub: hubFacts, adoptions: { include: { hub: hubFacts }, orderBy: { id: "asc" } } },
		orderBy: { id: "desc" },
		take: PRACTICES_PER_PAGE + 1,
		...(input.cursor && { cursor: { id: input.cursor }, skip: 1 }),
	});
	const practices = found.slice(0, PRACTICES_PER_PAGE);
	return { practices, nextCursor: found.length > PRACTICES_PER_PAGE ? (practices.at(-1)?.id ?? null) : null };
}

/** One practice with its content, its results and who took it. @throws AppError practice_not_found, forbidden */
export async function getPractice(ctx: Ctx, practiceId: string) {
	await authorize(ctx, "read", "Practice");
	const practice = isUuid(practiceId)
		? await ctx.db.practice.findUnique({
				where: { id: practiceId },
				include: { hub: hubFacts, adoptions: { include: { hub: hubFacts }, orderBy: { id: "asc" } } },
			})
		: null;
	if (!practice) throw notFound("practice", practiceId);
	const mine = await myHubs(ctx);
	return {
		...practice,
		content: practiceContentSchema.parse(practice.content),
		results: practiceResultsSchema.parse(practice.results),
		mayWithdraw: mine.some((hub) => hub.id === practice.hubId && hub.mayOffer),
		adoptingHubs: mine.filter((hub) => hub.id !== practice.hubId && hub.mayAdopt),
	};
}

/** What the actor's hubs have that can be offered and is not yet: plans in force, letters in use, and what was published or sent. */
export async function listOfferable(ctx: Ctx) {
	if (!mayEver(ctx, "offer", "Hub")) return [];
	const hubs = (await myHubs(ctx)).filter((hub) => hub.mayOffer);
	const hubId = { in: hubs.map((hub) => hub.id) };
	const [plans, letters, campaigns, stories, reports, offered] = await Promise.all([
		ctx.db.sufficiencyPlan.findMany({
			where: { hubId, status: "approved" },
			select: { id: true, hubId: true, title: true, version: true },
		}),
		ctx.db.pledgeLetter.findMany({
			where: { hubId, status: "ready" },
			select: { id: true, hubId: true, titleJa: true },
		}),
		ctx.db.campaign.findMany({
			where: { hubId, status: { in: ["published", "withdrawn"] } },
			select: { id: true, hubId: true, titleJa: true },
		}),
		ctx.db.story.findMany({ where: { hubId, status: "published" }, select: { id: true, hubId: true, titleJa: true } }),
		ctx.db.report.findMany({ where: { hubId, status: "sent" }, select: { id: true, hubId: true, titleJa: true } }),
		ctx.db.practice.findMany({ where: { hubId, status: "offered" }, select: { sourceId: true } }),
	]);
	const free = ({ id }: { id: string }) => !offered.some((one) => one.sourceId === id);
	return hubs.map((hub) => ({
		...hub,
		plans: plans.filter((plan) => plan.hubId === hub.id && free(plan)),
		works: (
			[
				["pledge_letter", letters],
				["campaign", campaigns],
				["story", stories],
				["report", reports],
			] as const
		).flatMap(([kind, rows]) =>
			rows.filter((row) => row.hubId === hub.id && free(row)).map(({ id, titleJa }) => ({ kind, id, title: titleJa })),
		),
	}));
}

async function myHubs(ctx: Ctx) {
	const { hubs } = await listMyHubs(ctx);
	const rows = await ctx.db.hub.findMany({
		where: { id: { in: hubs.map((hub) => hub.id) } },
		include: { hosts: true },
		orderBy: { abbreviation: "asc" },
	});
	return rows.map((hub) => ({
		...{ id: hub.id, slug: hub.slug, abbreviation: hub.abbreviation, nameJa: hub.nameJa, nameEn: hub.nameEn },
		mayOffer: mayDo(ctx, "offer", "Hub", hub),
		mayAdopt: mayDo(ctx, "adopt", "Hub", hub),
	}));
}
