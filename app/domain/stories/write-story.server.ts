import { inTransaction, type Tx } from "~/platform/db/transaction.server";
import { conflict, forbidden, invalid } from "~/platform/errors";
import { newId } from "~/platform/new-id";
import { actorId } from "../access/actor";
import { authorize, mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { imageScope } from "../images/image-scope.server";
import { type SentImage, takeImage } from "../images/take-image.server";
import type { StoryFields } from "./story.schema";
import { lockStory, storyRights } from "./story-row.server";

export interface WrittenStory {
	fields: StoryFields;
	/** the cover: one of the hub's pictures, or a new one */
	image: SentImage;
}

/**
 * Begins a story, as a draft.
 * @param input.hubId  null: the programme's
 * @throws AppError hub_not_found, forbidden, story_slug_taken (409), story_link (400), as takeImage
 */
export async function createStory(
	ctx: Ctx,
	input: WrittenStory & { hubId: string | null; practiceId?: string },
): Promise<{ storyId: string }> {
	const { hubId, fields, practiceId } = input;
	if (!mayEver(ctx, "change", "Story")) throw forbidden("change Story");
	await imageScope(ctx, hubId);
	if (!(await storyRights(ctx, hubId)).change) throw forbidden(`change Story of hub ${hubId}`);
	await assertLinks(ctx, hubId, fields);
	const imageId = await takeImage(ctx, { hubId, sent: input.image });
	const storyId = newId();
	const { sources, slug, ...words } = fields;
	await inTransaction(ctx, async (tx) => {
		const free = await freeSlug(tx, { storyId, slug, titleEn: words.titleEn });
		await tx.story.create({
			data: {
				...{ id: storyId, hubId, slug: free, ...words, imageId, practiceId: practiceId ?? null },
				...{ createdBy: actorId(ctx.actor), createdAt: ctx.now, updatedAt: ctx.now },
			},
		});
		await keepSources(tx, storyId, sources);
		await audit(tx, ctx, {
			action: "story.created",
			subject: { type: "story", id: storyId },
			after: { hubId, slug: free, titleJa: words.titleJa },
		});
	});
	return { storyId };
}

/**
 * Writes on a draft. What was published is taken back first, so that nothing readers see changes unapproved.
 * @param input.seenAt  when the writer's form was made; a later change by somebody else is not written over
 * @throws AppError story_not_found, forbidden, story_not_draft, story_changed (409), story_slug_taken (409), story_link (400)
 */
export async function changeStory(ctx: Ctx, input: WrittenStory & { storyId: string; seenAt?: string }): Promise<void> {
	const { storyId, fields, seenAt } = input;
	await authorize(ctx, "change", { type: "Story", id: storyId });
	const { hubId } = await ctx.db.story.findUniqueOrThrow({ where: { id: storyId }, select: { hubId: true } });
	await assertLinks(ctx, hubId, fields);
	const imageId = await takeImage(ctx, { hubId, sent: input.image });
	const { sources, slug, ...words } = fields;
	await inTransaction(ctx, async (tx) => {
		const row = await lockStory(tx, storyId);
		if (row.status !== "draft") {
			throw conflict("story_not_draft", `story ${storyId} is ${row.status}`, { personKey: "stories.notDraft" });
		}
		if (seenAt !== undefined && seenAt !== row.updatedAt.toISOString()) {
			throw conflict("story_changed", `story ${storyId} was changed meanwhile`, { personKey: "stories.changed" });
		}
		// An address that was given to readers stays.
		const kept = row.publishedAt === null ? await freeSlug(tx, { storyId, slug, titleEn: words.titleEn }) : row.slug;
		await tx.story.update({ where: { id: storyId }, data: { ...words, slug: kept, imageId, updatedAt: ctx.now } });
		await tx.storySource.deleteMany({ where: { storyId } });
		await keepSources(tx, storyId, sources);
		await audit(tx, ctx, {
			action: "story.changed",
			subject: { type: "story", id: storyId },
			institutionId: row.institutionId ?? undefined,
			after: { titleJa: words.titleJa, slug: kept },
		});
	});
}

async function keepSources(tx: Tx, storyId: string, sources: StoryFields["sources"]): Promise<void> {
	await tx.storySource.createMany({
		data: sources.map((source, sortOrder) => ({ storyId, sortOrder, ...source })),
	});
}

/** A story of a hub shows the use of that hub's funds and campaigns, or of the programme's. */
async function assertLinks(ctx: Ctx, hubId: string | null, fields: StoryFields): Promise<void> {
	const ofHub = { OR: [{ hubId }, { hubId: null }] };
	const checks = [
		{
			field: "fundId",
			isKnown: fields.fundId === null || (await ctx.db.fund.count({ where: { id: fields.fundId, ...ofHub } })) === 1,
		},
		{
			field: "campaignId",
			isKnown:
				fields.campaignId === null ||
				(await ctx.db.campaign.count({
					where: { id: fields.campaignId, OR: [...ofHub.OR, { funds: { some: { fund: { hubId } } } }] },
				})) === 1,
		},
	];
	const unknown = checks.find(({ isKnown }) => !isKnown);
	if (unknown === undefined) return;
	throw invalid("story_link", `${unknown.field} is not of hub ${hubId}`, {
		personKey: "fields.choose",
		params: { field: unknown.field },
	});
}

/** What it was asked to be called, or its English title in small letters, or its own number. */
async function freeSlug(tx: Tx, input: { storyId: string; slug: string; titleEn: string }): Promise<string> {
	const { storyId, slug, titleEn } = input;
	const isTaken = async (one: string) => (await tx.story.count({ where: { slug: one, id: { not: storyId } } })) > 0;
	if (slug !== "") {
		if (!(await isTaken(slug))) return slug;
		throw conflict("story_slug_taken", `slug ${slug} is taken`, {
			personKey: "stories.slugTaken",
			params: { field: "slug" },
		});
	}
	const tail = storyId.replaceAll("-", "").slice(-8);
	const words = slugOf(titleEn);
	if (words === "") return `story-${tail}`;
	return (await isTaken(words)) ? `${words}-${tail}` : words;
}

export function slugOf(title: string): string {
	return title
		.normalize("NFKD")
		.replace(/\p{M}/gu, "")
		.toLowerCase()
		.replace(/[’']/g, "")
		.replace(/[^a-z0-9]+/g, "-")
		.slice(0, 60)
		.replace(/^-+|-+$/g, "");
}
