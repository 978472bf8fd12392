import { contextFor, jobContext } from "~/domain/access/ctx.server";
import { eventSchema } from "~/domain/events/event.schema";
import { createEvent } from "~/domain/events/write-event.server";
import { decideStory, publishStory, submitStory, takeBackStory } from "~/domain/stories/review-story.server";
import { storySchema } from "~/domain/stories/story.schema";
import { createStory } from "~/domain/stories/write-story.server";
import { storeDrawnImage } from "../images";
import { type AccessLines, ADMINS, answers, EVERYBODY, ownRow } from "./lines";

const noImage = { imageId: "", altJa: "", altEn: "", creditJa: "", creditEn: "", file: null };
const WRITERS = [...ADMINS, "officer" as const, "communicator" as const];
/** Everybody who works for the hub reads what it writes. */
const ofOwnHub = ownRow(EVERYBODY.filter((who) => who !== "officer of IRCN"));

/** Stories, events and pictures: communicators and officers write them, everybody at the hub reads them. */
export const storyAccess: AccessLines = {
	console: {
		"routes/console/images.tsx": () => 200,
		"routes/console/image-new.tsx": answers([...WRITERS, "secretariat", "officer of IRCN"]),
		"routes/console/image.tsx": ofOwnHub,
		"routes/console/stories.tsx": () => 200,
		"routes/console/story-new.tsx": answers([...WRITERS, "secretariat", "officer of IRCN"]),
		"routes/console/story.tsx": ofOwnHub,
		"routes/console/story-preview.tsx": ofOwnHub,
		"routes/console/story-revision.tsx": ofOwnHub,
		"routes/console/story-edit.tsx": (who) =>
			who === "officer of IRCN" ? 404 : WRITERS.includes(who as never) ? 200 : 403,
		"routes/console/events.tsx": () => 200,
		"routes/console/events-csv.ts": () => 200,
		"routes/console/event-new.tsx": answers([...WRITERS, "officer of IRCN"]),
		"routes/console/event.tsx": ofOwnHub,
	},
	api: {
		"routes/api/v1/stories.ts": () => 200,
		"routes/api/v1/story.ts": () => 200,
	},
	takesPost: [],
	onlyPost: [],
	rows: async (world) => {
		const ctx = await jobContext("test");
		const hub = await world.database.prisma.hub.findUniqueOrThrow({ where: { slug: "nanolsi" } });
		const person = (name: string) =>
			contextFor({
				...{ kind: "staff" as const, userId: name, name, email: "" },
				grants: [{ role: "officer" as const, scope: { kind: "hub" as const, hubId: hub.id } }],
			});
		const [writer, reviewer] = await Promise.all([person("writer"), person("reviewer")]);
		const { imageId } = await storeDrawnImage(ctx, hub.id);
		const words = { titleJa: "水を見る", leadJa: "はじめに。", bodyJa: "本文。", authorsJa: "泉 花子" };
		const image = { ...noImage, imageId };
		const confirmed = ["onlyJapanese" as const, "noSources" as const];
		const write = async (slug: string) => {
			const fields = storySchema.parse({ ...words, slug });
			const { storyId } = await createStory(writer, { hubId: hub.id, fields, image });
			await submitStory(writer, { storyId, confirmed });
			return storyId;
		};
		const storyId = await write("draft-of-water");
		await takeBackStory(writer, { storyId });
		const published = await write("water");
		await decideStory(reviewer, { storyId: published, approve: true });
		await publishStory(reviewer, { storyId: published });
		const day = { kind: "open_day", titleJa: "施設公開", startsOn: "2026-10-03" };
		const { eventId } = await createEvent(writer, { hubId: hub.id, fields: eventSchema.parse(day), image: noImage });
		const revision = await world.database.prisma.storyRevision.findFirstOrThrow({
			where: { storyId },
			orderBy: { id: "desc" },
		});
		return { storyId, eventId, imageId, revisionId: revision.id, story: "water" };
	},
};
