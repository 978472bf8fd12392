import { type Ctx, contextFor } from "~/domain/access/ctx.server";
import type { Role } from "~/domain/access/roles";
import { eventSchema } from "~/domain/events/event.schema";
import { createEvent, moveEvent } from "~/domain/events/write-event.server";
import { storeImage } from "~/domain/images/store-image.server";
import { decideStory, publishStory, submitStory } from "~/domain/stories/review-story.server";
import { storySchema } from "~/domain/stories/story.schema";
import { createStory } from "~/domain/stories/write-story.server";
import { getPrisma } from "~/platform/db/client.server";
import { drawCover } from "./demo-drawings";
import { DEMO_EVENTS, DEMO_STORIES } from "./demo-story-texts";

const DAY_MS = 24 * 3_600_000;
const NO_IMAGE = { imageId: "", altJa: "", altEn: "", creditJa: "", creditEn: "", file: null };

/** Stories of hubs, written by one person and published by another, one that waits for review, and events. */
export async function seedDemoStories(ctx: Ctx): Promise<void> {
	const prisma = await getPrisma();
	const hubs = await prisma.hub.findMany({ select: { id: true, slug: true } });
	const idOf = (slug: string) => hubs.find((hub) => hub.slug === slug)?.id;
	const storyIds = new Map<string, string>();
	for (const { hub, daysAgo, drawing, altJa, altEn, ...words } of DEMO_STORIES) {
		const hubId = idOf(hub);
		if (hubId === undefined) continue;
		const at = new Date(ctx.now.getTime() - daysAgo * DAY_MS);
		const [writer, officer] = await Promise.all([person(hubId, "communicator", at), person(hubId, "officer", at)]);
		const credit = { creditJa: "絵：泉 見本", creditEn: "Drawing: specimen" };
		const bytes = await drawCover(drawing);
		const { imageId } = await storeImage(writer, { ...credit, altJa, altEn, bytes, fileName: `${drawing}.jpg`, hubId });
		const fields = storySchema.parse(words);
		const { storyId } = await createStory(writer, { hubId, fields, image: { ...NO_IMAGE, imageId } });
		storyIds.set(words.slug, storyId);
		await submitStory(writer, { storyId, confirmed: ["onlyJapanese"] });
		await decideStory(officer, { storyId, approve: true });
		await publishStory(officer, { storyId });
	}
	await seedDraft(ctx, idOf("nanolsi"));
	await seedEvents(ctx, idOf, storyIds);
}

/** What an officer finds on the desk: a story that waits. */
async function seedDraft(ctx: Ctx, hubId: string | undefined): Promise<void> {
	const [first] = DEMO_STORIES;
	if (hubId === undefined || first === undefined) return;
	const { images, writer } = {
		images: await (await getPrisma()).image.findMany({ where: { hubId }, select: { id: true }, take: 1 }),
		writer: await person(hubId, "communicator", ctx.now),
	};
	const fields = storySchema.parse({
		titleJa: "針を折らない手",
		leadJa: "髪の毛より細い針を、一日に何十本も取り替える人がいます。技術職員の一日を追いました。",
		bodyJa:
			"## 朝いちばんの仕事\n\n装置に触る前に、まず部屋の温度を読みます。十分の一度の違いが、針の先では嵐になるからです。",
		authorsJa: first.authorsJa,
		level: "everyone",
		slug: "hands-that-break-no-needle",
	});
	const image = { ...NO_IMAGE, imageId: images[0]?.id ?? "" };
	const { storyId } = await createStory(writer, { hubId, fields, image });
	if (image.imageId !== "") await submitStory(writer, { storyId, confirmed: ["onlyJapanese", "noSources"] });
}

async function seedEvents(
	ctx: Ctx,
	idOf: (slug: string) => string | undefined,
	storyIds: ReadonlyMap<string, string>,
): Promise<void> {
	for (const { hub, days, expected, attended, story, ...words } of DEMO_EVENTS) {
		const hubId = idOf(hub);
		if (hubId === undefined) continue;
		const startsOn = new Date(ctx.now.getTime() + days * DAY_MS).toISOString().slice(0, 10);
		const fields = eventSchema.parse({
			...words,
			startsOn,
			expectedCount: expected,
			attendedCount: attended,
			storyIds: [storyIds.get(story) ?? ""],
		});
		const { eventId } = await createEvent(ctx, { hubId, fields, image: NO_IMAGE });
		await moveEvent(ctx, { eventId, to: "published" });
	}
}

/** Somebody of the hub, at a moment of the demo's past. */
async function person(hubId: string, role: Role, now: Date): Promise<Ctx> {
	const grants = [{ role, scope: { kind: "hub" as const, hubId } }];
	const name = role === "officer" ? "広報 承認（見本）" : "泉 花子（見本）";
	const ctx = await contextFor({ kind: "staff", userId: `demo-${role}`, name, email: "", grants });
	return { ...ctx, now };
}
