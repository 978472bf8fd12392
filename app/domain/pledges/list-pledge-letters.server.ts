import { notFound } from "~/platform/errors";
import { authorize, isUuid, mayDo, mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";

const ROWS = {
	hub: { select: { id: true, slug: true, abbreviation: true, nameJa: true, nameEn: true } },
	fromPractice: { select: { titleJa: true, titleEn: true, hub: { select: { abbreviation: true } } } },
} as const;
/** A hub has a handful; more than this nobody looks through. */
const SHOWN = 200;

/** The wordings of pledge letters the actor sees, the newest of each hub first. */
export async function listPledgeLetters(ctx: Ctx, filter: { hubId?: string | undefined; ready?: boolean } = {}) {
	await authorize(ctx, "read", "PledgeLetter");
	return ctx.db.pledgeLetter.findMany({
		where: { hubId: filter.hubId, ...(filter.ready && { status: "ready" }) },
		include: ROWS,
		orderBy: [{ hub: { abbreviation: "asc" } }, { id: "desc" }],
		take: SHOWN,
	});
}

/** @throws AppError pledge_letter_not_found, also when it is another hub's */
export async function getPledgeLetter(ctx: Ctx, letterId: string) {
	await authorize(ctx, "read", "PledgeLetter");
	const letter = isUuid(letterId)
		? await ctx.db.pledgeLetter.findUnique({ where: { id: letterId }, include: ROWS })
		: null;
	if (!letter) throw notFound("pledge_letter", letterId);
	return letter;
}

/** The hubs the actor may write a letter for. */
export async function listLetterHubs(ctx: Ctx) {
	if (!mayEver(ctx, "change", "PledgeLetter")) return [];
	const hubs = await ctx.db.hub.findMany({
		select: { ...ROWS.hub.select, hosts: { select: { institutionId: true } } },
		orderBy: { abbreviation: "asc" },
	});
	return hubs.filter((hub) => mayDo(ctx, "change", "PledgeLetter", { hubId: hub.id, hub: { hosts: hub.hosts } }));
}
