import type { Tx } from "~/platform/db/transaction.server";
import { type Actor, actorId } from "../access/actor";
import type { Ctx } from "../access/ctx.server";
import type { StorySourceFields } from "./story.schema";
import type { StoryState } from "./story.status";

/** What readers would see of it, as a revision keeps it. */
export interface StoryContent {
	titleJa: string;
	titleEn: string;
	leadJa: string;
	leadEn: string;
	bodyJa: string;
	bodyEn: string;
	authorsJa: string;
	authorsEn: string;
	level: string;
	slug: string;
	imageId: string | null;
	fundId: string | null;
	campaignId: string | null;
	sources: StorySourceFields[];
}

/** Keeps the story as it stands, with who decided what on it. */
export async function keepRevision(
	tx: Tx,
	ctx: Ctx,
	input: { storyId: string; status: StoryState; note: string },
): Promise<void> {
	const { storyId, status, note } = input;
	const content = await readContent(tx, storyId);
	await tx.storyRevision.create({
		data: {
			...{ storyId, status, note, at: ctx.now, actorId: actorId(ctx.actor), actorName: nameOf(ctx.actor) },
			content: { ...content, sources: content.sources.map((source) => ({ ...source })) },
		},
	});
}

async function readContent(tx: Tx, storyId: string): Promise<StoryContent> {
	return tx.story.findUniqueOrThrow({
		where: { id: storyId },
		select: {
			...{ titleJa: true, titleEn: true, leadJa: true, leadEn: true, bodyJa: true, bodyEn: true },
			...{ authorsJa: true, authorsEn: true, level: true, slug: true },
			...{ imageId: true, fundId: true, campaignId: true },
			sources: { select: { citation: true, doi: true, url: true }, orderBy: { sortOrder: "asc" } },
		},
	});
}

function nameOf(actor: Actor): string {
	return "name" in actor && typeof actor.name === "string" ? actor.name : "";
}
