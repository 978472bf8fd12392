import { defineStates } from "../states.ts";

const OPEN = ["identified", "cultivating", "asked", "negotiating", "won", "lost"] as const;
const others = <S extends (typeof OPEN)[number]>(own: S) =>
	OPEN.filter((stage): stage is Exclude<(typeof OPEN)[number], S> => stage !== own);

/** A hoped-for gift by stage. It may go back a stage; a lost one can be taken up again, a won one is a gift or a pledge. */
export const opportunity = defineStates("opportunity", {
	initial: ["identified", "cultivating", "asked", "negotiating"],
	moves: {
		identified: others("identified"),
		cultivating: others("cultivating"),
		asked: others("asked"),
		negotiating: others("negotiating"),
		won: [],
		lost: ["identified", "cultivating", "asked", "negotiating"],
	},
});

export const OPPORTUNITY_STAGES = opportunity.all;
export type OpportunityStage = (typeof OPPORTUNITY_STAGES)[number];
