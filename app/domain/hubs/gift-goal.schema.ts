import { z } from "zod";
import { MAX_TYPED_YEN, type Yen, yenSchema } from "../money/yen.ts";

/** A goal of nothing is no goal. */
export const goalYenRule = z.custom<Yen>((value) => typeof value === "bigint" && value > 0n && value <= MAX_TYPED_YEN, {
	error: "fields.amount.zero",
});

export const goalFormSchema = z.discriminatedUnion("intent", [
	z.object({
		intent: z.literal("publish"),
		basedOn: z.string().max(64).default(""),
		goalYen: yenSchema.pipe(goalYenRule),
	}),
	z.object({ intent: z.literal("withdraw"), basedOn: z.string().max(64).default("") }),
]);

/** How far from today a goal may be set, in fiscal years. */
export const GOAL_YEARS = { back: 1, ahead: 2 } as const;

/** Says which version of a goal a form was filled in on. */
export function goalRevision(goal: { goalYen: bigint; published: boolean } | null): string {
	return goal === null ? "none" : `${goal.goalYen}-${goal.published ? "published" : "withdrawn"}`;
}
