import { defineStates } from "../states.ts";

/** Nothing goes out unapproved: who wrote it last does not approve it. */
export const story = defineStates("story", {
	initial: ["draft"],
	moves: {
		draft: ["in_review"],
		/** Waits for a second person; sent back with a note it is a draft again. */
		in_review: ["approved", "draft"],
		approved: ["published", "draft"],
		/** Taken back to be corrected, or for good. */
		published: ["draft", "withdrawn"],
		withdrawn: [],
	},
});

export const STORY_STATES = story.all;
export type StoryState = (typeof STORY_STATES)[number];

/** For whom its words were chosen. */
export const STORY_LEVELS = ["everyone", "teens", "curious"] as const;
export type StoryLevel = (typeof STORY_LEVELS)[number];
