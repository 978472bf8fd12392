import { z } from "zod";
import { checkbox, choiceOf, withBlanks } from "../form-text.schema.ts";
import { storyNoteSchema } from "./story.schema.ts";

export const STORY_STEPS = ["submit", "approve", "sendBack", "publish", "takeBack", "withdraw"] as const;

/** What is done with a story on its page. */
export const storyStepSchema = z.preprocess(
	withBlanks(["intent", "note", "onlyJapanese", "noSources"]),
	z.object({
		intent: choiceOf(STORY_STEPS, "fields.choose", "fields.choose"),
		note: storyNoteSchema,
		onlyJapanese: checkbox,
		noSources: checkbox,
	}),
);
