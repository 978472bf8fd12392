import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import { listOpportunityOwners } from "../opportunities/get-opportunity.server";
import type { SegmentRule, SegmentRules } from "./segment-rules";

/** A thing a rule may name, in both languages. */
export type SegmentChoice = { id: string; ja: string; en: string };
export const REFERENCES = ["fund", "hub", "campaign", "code", "officer"] as const;
export type ReferenceKind = (typeof REFERENCES)[number];
export type SegmentChoices = Record<ReferenceKind, SegmentChoice[]>;
type Place = { institutionId: string; hubId: string | null };

const CODES_OFFERED = 200;

/** What the rules of a segment of this place can name: its own funds, campaigns, codes and officers, nothing of another hub. */
export async function listSegmentChoices(ctx: Ctx, { institutionId, hubId }: Place): Promise<SegmentChoices> {
	const ofPlace = hubId === null ? { institutionId } : { institutionId, hubId };
	const hosted = { hosts: { some: { institutionId } } };
	const [funds, hubs, campaigns, codes, officers] = await Promise.all([
		ctx.db.fund.findMany({
			where: ofPlace,
			select: { id: true, nameJa: true, nameEn: true },
			orderBy: [{ sortOrder: "asc" }, { slug: "asc" }],
		}),
		// At one hub the gifts of another are not seen, and so not asked for.
		hubId === null
			? ctx.db.hub.findMany({
					where: hosted,
					select: { id: true, nameJa: true, nameEn: true },
					orderBy: { abbreviation: "asc" },
				})
			: [],
		ctx.db.campaign.findMany({
			where: { OR: [hubId === null ? { hub: { is: hosted } } : { hubId }, { funds: { some: { fund: ofPlace } } }] },
			select: { id: true, titleJa: true, titleEn: true },
			orderBy: { id: "desc" },
		}),
		listCodes(ctx, { institutionId, hubId }),
		listOpportunityOwners(ctx, { institutionId, hubId: hubId ?? undefined }),
	]);
	return {
		fund: funds.map(named),
		hub: hubs.map(named),
		campaign: campaigns.map(({ id, titleJa, titleEn }) => named({ id, nameJa: titleJa, nameEn: titleEn })),
		code: codes,
		officer: officers.map(({ id, name }) => ({ id, ja: name, en: name })),
	};
}

const named = ({ id, nameJa, nameEn }: { id: string; nameJa: string; nameEn: string }): SegmentChoice => ({
	id,
	ja: nameJa,
	en: nameEn || nameJa,
});

/** Codes by what they stand on: an appeal's name, a report's or an event's title. */
async function listCodes(ctx: Ctx, { institutionId, hubId }: Place): Promise<SegmentChoice[]> {
	const codes = await ctx.db.appealCode.findMany({
		where: hubId === null ? { hub: { is: { hosts: { some: { institutionId } } } } } : { hubId },
		select: { code: true, kind: true, subjectId: true },
		orderBy: { createdAt: "desc" },
		take: CODES_OFFERED,
	});
	const idsOf = (kind: string) => codes.filter((one) => one.kind === kind).map((one) => one.subjectId);
	const [appeals, reports, events] = await Promise.all([
		ctx.db.appeal.findMany({ where: { id: { in: idsOf("appeal") } }, select: { id: true, name: true } }),
		ctx.db.report.findMany({
			where: { id: { in: idsOf("report") } },
			select: { id: true, titleJa: true, titleEn: true },
		}),
		ctx.db.outreachEvent.findMany({
			where: { id: { in: idsOf("event") } },
			select: { id: true, titleJa: true, titleEn: true },
		}),
	]);
	const names = new Map([
		...appeals.map(({ id, name }) => [id, { ja: name, en: name }] as const),
		...[...reports, ...events].map(
			({ id, titleJa, titleEn }) => [id, { ja: titleJa || titleEn, en: titleEn || titleJa }] as const,
		),
	]);
	return codes.map(({ code, subjectId }) => {
		const name = names.get(subjectId);
		return { id: code, ja: name ? `${name.ja} (${code})` : code, en: name ? `${name.en} (${code})` : code };
	});
}

/** What a rule names; null when it names nothing. */
export function referenceOf(rule: SegmentRule): { kind: ReferenceKind; id: string } | null {
	switch (rule.fact) {
		case "gaveToFund":
			return { kind: "fund", id: rule.fundId };
		case "gaveToHub":
			return { kind: "hub", id: rule.hubId };
		case "gaveByCampaign":
			return { kind: "campaign", id: rule.campaignId };
		case "answeredAppeal":
			return { kind: "code", id: rule.code };
		case "officer":
			return rule.officerId === null ? null : { kind: "officer", id: rule.officerId };
		default:
			return null;
	}
}

export type SegmentNames = Record<string, { ja: string; en: string }>;
export const nameKey = (kind: ReferenceKind, id: string) => `${kind}:${id}`;

/** What rules name, in words; what is not among them was deleted, or is not this place's. */
export async function readSegmentNames(ctx: Ctx, place: Place, rules: SegmentRules): Promise<SegmentNames> {
	const wanted = rules.rules.map(referenceOf).filter((one) => one !== null);
	if (wanted.length === 0) return {};
	const choices = await listSegmentChoices(ctx, place);
	// Who left is still a person with a name.
	const officers = wanted.filter(({ kind }) => kind === "officer").map(({ id }) => id);
	const staff = await readRows(
		ctx,
		z.object({ id: z.string(), name: z.string() }),
		() => Prisma.sql`SELECT u.id, u.name FROM staff_user u WHERE u.id = ANY(${officers})`,
	);
	const all: SegmentChoices = { ...choices, officer: staff.map(({ id, name }) => ({ id, ja: name, en: name })) };
	return Object.fromEntries(
		wanted.flatMap(({ kind, id }) => {
			const found = all[kind].find((one) => one.id === id);
			return found ? [[nameKey(kind, id), { ja: found.ja, en: found.en }]] : [];
		}),
	);
}
