import { forbidden } from "~/platform/errors";
import { authorize, mayDo, mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { listMyInstitutions } from "../access/list-my-hubs.server";
import { jstDayString } from "../calendar/fiscal-year";
import { hostsOn } from "../hubs/hub-card";
import { rulesOf } from "./get-segment.server";
import type { SegmentRules } from "./segment-rules";

export const SEGMENTS_PER_PAGE = 50;

export type SegmentRow = {
	id: string;
	name: string;
	institutionId: string;
	hubId: string | null;
	institution: { nameJa: string; nameEn: string };
	hub: { abbreviation: string; slug: string } | null;
	/** null: its definition is none we know */
	rules: SegmentRules | null;
	createdAt: Date;
	/** appeals, reports and mailings planned with it */
	uses: number;
};

/**
 * Segments the actor may see, newest first.
 * @param input.hubId  those of one hub, and the institution's own that reach its donors
 * @param input.cursor  id of the last segment of the page before
 */
export async function listSegments(
	ctx: Ctx,
	input: { hubId?: string; institutionId?: string; cursor?: string; limit?: number } = {},
): Promise<{ segments: SegmentRow[]; nextCursor: string | null }> {
	await authorize(ctx, "read", "Segment");
	const limit = input.limit ?? SEGMENTS_PER_PAGE;
	const rows = await ctx.db.segment.findMany({
		where: {
			...(input.hubId === undefined ? {} : { hubId: input.hubId }),
			...(input.institutionId === undefined ? {} : { institutionId: input.institutionId }),
			...(input.cursor === undefined ? {} : { id: { lt: input.cursor } }),
		},
		include: {
			institution: { select: { nameJa: true, nameEn: true } },
			hub: { select: { abbreviation: true, slug: true } },
			_count: { select: { appeals: true, reports: true, mailings: true } },
		},
		orderBy: { id: "desc" },
		take: limit + 1,
	});
	const segments = rows.slice(0, limit).map(({ definition, _count, ...row }) => ({
		...row,
		rules: rulesOf(definition),
		uses: _count.appeals + _count.reports + _count.mailings,
	}));
	return { segments, nextCursor: rows.length > limit ? (segments.at(-1)?.id ?? null) : null };
}

export type SegmentPlace = {
	institution: { id: string; nameJa: string; nameEn: string };
	/** null: every donor of the institution */
	hub: { id: string; slug: string; abbreviation: string } | null;
};

/**
 * Where the actor may keep segments: each hub with each institution that hosts it today, and institutions as a whole.
 * @throws AppError forbidden  when that is nowhere
 */
export async function listSegmentPlaces(ctx: Ctx): Promise<SegmentPlace[]> {
	if (!mayEver(ctx, "change", "Segment")) throw forbidden("change Segment");
	const day = jstDayString(ctx.now);
	const hubs = await ctx.db.hub.findMany({
		include: { hosts: { include: { institution: true }, orderBy: { isPrimary: "desc" } } },
		orderBy: { abbreviation: "asc" },
	});
	const mine = (institutionId: string, hubId: string | null) =>
		mayDo(ctx, "change", "Segment", { institutionId, hubId });
	const ofHubs = hubs.flatMap((hub) =>
		hostsOn(hub.hosts, day)
			.filter(({ institutionId }) => mine(institutionId, hub.id))
			.map(({ institution }) => ({ hub, institution })),
	);
	const named = await listMyInstitutions(ctx);
	const seen = [...named, ...ofHubs.map(({ institution }) => institution)];
	const whole = [...new Map(seen.map((one) => [one.id, one])).values()].filter(({ id }) => mine(id, null));
	return [...ofHubs, ...whole.map((institution) => ({ hub: null, institution }))];
}
