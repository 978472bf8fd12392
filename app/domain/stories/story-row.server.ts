import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type Tx } from "~/platform/db/transaction.server";
import { conflict, forbidden, notFound } from "~/platform/errors";
import { actorId } from "../access/actor";
import { mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { STORY_STATES, type StoryState, story } from "./story.status";

const lockedRow = z.object({
	id: z.uuid(),
	hubId: z.uuid().nullable(),
	slug: z.string(),
	status: z.enum(STORY_STATES as [StoryState, ...StoryState[]]),
	submittedBy: z.string().nullable(),
	createdBy: z.string().nullable(),
	publishedAt: z.date().nullable(),
	updatedAt: z.date(),
	/** the hub's primary host: whose audit trail and mails it belongs to; null of the programme's own */
	institutionId: z.uuid().nullable(),
});
export type LockedStory = z.output<typeof lockedRow>;

/**
 * The story, locked until the transaction ends.
 * @throws AppError story_not_found
 */
export async function lockStory(tx: Tx, storyId: string): Promise<LockedStory> {
	const [row] = await queryRows(
		tx,
		lockedRow,
		Prisma.sql`
		SELECT s.id, s.hub_id AS "hubId", s.slug, s.status, s.submitted_by AS "submittedBy", s.created_by AS "createdBy",
			s.published_at AS "publishedAt", s.updated_at AS "updatedAt",
			(SELECT hh.institution_id FROM hub_host hh WHERE hh.hub_id = s.hub_id ORDER BY hh.is_primary DESC, hh.institution_id LIMIT 1)
				AS "institutionId"
		FROM story s WHERE s.id = ${storyId}::uuid FOR UPDATE OF s`,
	);
	if (!row) throw notFound("story", storyId);
	return row;
}

/** @throws AppError story_moved (409) */
export function assertStoryMove(row: LockedStory, to: StoryState): void {
	if (!story.canMove(row.status, to)) throw storyMoved(row, to);
}

export function storyMoved(row: LockedStory, to: StoryState) {
	return conflict("story_moved", `story ${row.id} is ${row.status}, it cannot be ${to}`, {
		personKey: "stories.moved",
	});
}

/** What the actor may do to stories of a hub, or with null of the programme; who submitted one may still not decide on it. */
export async function storyRights(ctx: Ctx, hubId: string | null) {
	const hub = hubId === null ? null : await ctx.db.hub.findUnique({ where: { id: hubId }, include: { hosts: true } });
	const row = { hubId, hub };
	const may = (action: "change" | "submit" | "approve") => mayDo(ctx, action, "Story", row);
	return { change: may("change"), submit: may("submit"), approve: may("approve") };
}

const personRow = z.object({ isSame: z.boolean() });

/**
 * A token is the person who made it: nobody is a second person by writing a script.
 * @throws AppError forbidden
 */
export async function assertSecondPerson(tx: Tx, ctx: Ctx, row: LockedStory): Promise<void> {
	const person = (id: string | null) =>
		Prisma.sql`coalesce((SELECT created_by FROM api_token WHERE id::text = ${id}), ${id})`;
	const [found] = await queryRows(
		tx,
		personRow,
		Prisma.sql`SELECT ${person(row.submittedBy)} IS NOT DISTINCT FROM ${person(actorId(ctx.actor))} AS "isSame"`,
	);
	if (found?.isSame === false) return;
	throw forbidden(`story ${row.id} was submitted by the same person`, { personKey: "stories.own" });
}
