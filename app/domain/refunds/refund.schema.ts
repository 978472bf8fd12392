import { z } from "zod";
import { yenSchema } from "../money/yen.ts";

/** A reason in the words of who decides: kept, and read by the second person and by auditors. */
export const NOTE_MAX = 1000;
export const noteSchema = z
	.string("fields.required")
	.trim()
	.min(1, "fields.required")
	.max(NOTE_MAX)
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
	.regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/u, "fields.controlCharacters");

/** What Stripe may be told of why; it helps its own fraud models. */
export const REFUND_REASONS = ["requested_by_customer", "duplicate", "fraudulent"] as const;
export type RefundReason = (typeof REFUND_REASONS)[number];

const amountYen = yenSchema.refine((value) => value > 0n, "fields.amount.zero");

export const refundFormSchema = z.object({
	amountYen,
	note: noteSchema,
	reason: z.enum(REFUND_REASONS, "fields.choose"),
});
