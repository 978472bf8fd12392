import { contextFor } from "~/domain/access/ctx.server";
import { getStoryHub } from "~/domain/stories/list-story-hubs.server";
import { listPublicStories } from "~/domain/stories/public-stories.server";
import { answers, onlyGet } from "./answer.server";
import { ENDPOINTS } from "./endpoints";
import { storyRowAnswer } from "./story-answer";

/** What is published is for everybody: a token of any role reads all of it. */
export const loader = answers(ENDPOINTS.stories, async (ctx, { hub, lang = "ja", cursor, limit }) => {
	const reader = await contextFor({ kind: "public" }, { requestId: ctx.requestId, lang });
	const hubId = hub === undefined ? undefined : (await getStoryHub(reader, hub)).id;
	const { stories, nextCursor } = await listPublicStories(reader, { hubId, cursor, limit });
	return { data: stories.map(storyRowAnswer), nextCursor };
});

export const action = onlyGet;
