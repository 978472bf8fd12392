import { defineStates } from "../states.ts";

/** Giving up part or all of a promise: asked for by one person, decided by another. */
export const pledgeWriteOff = defineStates("pledge write-off", {
	initial: ["requested"],
	moves: { requested: ["approved", "refused"], approved: [], refused: [] },
});

export const PLEDGE_WRITE_OFF_STATES = pledgeWriteOff.all;
export type PledgeWriteOffState = (typeof PLEDGE_WRITE_OFF_STATES)[number];

export const WRITE_OFF_GROUNDS = [
	"donor_wish",
	"insolvent",
	"deceased",
	"dispute",
	"project_changed",
	"other",
] as const;
export type WriteOffGround = (typeof WRITE_OFF_GROUNDS)[number];
