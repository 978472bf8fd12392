import { contextFor } from "~/domain/access/ctx.server";
import { getPublicStory } from "~/domain/stories/public-stories.server";
import { answers, onlyGet } from "./answer.server";
import { ENDPOINTS } from "./endpoints";
import { storyAnswer } from "./story-answer";

export const loader = answers(ENDPOINTS.story, async (ctx, { story, lang = "ja" }) =>
	storyAnswer(await getPublicStory(await contextFor({ kind: "public" }, { requestId: ctx.requestId, lang }), story)),
);

export const action = onlyGet;
