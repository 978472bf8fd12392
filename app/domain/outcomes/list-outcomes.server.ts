import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readPublicFigures, readRows } from "../access/read-rows.server";
import { OUTCOME_KINDS, type OutcomeKind, RATE_NAMES, type RateName, ratesOf, type Spread, spreadOf } from "./outcome";

const figures = {
	sentCount: z.int(),
	bouncedCount: z.int(),
	complaintCount: z.int(),
	unsubscribedCount: z.int(),
	visitCount: z.int(),
	giftCount: z.int(),
	donorCount: z.int(),
	keptYen: z.bigint(),
	againCount: z.int(),
	againRipeCount: z.int(),
	costYen: z.bigint(),
};
const FIGURES = Prisma.sql`o.sent_count AS "sentCount", o.bounced_count AS "bouncedCount", o.complaint_count AS "complaintCount",
	o.unsubscribed_count AS "unsubscribedCount", o.visit_count AS "visitCount", o.gift_count AS "giftCount",
	o.donor_count AS "donorCount", o.kept_yen AS "keptYen", o.again_count AS "againCount",
	o.again_ripe_count AS "againRipeCount", o.cost_yen AS "costYen"`;

const row = z.object({
	kind: z.enum(OUTCOME_KINDS),
	subjectId: z.uuid(),
	hubId: z.uuid().nullable(),
	hub: z.string().nullable(),
	nameJa: z.string(),
	nameEn: z.string(),
	/** mail | letter; null: not an appeal */
	channel: z.string().nullable(),
	startedOn: z.string(),
	asOf: z.date(),
	...figures,
});
export type OutcomeRow = z.output<typeof row>;

export const OUTCOMES_PER_PAGE = 50;

export type OutcomesFilter = { kind?: OutcomeKind; hubId?: string; subjectId?: string; beforeDay?: string };

/** Outcomes the actor may see, the latest first. @param input.cursor  `<day>_<subject id>` of the last row before */
export async function listOutcomes(
	ctx: Ctx,
	input: OutcomesFilter & { cursor?: string; limit?: number },
): Promise<{ outcomes: OutcomeRow[]; nextCursor: string | null }> {
	await authorize(ctx, "read", "Outcome");
	const limit = input.limit ?? OUTCOMES_PER_PAGE;
	const rows = await readRows(ctx, row, (visible) => {
		const found = [visible("outcome", "o"), ...conditions(input)];
		return Prisma.sql`
			SELECT o.kind, o.subject_id AS "subjectId", o.hub_id AS "hubId", h.slug AS hub,
				coalesce(c.title_ja, a.name, r.title_ja, '') AS "nameJa",
				coalesce(nullif(c.title_en, ''), nullif(r.title_en, ''), c.title_ja, a.name, r.title_ja, '') AS "nameEn",
				a.channel, o.started_on::text AS "startedOn", o.as_of AS "asOf", ${FIGURES}
			FROM outcome o
			LEFT JOIN hub h ON h.id = o.hub_id
			LEFT JOIN campaign c ON o.kind = 'campaign' AND c.id = o.subject_id
			LEFT JOIN appeal a ON o.kind = 'appeal' AND a.id = o.subject_id
			LEFT JOIN report r ON o.kind = 'report' AND r.id = o.subject_id
			WHERE ${Prisma.join(found, " AND ")}
			ORDER BY o.started_on DESC, o.subject_id DESC LIMIT ${limit + 1}`;
	});
	const outcomes = rows.slice(0, limit);
	const last = outcomes.at(-1);
	return { outcomes, nextCursor: rows.length > limit && last ? `${last.startedOn}_${last.subjectId}` : null };
}

function conditions({ kind, hubId, subjectId, beforeDay, cursor }: OutcomesFilter & { cursor?: string }): Prisma.Sql[] {
	const found: Prisma.Sql[] = [];
	if (kind !== undefined) found.push(Prisma.sql`o.kind = ${kind}`);
	if (hubId !== undefined) found.push(Prisma.sql`o.hub_id = ${hubId}::uuid`);
	if (subjectId !== undefined) found.push(Prisma.sql`o.subject_id = ${subjectId}::uuid`);
	if (beforeDay !== undefined) found.push(Prisma.sql`o.started_on < ${beforeDay}::date`);
	if (cursor !== undefined) {
		const [day = "", id = ""] = cursor.split("_");
		found.push(Prisma.sql`(o.started_on, o.subject_id) < (${day}::date, ${id}::uuid)`);
	}
	return found;
}

const otherRow = z.object({ hubId: z.uuid(), ...figures });
/** Asks of a few people say little of how people answer. */
const LEAST_SENT = 20;
const YEARS_BACK = 3;

/**
 * The middle half of what other hubs' asks of this kind came to in three years, and nothing of any one of them.
 * @param of.hubId  whose own are left out
 */
export async function spreadOfOthers(
	ctx: Ctx,
	of: { kind: OutcomeKind; hubId: string | null },
): Promise<Record<RateName, Spread | null>> {
	await authorize(ctx, "read", "Outcome");
	const rows = await readPublicFigures(
		otherRow,
		"only quartiles over at least five asks of at least three hubs leave this function",
		Prisma.sql`
		SELECT o.hub_id AS "hubId", ${FIGURES} FROM outcome o
		WHERE o.kind = ${of.kind} AND o.hub_id IS NOT NULL AND o.hub_id IS DISTINCT FROM ${of.hubId}::uuid
			AND o.started_on >= ${ctx.now}::date - make_interval(years => ${YEARS_BACK}::int)
			AND (o.kind = 'campaign' OR o.sent_count >= ${LEAST_SENT}::int)`,
	);
	const rated = rows.map(({ hubId, ...counts }) => ({ hubId, rates: ratesOf(counts) }));
	const spread = (name: RateName) => spreadOf(rated.map(({ hubId, rates }) => ({ hubId, value: rates[name] })));
	return Object.fromEntries(RATE_NAMES.map((name) => [name, spread(name)])) as Record<RateName, Spread | null>;
}
