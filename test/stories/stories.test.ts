import sharp from "sharp";
import { beforeAll, expect, test } from "vitest";
import { type Ctx, contextFor, publicContext } from "~/domain/access/ctx.server";
import type { Role, Scope } from "~/domain/access/roles";
import { eventSchema } from "~/domain/events/event.schema";
import { countEvents, getEvent } from "~/domain/events/list-events.server";
import { getPublicEvent, listPublicEvents } from "~/domain/events/public-events.server";
import { createEvent, moveEvent } from "~/domain/events/write-event.server";
import { listImages } from "~/domain/images/list-images.server";
import { readImageFile } from "~/domain/images/read-image.server";
import { storeImage } from "~/domain/images/store-image.server";
import { compareRevisions } from "~/domain/stories/compare-revisions";
import { getStory, listStoryRevisions } from "~/domain/stories/get-story.server";
import { listStories } from "~/domain/stories/list-stories.server";
import { getPublicStory, listPublicStories, previewStory } from "~/domain/stories/public-stories.server";
import {
	decideStory,
	publishStory,
	submitStory,
	takeBackStory,
	withdrawStory,
} from "~/domain/stories/review-story.server";
import { storySchema } from "~/domain/stories/story.schema";
import { changeStory, createStory } from "~/domain/stories/write-story.server";
import type { Lang } from "~/i18n/lang";
import { hubScope } from "../factories/staff";
import { freshWorld } from "../factories/world";

const world = freshWorld();
let writer: Ctx;
let officer: Ctx;
let elsewhere: Ctx;
let secretariat: Ctx;
let hubId = "";
let imageId = "";

const staff = (name: string, role: Role, scope: Scope) =>
	contextFor({ kind: "staff", userId: name, name, email: "", grants: [{ role, scope }] });
const visitor = (lang: Lang) => publicContext(new Request("http://localhost:3000/"), lang);
const noFile = { altJa: "", altEn: "", creditJa: "", creditEn: "", file: null };
const cover = () => ({ ...noFile, imageId });
const WORDS = {
	titleJa: "水が見える顕微鏡",
	titleEn: "A microscope that sees water",
	leadJa: "膜の表面で水の分子がどう並ぶかを、はじめて直接見ました。",
	leadEn: "How water lines up on a membrane, seen directly for the first time.",
	bodyJa: "## 水はじっとしていない\n\n針の先で、**「なぞる」**ように見ます。",
	bodyEn: "## Water does not keep still\n\nA needle *feels* its way.",
	authorsJa: "泉 花子",
	authorsEn: "Hanako Izumi",
	sources: [{ citation: "Izumi, H. Water on membranes. 2026", where: "https://doi.org/10.1000/izumi.1." }, {}],
};
const fieldsOf = (more: object = {}) => storySchema.parse({ ...WORDS, ...more });

beforeAll(async () => {
	const scope = await hubScope("nanolsi");
	hubId = scope.kind === "hub" ? scope.hubId : "";
	writer = await staff("writer", "communicator", scope);
	officer = await staff("officer", "officer", scope);
	elsewhere = await staff("elsewhere", "officer", await hubScope("ircn"));
	secretariat = await staff("secretariat", "secretariat", { kind: "programme" });
	const bytes = await sharp({ create: { width: 700, height: 400, channels: 3, background: "#275" } })
		.png()
		.toBuffer();
	const words = { altJa: "膜の上の水の絵", altEn: "Water on a membrane", creditJa: "", creditEn: "" };
	({ imageId } = await storeImage(writer, { ...words, bytes, fileName: "a.png", hubId }));
	await expect(storeImage(writer, { ...words, altJa: "", bytes, fileName: "a.png", hubId })).rejects.toMatchObject({
		code: "image_alt_missing",
	});
	await expect(storeImage(elsewhere, { ...words, bytes, fileName: "a.png", hubId })).rejects.toMatchObject({
		status: 404,
	});
	await expect(storeImage(writer, { ...words, bytes, fileName: "a.png", hubId: null })).rejects.toMatchObject({
		status: 403,
	});
});

test("a picture is served in known widths and formats only", async () => {
	const ctx = await visitor("ja");
	const { bytes, contentType } = await readImageFile(ctx, { imageId, file: "1600.webp" });
	expect([contentType, (await sharp(bytes).metadata()).width]).toEqual(["image/webp", 700]);
	for (const file of ["700.webp", "480.png", "480.svg", "480.jpg/../960.jpg", "0480.jpg", "480.JPG", ""]) {
		await expect(readImageFile(ctx, { imageId, file })).rejects.toMatchObject({ status: 404 });
	}
	for (const unknown of ["../receipts", hubId]) {
		await expect(readImageFile(ctx, { imageId: unknown, file: "480.jpg" })).rejects.toMatchObject({ status: 404 });
	}
	expect((await listImages(writer, { hubId })).images).toHaveLength(1);
});

test("a story goes from its writer by a second person to the public, and every step is kept", async () => {
	const { storyId } = await createStory(writer, {
		hubId,
		fields: fieldsOf({ sources: [] }),
		image: { ...noFile, imageId: "" },
	});
	await expect(submitStory(writer, { storyId })).rejects.toMatchObject({ code: "story_incomplete" });
	const { checklist, updatedAt } = await getStory(writer, storyId);
	expect(checklist.needs.filter(({ isMet }) => !isMet).map(({ need }) => need)).toEqual(["cover", "alt"]);
	const seenAt = updatedAt.toISOString();
	await changeStory(writer, { storyId, fields: fieldsOf({ sources: [] }), image: cover(), seenAt });
	await expect(submitStory(writer, { storyId })).rejects.toMatchObject({ code: "story_unconfirmed" });
	const nextCtx = { ...writer, now: new Date(writer.now.getTime() + 1000) };
	await changeStory(nextCtx, { storyId, fields: fieldsOf(), image: cover() });
	await expect(changeStory(nextCtx, { storyId, fields: fieldsOf(), image: cover(), seenAt })).rejects.toMatchObject({
		code: "story_changed",
	});
	await submitStory(writer, { storyId });
	await expect(changeStory(writer, { storyId, fields: fieldsOf(), image: cover() })).rejects.toMatchObject({
		code: "story_not_draft",
	});
	await expect(decideStory(writer, { storyId, approve: true })).rejects.toMatchObject({ status: 403 });
	await expect(decideStory(elsewhere, { storyId, approve: true })).rejects.toMatchObject({ status: 404 });
	await expect(decideStory(officer, { storyId, approve: false })).rejects.toMatchObject({ code: "story_note" });
	await decideStory(officer, { storyId, approve: false, note: "題名をもう少しやさしく。" });
	await changeStory(writer, { storyId, fields: fieldsOf({ titleJa: "水の分子を見る" }), image: cover() });
	await submitStory(writer, { storyId });
	await expect(publishStory(officer, { storyId })).rejects.toMatchObject({ code: "story_moved" });
	await decideStory(officer, { storyId, approve: true });
	await expect(decideStory(officer, { storyId, approve: true })).rejects.toMatchObject({ code: "story_moved" });
	const { slug } = await getStory(writer, storyId);
	await expect(getPublicStory(await visitor("ja"), slug)).rejects.toMatchObject({ status: 404 });
	expect(await previewStory(writer, storyId)).toMatchObject({ title: "水の分子を見る", status: "approved" });
	await publishStory(officer, { storyId });
	const read = await getPublicStory(await visitor("en"), slug);
	expect(read).toMatchObject({
		slug: "a-microscope-that-sees-water",
		lang: "en",
		isFallback: false,
		authors: "Hanako Izumi",
		sources: [{ doi: "10.1000/izumi.1", href: "https://doi.org/10.1000/izumi.1" }],
		image: { id: imageId, width: 700, widths: [480, 960], alt: "Water on a membrane" },
		give: { href: "/en/hubs/nanolsi/give" },
	});
	const revisions = await listStoryRevisions(officer, storyId);
	expect(revisions.map(({ status }) => status)).toEqual([
		...["published", "approved", "in_review", "draft", "in_review"],
	]);
	const [, , second, , first] = revisions;
	if (!first || !second) throw new Error("revisions are missing");
	expect(compareRevisions(first.content, second.content)).toEqual([
		{
			field: "titleJa",
			parts: [
				{ kind: "removed", text: "水が見える顕微鏡" },
				{ kind: "added", text: "水の分子を見る" },
			],
		},
	]);
	// The officer and the writer are told; who did it is not.
	const mails = await world.database.prisma.mail.findMany({ where: { kind: "story-alert" } });
	expect(mails.every(({ subjectId }) => subjectId === storyId)).toBe(true);

	await expect(takeBackStory(writer, { storyId })).rejects.toMatchObject({ status: 403 });
	await takeBackStory(officer, { storyId, note: "数字を直します。" });
	await expect(getPublicStory(await visitor("en"), slug)).rejects.toMatchObject({ status: 404 });
	const later = { slug: "another-address", titleEn: "", leadEn: "", bodyEn: "" };
	await changeStory(writer, { storyId, fields: fieldsOf(later), image: cover() });
	await expect(submitStory(writer, { storyId })).rejects.toMatchObject({ code: "story_unconfirmed" });
	await submitStory(writer, { storyId, confirmed: ["onlyJapanese"] });
	await decideStory(officer, { storyId, approve: true });
	await publishStory(officer, { storyId });
	expect(await getPublicStory(await visitor("en"), slug)).toMatchObject({
		lang: "ja",
		isFallback: true,
		isBilingual: false,
	});
	await withdrawStory(officer, { storyId, note: "取り下げます。" });
	await expect(publishStory(officer, { storyId })).rejects.toMatchObject({ code: "story_moved" });
});

test("who hands in approves nothing, and every hub and the programme write for themselves", async () => {
	const own = { fields: fieldsOf({ titleEn: "" }), image: cover() };
	const { storyId } = await createStory(officer, { hubId, ...own });
	await submitStory(officer, { storyId, confirmed: ["onlyJapanese"] });
	await expect(decideStory(officer, { storyId, approve: true })).rejects.toMatchObject({ personKey: "stories.own" });
	await takeBackStory(writer, { storyId });
	await expect(createStory(elsewhere, { hubId, ...own })).rejects.toMatchObject({ status: 404 });
	await expect(createStory(writer, { hubId: null, ...own })).rejects.toMatchObject({ status: 403 });
	await expect(createStory(secretariat, { hubId, ...own })).rejects.toMatchObject({ status: 403 });
	await expect(getStory(elsewhere, storyId)).rejects.toMatchObject({ status: 404 });
	const ofProgramme = { fields: fieldsOf({ titleEn: "" }), image: { ...noFile, imageId: "" } };
	const { storyId: theirs } = await createStory(secretariat, { hubId: null, ...ofProgramme });
	await expect(createStory(secretariat, { hubId: null, ...own })).rejects.toMatchObject({ code: "image_unknown" });
	expect((await listStories(elsewhere)).stories.map(({ id }) => id)).not.toContain(storyId);
	expect((await listStories(secretariat, { ofProgramme: true })).stories.map(({ id }) => id)).toEqual([theirs]);
	const wrong = fieldsOf({ fundId: storyId });
	await expect(createStory(officer, { hubId, fields: wrong, image: cover() })).rejects.toMatchObject({
		code: "story_link",
	});
	const taken = fieldsOf({ slug: "a-microscope-that-sees-water" });
	await expect(createStory(officer, { hubId, fields: taken, image: cover() })).rejects.toMatchObject({
		code: "story_slug_taken",
	});
});

test("cards come by time, a page at a time", async () => {
	for (const each of [1, 2, 3]) {
		const at = { now: new Date(officer.now.getTime() + each * 60_000) };
		const fields = fieldsOf({ titleJa: `話${each}`, titleEn: `Story ${each}` });
		const { storyId } = await createStory({ ...writer, ...at }, { hubId, fields, image: cover() });
		await submitStory({ ...writer, ...at }, { storyId });
		await decideStory({ ...officer, ...at }, { storyId, approve: true });
		await publishStory({ ...officer, ...at }, { storyId });
	}
	const ctx = await visitor("ja");
	const first = await listPublicStories(ctx, { hubId, limit: 2 });
	expect(first.stories.map(({ title }) => title)).toEqual(["話3", "話2"]);
	const second = await listPublicStories(ctx, { hubId, limit: 2, cursor: first.nextCursor ?? "" });
	expect([second.stories.map(({ title }) => title), second.nextCursor]).toEqual([["話1"], null]);
	expect((await getPublicStory(ctx, "story-3")).next?.title).toBe("話2");
});

test("an event is written, shown, counted, and known by its code", async () => {
	const day = "2026-10-03";
	const sent = { kind: "school_visit", titleJa: "出張授業", titleEn: "School visit", startsOn: "2026/10/3" };
	const wrong = eventSchema.safeParse({ ...sent, endsOn: "2026-10-01", expectedCount: "-3", url: "javascript:x" });
	expect(wrong.error?.issues.map(({ path }) => path[0])).toEqual(["expectedCount", "url"]);
	expect(eventSchema.safeParse({ ...sent, endsOn: "2026-10-01" }).error?.issues[0]?.message).toBe("events.daysOrder");
	const fields = eventSchema.parse({ ...sent, attendedCount: "１２０人", audiences: ["children", "x"] });
	expect(fields).toMatchObject({ startsOn: day, endsOn: day, attendedCount: 120, audiences: ["children"] });
	const image = { ...noFile, imageId: "" };
	await expect(createEvent(elsewhere, { hubId, fields, image })).rejects.toMatchObject({ status: 404 });
	const { eventId } = await createEvent(writer, { hubId, fields, image });
	const now = { now: new Date("2026-11-22T00:00:00Z") };
	const count = () => countEvents({ ...secretariat, ...now }, { fiscalYear: 2026, today: "2026-11-22" });
	expect(await count()).toEqual([]);
	await moveEvent(writer, { eventId, to: "published" });
	expect(await count()).toMatchObject([{ hub: "nanolsi", kind: "school_visit", events: 1, people: 120 }]);
	const { code, answers } = await getEvent(officer, eventId);
	expect(code).toMatch(/^[a-z0-9]{8}$/);
	expect(answers).toEqual({ visits: 0, gifts: { giftCount: 0, keptYen: 0n } });
	expect((await getEvent(writer, eventId)).answers?.gifts).toBeNull();
	const ctx = { ...(await visitor("en")), ...now };
	expect(await listPublicEvents(ctx)).toMatchObject({ events: [] });
	expect((await listPublicEvents(ctx, { when: "past" })).events).toMatchObject([{ title: "School visit" }]);
	expect(await getPublicEvent(ctx, "school-visit")).toMatchObject({
		isPast: true,
		attendedCount: 120,
		audiences: ["children"],
	});
	await moveEvent(writer, { eventId, to: "withdrawn" });
	await expect(moveEvent(writer, { eventId, to: "published" })).rejects.toMatchObject({ code: "event_moved" });
	await expect(getPublicEvent(ctx, "school-visit")).rejects.toMatchObject({ status: 404 });
});
