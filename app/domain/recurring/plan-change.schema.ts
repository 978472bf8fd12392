import { z } from "zod";
import { linesOf } from "../form-text.schema.ts";
import { yenSchema } from "../money/yen.ts";
import { REASON_MAX } from "./plan-change.ts";

/** Staff say why; the donor is told what, and the log keeps both. */
const reason = linesOf(REASON_MAX).refine((text) => text !== "", "plan.reason");

/** A day, or nothing for a pause without an end; the domain says which days. */
const until = z
	.string()
	.trim()
	.max(20, "plan.pauseUntil")
	.nullish()
	.transform((text) => (text ? text : null));

/** What staff or a program ask of a plan. */
export const planChangeSchema = z.discriminatedUnion("action", [
	z.object({ action: z.literal("amount"), amountYen: yenSchema, reason }),
	z.object({ action: z.literal("pause"), until, reason }),
	z.object({ action: z.literal("resume"), reason }),
	z.object({ action: z.literal("stop"), reason }),
]);
export type PlanChangeWish = z.output<typeof planChangeSchema>;
