import { z } from "zod";
import { checkbox, choiceOf, linesOf, readLineOf } from "../form-text.schema.ts";
import { yenSchema } from "../money/yen.ts";
import { PLEDGE_MAX } from "./pledge-reason.ts";
import { WRITE_OFF_GROUNDS } from "./pledge-write-off.status.ts";
import { RESPREAD_RULES } from "./respread.ts";

const reason = linesOf(PLEDGE_MAX.reason).refine((text) => text !== "", "fields.required");
const positiveYen = yenSchema.refine((amount) => amount > 0n, "fields.amount.zero");
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const forms = z.discriminatedUnion("intent", [
	z.object({ intent: z.literal("activate"), tellDonor: checkbox }),
	z.object({
		intent: z.literal("respread"),
		rule: choiceOf(RESPREAD_RULES, "fields.choose", "fields.choose"),
		reason,
	}),
	z.object({
		intent: z.literal("writeOff"),
		amountYen: positiveYen,
		ground: choiceOf(WRITE_OFF_GROUNDS, "fields.choose", "fields.choose"),
		reason,
	}),
	z.object({
		intent: z.literal("decide"),
		writeOffId: readLineOf(40, "fields.invalid", (text) => (UUID.test(text) ? text.toLowerCase() : null)),
		decision: choiceOf(["approve", "refuse"], "fields.choose", "fields.choose"),
		note: linesOf(PLEDGE_MAX.reason),
	}),
	z.object({ intent: z.literal("reminders"), on: checkbox }),
	z.object({ intent: z.literal("agreement") }),
	z.object({ intent: z.literal("cancel"), reason }),
]);

const TEXTS = ["tellDonor", "amountYen", "note", "rule", "reason", "ground", "writeOffId", "decision", "on"] as const;

/** What staff do with a pledge on its page, besides money that came; a field left out is empty. Messages are keys of errors.json. */
export const pledgeDeedSchema = z.preprocess((input) => {
	const sent = typeof input === "object" && input !== null ? Object.entries(input) : [];
	const empty = Object.fromEntries(TEXTS.map((name) => [name, ""]));
	return { ...empty, ...Object.fromEntries(sent.filter(([, value]) => value !== undefined)) };
}, forms);
export type PledgeDeed = z.output<typeof pledgeDeedSchema>;
