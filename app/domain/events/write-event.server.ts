import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRows, type Tx } from "~/platform/db/transaction.server";
import { conflict, forbidden, invalid, notFound } from "~/platform/errors";
import { newId } from "~/platform/new-id";
import { actorId } from "../access/actor";
import { authorize, mayDo, mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { issueAppealCode } from "../campaigns/appeal-codes.server";
import { overseenHub } from "../hubs/overseen-hub.server";
import { type SentImage, takeImage } from "../images/take-image.server";
import { slugOf } from "../stories/write-story.server";
import type { EventFields } from "./event.schema";
import type { EventState } from "./event-kinds";

export interface WrittenEvent {
	fields: EventFields;
	image: SentImage;
}

/**
 * Writes an event down, as a draft, with the code by which gifts that answer it are known.
 * @throws AppError hub_not_found, forbidden, event_slug_taken (409), event_story (400), as takeImage
 */
export async function createEvent(ctx: Ctx, input: WrittenEvent & { hubId: string }): Promise<{ eventId: string }> {
	const { hubId, fields } = input;
	if (!mayEver(ctx, "change", "OutreachEvent")) throw forbidden("change OutreachEvent");
	const hub = await overseenHub(ctx, { id: hubId });
	if (!mayDo(ctx, "change", "OutreachEvent", { hubId, hub })) throw forbidden(`change OutreachEvent of hub ${hubId}`);
	await assertStories(ctx, fields.storyIds);
	const imageId = await takeImage(ctx, { hubId, sent: input.image });
	const eventId = newId();
	await inTransaction(ctx, async (tx) => {
		const slug = await freeSlug(tx, { eventId, fields });
		await tx.outreachEvent.create({
			data: {
				...{ id: eventId, hubId, imageId, createdBy: actorId(ctx.actor), createdAt: ctx.now, updatedAt: ctx.now },
				...rowOf(fields, slug),
			},
		});
		await keepStories(tx, eventId, fields.storyIds);
		await issueAppealCode(tx, { kind: "event", subjectId: eventId, hubId });
		await audit(tx, ctx, {
			action: "outreach_event.created",
			subject: { type: "outreach_event", id: eventId },
			after: { hubId, slug, titleJa: fields.titleJa, startsOn: fields.startsOn },
		});
	});
	return { eventId };
}

/**
 * Corrects an event, before and after it: what was expected, who came.
 * @throws AppError event_not_found, forbidden, event_slug_taken (409), event_story (400), as takeImage
 */
export async function changeEvent(ctx: Ctx, input: WrittenEvent & { eventId: string }): Promise<void> {
	const { eventId, fields } = input;
	await authorize(ctx, "change", { type: "OutreachEvent", id: eventId });
	await assertStories(ctx, fields.storyIds);
	const { hubId } = await ctx.db.outreachEvent.findUniqueOrThrow({ where: { id: eventId }, select: { hubId: true } });
	const imageId = await takeImage(ctx, { hubId, sent: input.image });
	await inTransaction(ctx, async (tx) => {
		const before = await lockEvent(tx, eventId);
		const slug = before.status === "draft" ? await freeSlug(tx, { eventId, fields }) : before.slug;
		await tx.outreachEvent.update({
			where: { id: eventId },
			data: { ...rowOf(fields, slug), imageId, updatedAt: ctx.now },
		});
		await tx.outreachEventStory.deleteMany({ where: { eventId } });
		await keepStories(tx, eventId, fields.storyIds);
		await audit(tx, ctx, {
			action: "outreach_event.changed",
			subject: { type: "outreach_event", id: eventId },
			before: { attendedCount: before.attendedCount },
			after: { slug, startsOn: fields.startsOn, attendedCount: fields.attendedCount },
		});
	});
}

/**
 * Shows an event to the public, takes it back to be corrected, or withdraws it for good.
 * @throws AppError event_not_found, forbidden, event_moved (409)
 */
export async function moveEvent(ctx: Ctx, input: { eventId: string; to: EventState }): Promise<void> {
	const { eventId, to } = input;
	await authorize(ctx, "change", { type: "OutreachEvent", id: eventId });
	await inTransaction(ctx, async (tx) => {
		const { status } = await lockEvent(tx, eventId);
		if (status === to) return;
		if (status === "withdrawn") {
			throw conflict("event_moved", `event ${eventId} is withdrawn`, { personKey: "events.moved" });
		}
		await tx.outreachEvent.update({ where: { id: eventId }, data: { status: to, updatedAt: ctx.now } });
		await audit(tx, ctx, {
			action: `outreach_event.${to === "draft" ? "taken_back" : to}`,
			subject: { type: "outreach_event", id: eventId },
			before: { status },
			after: { status: to },
		});
	});
}

const lockedRow = z.object({ slug: z.string(), status: z.string(), attendedCount: z.int().nullable() });

async function lockEvent(tx: Tx, eventId: string) {
	const [row] = await queryRows(
		tx,
		lockedRow,
		Prisma.sql`SELECT slug, status, attended_count AS "attendedCount" FROM outreach_event WHERE id = ${eventId}::uuid FOR UPDATE`,
	);
	if (!row) throw notFound("event", eventId);
	return row;
}

const midnight = (day: string) => new Date(`${day}T00:00:00Z`);

function rowOf(fields: EventFields, slug: string) {
	const { storyIds: _, startsOn, endsOn, ...row } = fields;
	return { ...row, slug, startsOn: midnight(startsOn), endsOn: midnight(endsOn) };
}

async function keepStories(tx: Tx, eventId: string, storyIds: readonly string[]): Promise<void> {
	await tx.outreachEventStory.createMany({ data: storyIds.map((storyId) => ({ eventId, storyId })) });
}

async function assertStories(ctx: Ctx, storyIds: readonly string[]): Promise<void> {
	const known = await ctx.db.story.count({ where: { id: { in: [...storyIds] } } });
	if (known === storyIds.length) return;
	throw invalid("event_story", "an unknown story was chosen", {
		personKey: "events.storyUnknown",
		params: { field: "storyIds" },
	});
}

async function freeSlug(tx: Tx, input: { eventId: string; fields: EventFields }): Promise<string> {
	const { eventId, fields } = input;
	const isTaken = async (slug: string) => (await tx.outreachEvent.count({ where: { slug, id: { not: eventId } } })) > 0;
	if (fields.slug !== "") {
		if (!(await isTaken(fields.slug))) return fields.slug;
		throw conflict("event_slug_taken", `slug ${fields.slug} is taken`, {
			personKey: "events.slugTaken",
			params: { field: "slug" },
		});
	}
	const tail = eventId.replaceAll("-", "").slice(-8);
	const words = slugOf(fields.titleEn);
	const slug = words === "" ? `event-${fields.startsOn}` : words;
	return (await isTaken(slug)) ? `${slug}-${tail}` : slug;
}
