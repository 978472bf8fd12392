import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { forbidden } from "~/platform/errors";
import { authorize, mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { listMyHubs } from "../access/list-my-hubs.server";
import { readRows } from "../access/read-rows.server";
import { firstDayOf, lastDayOf } from "../calendar/fiscal-year";
import { moneyOf } from "../campaigns/attributed-money.server";
import { EVENT_KINDS, type EventKind } from "./event-kinds";

const PAGE = 30;
const midnight = (day: string) => new Date(`${day}T00:00:00Z`);
const dayText = (day: Date) => day.toISOString().slice(0, 10);

export type EventFilter = { hubId?: string; kind?: EventKind; fiscalYear?: number; cursor?: string; limit?: number };

/**
 * Events of the actor's hubs, the latest first.
 * @throws AppError forbidden
 */
export async function listEvents(ctx: Ctx, filter: EventFilter = {}) {
	if (!mayEver(ctx, "read", "OutreachEvent")) throw forbidden("read OutreachEvent");
	const { hubId, kind, fiscalYear, cursor, limit = PAGE } = filter;
	const { hubs, everyHub } = await listMyHubs(ctx);
	const rows = await ctx.db.outreachEvent.findMany({
		where: {
			AND: everyHub ? [] : [{ hubId: { in: hubs.map(({ id }) => id) } }],
			...(hubId === undefined ? {} : { hubId }),
			...(kind === undefined ? {} : { kind }),
			...(fiscalYear === undefined ? {} : { startsOn: daysOf(fiscalYear) }),
		},
		select: {
			...{ id: true, slug: true, kind: true, titleJa: true, titleEn: true, status: true },
			...{ startsOn: true, endsOn: true, expectedCount: true, attendedCount: true },
			hub: { select: { slug: true, abbreviation: true } },
		},
		orderBy: [{ startsOn: "desc" }, { id: "desc" }],
		take: limit + 1,
		...(cursor === undefined ? {} : { cursor: { id: cursor }, skip: 1 }),
	});
	const events = rows.slice(0, limit).map(({ startsOn, endsOn, ...row }) => ({
		...row,
		...{ startsOn: dayText(startsOn), endsOn: dayText(endsOn) },
	}));
	return { events, nextCursor: rows.length > limit ? (events.at(-1)?.id ?? null) : null };
}

function daysOf(fiscalYear: number) {
	return {
		gte: midnight(firstDayOf(fiscalYear).toString()),
		lte: midnight(lastDayOf(fiscalYear).toString()),
	};
}

const answerRow = z.object({ giftCount: z.int(), keptYen: z.bigint() });
const visitRow = z.object({ visits: z.int() });

/**
 * An event with its code, and what answered it for who sees gifts there.
 * @throws AppError event_not_found, forbidden
 */
export async function getEvent(ctx: Ctx, eventId: string) {
	await authorize(ctx, "read", { type: "OutreachEvent", id: eventId });
	const event = await ctx.db.outreachEvent.findUniqueOrThrow({
		where: { id: eventId },
		include: {
			hub: { include: { hosts: true } },
			stories: { select: { story: { select: { id: true, slug: true, titleJa: true, titleEn: true, status: true } } } },
		},
	});
	const code = await ctx.db.appealCode.findFirst({ where: { kind: "event", subjectId: eventId } });
	return {
		...event,
		kind: EVENT_KINDS.find((kind) => kind === event.kind) ?? ("other" as const),
		...{ startsOn: dayText(event.startsOn), endsOn: dayText(event.endsOn) },
		stories: event.stories.map(({ story }) => story),
		code: code?.code ?? null,
		answers: code === null ? null : await answersTo(ctx, code.code),
	};
}

async function answersTo(ctx: Ctx, code: string) {
	const [visited] = await readRows(
		ctx,
		visitRow,
		() => Prisma.sql`SELECT coalesce(sum(count), 0)::int AS visits FROM code_visit WHERE code = ${code}`,
	);
	if (!mayEver(ctx, "read", "Gift")) return { visits: visited?.visits ?? 0, gifts: null };
	const [gifts] = await readRows(
		ctx,
		answerRow,
		(visible) => Prisma.sql`
		SELECT count(DISTINCT m.gift_id)::int AS "giftCount", coalesce(sum(m.kept_yen), 0)::bigint AS "keptYen"
		FROM (${moneyOf(Prisma.sql`g.appeal_code = ${code} AND ${visible("gift", "g")}`)}) m`,
	);
	return { visits: visited?.visits ?? 0, gifts: gifts ?? { giftCount: 0, keptYen: 0n } };
}

const countRow = z.object({
	hub: z.string(),
	abbreviation: z.string(),
	kind: z.enum(EVENT_KINDS),
	events: z.int(),
	/** of those whose number is known */
	people: z.int(),
	uncounted: z.int(),
});
export type EventCount = z.output<typeof countRow>;

/**
 * Events of a fiscal year and the people who came, by hub and kind: drafts and withdrawn ones, and days to come, are not counted.
 * @throws AppError forbidden
 */
export async function countEvents(ctx: Ctx, input: { fiscalYear: number; today: string }): Promise<EventCount[]> {
	if (!mayEver(ctx, "read", "OutreachEvent")) throw forbidden("read OutreachEvent");
	const [from, to] = [firstDayOf(input.fiscalYear).toString(), lastDayOf(input.fiscalYear).toString()];
	return readRows(
		ctx,
		countRow,
		(visible) => Prisma.sql`
		SELECT h.slug AS hub, h.abbreviation, e.kind, count(*)::int AS events,
			coalesce(sum(e.attended_count), 0)::int AS people, count(*) FILTER (WHERE e.attended_count IS NULL)::int AS uncounted
		FROM outreach_event e JOIN hub h ON h.id = e.hub_id
		WHERE ${visible("outreach_event", "e")} AND e.status = 'published'
			AND e.starts_on BETWEEN ${from}::date AND ${to}::date AND e.starts_on <= ${input.today}::date
		GROUP BY h.slug, h.abbreviation, e.kind ORDER BY h.abbreviation, e.kind`,
	);
}

/** Hubs the actor may write events of. @throws AppError forbidden */
export async function listEventPlaces(ctx: Ctx) {
	if (!mayEver(ctx, "change", "OutreachEvent")) throw forbidden("change OutreachEvent");
	return (await listMyHubs(ctx)).hubs;
}

/** Stories an event may lead to: published ones of the hub and of the programme, and the hub's own drafts. */
export async function listEventStories(ctx: Ctx, hubId: string) {
	return ctx.db.story.findMany({
		where: { OR: [{ hubId }, { hubId: null }], status: { not: "withdrawn" } },
		select: { id: true, titleJa: true, titleEn: true, status: true },
		orderBy: { id: "desc" },
		take: 100,
	});
}
