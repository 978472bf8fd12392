import { z } from "zod";
import { choiceOf, lineOf, readLineOf } from "../form-text.schema.ts";
import { yenSchema } from "../money/yen.ts";
import { SOFT_CREDIT_REASONS } from "./soft-credit-reasons.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const idOf = (key: string) =>
	readLineOf(40, key, (text) => (UUID.test(text) ? text.toLowerCase() : null)).refine(
		(text) => text !== "",
		"fields.required",
	);
const positiveYen = yenSchema.refine((amount) => amount > 0n, "fields.amount.belowMin?min=1");
const MANUAL_REASONS = SOFT_CREDIT_REASONS.filter((reason) => reason !== "matching");

/** What staff do about recognition on a gift's page. Messages are keys of errors.json. */
export const recognitionSchema = z.discriminatedUnion("intent", [
	z.object({
		intent: z.literal("recognise"),
		donorId: idOf("fields.donor.unknown"),
		amountYen: positiveYen,
		reason: choiceOf(MANUAL_REASONS, "fields.choose", "fields.choose"),
		note: lineOf(500),
	}),
	z.object({
		intent: z.literal("match"),
		matchedGiftId: idOf("fields.gift.unknown"),
		amountYen: positiveYen,
	}),
	z.object({ intent: z.literal("withdrawCredit"), id: idOf("fields.invalid") }),
	z.object({ intent: z.literal("unmatch"), id: idOf("fields.invalid") }),
]);
export type RecognitionForm = z.output<typeof recognitionSchema>;
