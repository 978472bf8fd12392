import { defineStates } from "../states.ts";

/** A file of rows. Checking writes nothing but the rows' own verdicts; work cut off goes on where it stopped. */
export const importStates = defineStates("import", {
	initial: ["uploaded"],
	moves: {
		uploaded: ["checking"],
		checking: ["checked", "failed"],
		/** A changed mapping is checked again. */
		checked: ["checking", "running"],
		running: ["done", "failed"],
		done: ["undoing"],
		undoing: ["undone", "failed"],
		undone: [],
		/** What was done is kept; it can be tried again. */
		failed: ["checking", "running", "undoing"],
	},
});

export const IMPORT_STATES = importStates.all;
export type ImportState = (typeof IMPORT_STATES)[number];

export const IMPORT_KINDS = ["external_funds", "spending"] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];
