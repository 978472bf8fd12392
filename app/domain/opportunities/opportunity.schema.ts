import { z } from "zod";
import { dayOf, optionalDayOf } from "../form-day.schema.ts";
import { choiceOf, type IssueContext, lineOf, linesOf, withBlanks } from "../form-text.schema.ts";
import { USES } from "../ledger/kinds.ts";
import { MAX_TYPED_YEN, type Yen, yenSchema } from "../money/yen.ts";
import { type OpportunityStage, opportunity } from "./opportunity.status.ts";

export const OPPORTUNITY_MAX = { name: 100, nextStep: 200, note: 5000, lostReason: 1000 } as const;
/** Hopes further away than a plan can be are none. */
const DAYS = { from: "2000-01-01", to: "2100-12-31" };

/** The stages a hoped-for gift can be in while nothing is settled. */
export const OPEN_STAGES = ["identified", "cultivating", "asked", "negotiating"] as const satisfies OpportunityStage[];
export const isOpen = (stage: string): boolean => OPEN_STAGES.some((open) => open === stage);

const optionalId = lineOf(60).transform((text) => (text === "" ? null : text));

const shape = {
	name: lineOf(OPPORTUNITY_MAX.name).refine((text) => text !== "", "fields.required"),
	use: choiceOf(USES, "fields.choose", "fields.choose"),
	amountYen: z
		.union([z.bigint().transform((amount): Yen => amount as Yen), yenSchema])
		.refine((amount) => amount > 0n && amount <= MAX_TYPED_YEN, "fields.amount.zero"),
	/** when the money is hoped for: its fiscal year is what it counts toward */
	expectedOn: dayOf(DAYS),
	donorId: optionalId,
	fundId: optionalId,
	ownerId: optionalId,
	nextStep: lineOf(OPPORTUNITY_MAX.nextStep),
	nextStepOn: optionalDayOf(DAYS),
	note: linesOf(OPPORTUNITY_MAX.note),
};

function checkStep({ nextStep, nextStepOn }: { nextStep: string; nextStepOn: string | null }, ctx: IssueContext) {
	if (nextStepOn !== null && nextStep === "") {
		ctx.addIssue({ code: "custom", message: "opportunity.stepNeeded", path: ["nextStep"] });
	}
}

/** The fields of an opportunity, from a form or a caller. */
export const opportunityFieldsSchema = z.preprocess(
	withBlanks(Object.keys(shape)),
	z.object(shape).superRefine(checkStep),
);
export type OpportunityFields = z.output<typeof opportunityFieldsSchema>;

/** A new one: where it is, and the stage it begins in. `place` is `hubId/institutionId`. */
export const newOpportunitySchema = z.preprocess(
	withBlanks([...Object.keys(shape), "place", "stage"]),
	z
		.object({
			...shape,
			place: lineOf(80).refine((text) => /^[0-9a-f-]{36}\/[0-9a-f-]{36}$/.test(text), "fields.choose"),
			stage: choiceOf(OPEN_STAGES, "fields.choose", "fields.choose", "identified"),
		})
		.superRefine(checkStep)
		.transform(({ place, ...fields }) => {
			const [hubId = "", institutionId = ""] = place.split("/");
			return { hubId, institutionId, ...fields };
		}),
);

/** What is next and when; both empty: nothing is planned. */
export const stepSchema = z.preprocess(
	withBlanks(["nextStep", "nextStepOn"]),
	z.object({ nextStep: shape.nextStep, nextStepOn: shape.nextStepOn }).superRefine(checkStep),
);

/** A move to a stage. Won names the pledge or the gift it became (`pledge/id`, `gift/id`), lost says why. */
export const moveSchema = z.preprocess(
	withBlanks(["stage", "became", "lostReason"]),
	z
		.object({
			stage: choiceOf(opportunity.all, "fields.choose", "fields.choose"),
			became: lineOf(60).refine(
				(text) => text === "" || /^(?:pledge|gift)\/[0-9a-f-]{36}$/.test(text),
				"fields.choose",
			),
			lostReason: linesOf(OPPORTUNITY_MAX.lostReason),
		})
		.transform(({ stage, became, lostReason }) => {
			const [kind, id = ""] = became.split("/");
			return {
				stage,
				lostReason,
				pledgeId: kind === "pledge" ? id : undefined,
				giftId: kind === "gift" ? id : undefined,
			};
		}),
);
