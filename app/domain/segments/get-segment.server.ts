import { conflict, notFound } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { nameKey, readSegmentNames, referenceOf, type SegmentNames } from "./segment-choices.server";
import { type SegmentRules, segmentRulesSchema } from "./segment-rules";

const NAMED = { select: { id: true, slug: true, nameJa: true, nameEn: true } } as const;
const HUB = { select: { id: true, slug: true, abbreviation: true, nameJa: true, nameEn: true } } as const;

/** A kept segment with its rules as they can be asked. */
export type KeptSegment = Awaited<ReturnType<typeof getSegment>>;

/**
 * @throws AppError segment_not_found  also for another hub's; segment_unreadable (409) when its definition is none we know
 */
export async function getSegment(ctx: Ctx, segmentId: string) {
	await authorize(ctx, "read", { type: "Segment", id: segmentId });
	const segment = await ctx.db.segment.findUnique({
		where: { id: segmentId },
		include: { institution: NAMED, hub: HUB },
	});
	if (!segment) throw notFound("segment", segmentId);
	const rules = rulesOf(segment.definition);
	if (rules === null) {
		throw conflict("segment_unreadable", `segment ${segmentId} holds no rules we know`, {
			personKey: "segments.unreadable",
			params: { name: segment.name },
		});
	}
	return { ...segment, rules };
}

/** What is kept is read as strictly as what is sent. */
export function rulesOf(definition: unknown): SegmentRules | null {
	const parsed = segmentRulesSchema.safeParse(definition);
	return parsed.success ? parsed.data : null;
}

/** What the rules name, in words, and which of them name something that is gone (from 0). */
export async function explainSegment(
	ctx: Ctx,
	place: { institutionId: string; hubId: string | null },
	rules: SegmentRules,
): Promise<{ names: SegmentNames; gone: number[] }> {
	const names = await readSegmentNames(ctx, place, rules);
	const gone = rules.rules.flatMap((rule, index) => {
		const reference = referenceOf(rule);
		return reference && !(nameKey(reference.kind, reference.id) in names) ? [index] : [];
	});
	return { names, gone };
}

/** Everything a segment was planned with, newest first. */
export async function listSegmentUses(ctx: Ctx, segmentId: string) {
	await authorize(ctx, "read", { type: "Segment", id: segmentId });
	const where = { segmentId };
	const newest = { id: "desc" } as const;
	const [appeals, reports, mailings] = await Promise.all([
		ctx.db.appeal.findMany({ where, select: { id: true, name: true, status: true }, orderBy: newest, take: 50 }),
		ctx.db.report.findMany({
			where,
			select: { id: true, titleJa: true, titleEn: true, status: true },
			orderBy: newest,
			take: 50,
		}),
		ctx.db.mailing.findMany({
			where,
			select: { id: true, status: true, scheduledAt: true },
			orderBy: newest,
			take: 50,
		}),
	]);
	return { appeals, reports, mailings };
}
