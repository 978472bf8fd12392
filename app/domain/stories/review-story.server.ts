import { inTransaction, type Tx } from "~/platform/db/transaction.server";
import { conflict, invalid } from "~/platform/errors";
import { newId } from "~/platform/new-id";
import { actorId } from "../access/actor";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { listImagesById } from "../images/list-images.server";
import { alertStaff } from "../mails/alert-staff.server";
import { imageIdsOf, parseRichText } from "../rich-text/rich-text";
import { storyNoteSchema } from "./story.schema";
import type { StoryState } from "./story.status";
import { type StoryConfirm, storyChecklist } from "./story-checklist";
import { keepRevision } from "./story-revision.server";
import { assertSecondPerson, assertStoryMove, type LockedStory, lockStory, storyMoved } from "./story-row.server";

/**
 * Asks for the review of a draft; from now on it is kept as it is. Whoever may approve it is told.
 * @param input.confirmed  what is missing and meant to be
 * @throws AppError story_not_found, forbidden, story_moved (409), story_incomplete (409), story_unconfirmed (400)
 */
export async function submitStory(ctx: Ctx, input: { storyId: string; confirmed?: StoryConfirm[] }): Promise<void> {
	const { storyId, confirmed = [] } = input;
	await authorize(ctx, "submit", { type: "Story", id: storyId });
	await assertComplete(ctx, storyId, confirmed);
	await inTransaction(ctx, async (tx) => {
		const row = await lockStory(tx, storyId);
		assertStoryMove(row, "in_review");
		await move(tx, ctx, row, { to: "in_review", note: "", data: { submittedBy: actorId(ctx.actor) } });
		await tell(tx, ctx, row, { event: "submitted", exceptUserId: actorId(ctx.actor) });
	});
}

/**
 * The second person's word on what waits for review: approved, or a draft again with a note that says why.
 * @throws AppError story_not_found, forbidden (also for who submitted it), story_moved (409), story_note (400)
 */
export async function decideStory(
	ctx: Ctx,
	input: { storyId: string; approve: boolean; note?: string },
): Promise<void> {
	const { storyId, approve } = input;
	await authorize(ctx, "approve", { type: "Story", id: storyId });
	const note = readNote(input.note, { needed: !approve });
	await inTransaction(ctx, async (tx) => {
		const row = await lockStory(tx, storyId);
		const to = approve ? "approved" : "draft";
		assertStoryMove(row, to);
		if (row.status !== "in_review") throw storyMoved(row, to);
		await assertSecondPerson(tx, ctx, row);
		await move(tx, ctx, row, { to, note, data: { decidedBy: actorId(ctx.actor), note } });
		await tell(tx, ctx, row, { event: approve ? "approved" : "sentBack", toWriter: true });
	});
}

/**
 * Puts an approved story before the public. Its first day stays its day when it was corrected and comes again.
 * @throws AppError story_not_found, forbidden (also for who submitted it), story_moved (409)
 */
export async function publishStory(ctx: Ctx, input: { storyId: string }): Promise<void> {
	const { storyId } = input;
	await authorize(ctx, "approve", { type: "Story", id: storyId });
	await inTransaction(ctx, async (tx) => {
		const row = await lockStory(tx, storyId);
		assertStoryMove(row, "published");
		await assertSecondPerson(tx, ctx, row);
		await move(tx, ctx, row, { to: "published", note: "", data: { publishedAt: row.publishedAt ?? ctx.now } });
		await tell(tx, ctx, row, { event: "published", toWriter: true });
	});
}

/**
 * Makes a draft again of what waits, is approved or is published. A writer takes back what nobody has approved yet; what
 * readers see, or are about to, only who approves.
 * @throws AppError story_not_found, forbidden, story_moved (409), story_note (400)
 */
export async function takeBackStory(ctx: Ctx, input: { storyId: string; note?: string }): Promise<void> {
	const { storyId } = input;
	await authorize(ctx, "submit", { type: "Story", id: storyId });
	await inTransaction(ctx, async (tx) => {
		const row = await lockStory(tx, storyId);
		assertStoryMove(row, "draft");
		if (row.status !== "in_review") await authorize(ctx, "approve", { type: "Story", id: storyId });
		const note = readNote(input.note, { needed: row.status === "published" });
		await move(tx, ctx, row, { to: "draft", note, data: { note } });
		if (row.status !== "in_review") await tell(tx, ctx, row, { event: "takenBack", toWriter: true });
	});
}

/**
 * Takes a published story from the public for good; its address says that it is gone.
 * @throws AppError story_not_found, forbidden, story_moved (409), story_note (400)
 */
export async function withdrawStory(ctx: Ctx, input: { storyId: string; note?: string }): Promise<void> {
	const { storyId } = input;
	await authorize(ctx, "approve", { type: "Story", id: storyId });
	const note = readNote(input.note, { needed: true });
	await inTransaction(ctx, async (tx) => {
		const row = await lockStory(tx, storyId);
		assertStoryMove(row, "withdrawn");
		await move(tx, ctx, row, { to: "withdrawn", note, data: { note } });
	});
}

type Step = {
	to: StoryState;
	note: string;
	data: { submittedBy?: string | null; decidedBy?: string | null; note?: string; publishedAt?: Date };
};

async function move(tx: Tx, ctx: Ctx, row: LockedStory, { to, note, data }: Step): Promise<void> {
	await tx.story.update({ where: { id: row.id }, data: { ...data, status: to, updatedAt: ctx.now } });
	await keepRevision(tx, ctx, { storyId: row.id, status: to, note });
	await audit(tx, ctx, {
		action: `story.${to === "draft" ? "sent_back" : to}`,
		subject: { type: "story", id: row.id },
		institutionId: row.institutionId ?? undefined,
		before: { status: row.status },
		after: { status: to, note },
	});
}

function readNote(given: string | undefined, { needed }: { needed: boolean }): string {
	const note = storyNoteSchema.safeParse(given ?? "");
	if (note.success && (!needed || note.data !== "")) return note.data;
	throw invalid("story_note", "a note is missing or too long", {
		personKey: note.success ? "stories.noteNeeded" : "fields.invalid",
		params: { field: "note" },
	});
}

async function assertComplete(ctx: Ctx, storyId: string, confirmed: readonly StoryConfirm[]): Promise<void> {
	const row = await ctx.db.story.findUniqueOrThrow({ where: { id: storyId }, include: { sources: true } });
	const ids = [...imageIdsOf(parseRichText(row.bodyJa)), ...imageIdsOf(parseRichText(row.bodyEn))];
	const images = await listImagesById(ctx, row.imageId === null ? ids : [...ids, row.imageId]);
	const { needs, confirms } = storyChecklist(row, Object.fromEntries(images.map((image) => [image.id, image])));
	const missing = needs.filter(({ isMet }) => !isMet).map(({ need }) => need);
	if (missing.length > 0) {
		throw conflict("story_incomplete", `story ${storyId} lacks ${missing.join(", ")}`, {
			personKey: "stories.incomplete",
		});
	}
	const open = confirms.filter((one) => !confirmed.includes(one));
	if (open.length === 0) return;
	throw invalid("story_unconfirmed", `story ${storyId}: ${open.join(", ")} not confirmed`, {
		personKey: "stories.unconfirmed",
		params: { field: open[0] ?? "" },
	});
}

type Told = {
	event: "submitted" | "approved" | "sentBack" | "published" | "takenBack";
	/** who handed it in is told; else whoever may approve it */
	toWriter?: boolean;
	exceptUserId?: string | null;
};

async function tell(tx: Tx, ctx: Ctx, row: LockedStory, told: Told): Promise<void> {
	const { event, toWriter = false } = told;
	// A programme's story has the secretariat for readers: two desks of one office, who need no mail.
	if (row.institutionId === null) return;
	await alertStaff(tx, ctx, {
		kind: "story-alert",
		onceKey: `story-${event}:${row.id}:${newId()}`,
		institutionId: row.institutionId,
		hubId: row.hubId,
		subject: { type: "story", id: row.id },
		params: { event },
		roles: toWriter ? ["communicator"] : ["officer"],
		alsoUserId: toWriter ? row.submittedBy : null,
		exceptUserId: toWriter ? actorId(ctx.actor) : (told.exceptUserId ?? null),
	});
}
