import { z } from "zod";
import { choiceOf, linesOf } from "../form-text.schema.ts";
import { yenSchema } from "../money/yen.ts";
import { defineStates } from "../states.ts";

export const REQUEST_KINDS = ["refund", "paper_receipt", "erasure"] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** What a donor asked for; only an open request is decided or withdrawn. */
export const donorRequest = defineStates("donor request", {
	initial: ["open"],
	moves: { open: ["done", "refused", "withdrawn"], done: [], refused: [], withdrawn: [] },
});
export const REQUEST_STATES = donorRequest.all;
export type RequestState = (typeof REQUEST_STATES)[number];

export const REASON_MAX = 500;
const ANSWER_MAX = 1000;

export const refundRequestSchema = z.object({
	amountYen: yenSchema,
	reason: linesOf(REASON_MAX).refine((text) => text !== "", "fields.required"),
});
export const reasonSchema = z.object({ reason: linesOf(REASON_MAX) });

export const decisionSchema = z
	.object({
		decision: choiceOf(["done", "refused"], "fields.choose", "fields.choose"),
		answer: linesOf(ANSWER_MAX),
	})
	.superRefine((value, ctx) => {
		// Who is refused is told why.
		if (value.decision === "refused" && value.answer === "") {
			ctx.addIssue({ code: "custom", message: "fields.required", path: ["answer"] });
		}
	});
