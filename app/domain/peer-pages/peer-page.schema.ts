import { z } from "zod";
import { EMAIL_MAX, readEmail } from "../addresses/email.ts";
import { choiceOf, lineOf, linesOf, readLineOf, withBlanks } from "../form-text.schema.ts";
import { type Yen, yenSchema } from "../money/yen.ts";

export const PEER_PAGE_MAX = { name: 60, title: 80, message: 2000, email: EMAIL_MAX, note: 1000 } as const;
export const PEER_GOAL_YEN = { min: 1_000n, max: 1_000_000_000n } as const;

const filled = (text: string) => text !== "";
const words = {
	/** as it is shown */
	name: lineOf(PEER_PAGE_MAX.name).refine(filled, "fields.required"),
	title: lineOf(PEER_PAGE_MAX.title).refine(filled, "fields.required"),
	message: linesOf(PEER_PAGE_MAX.message).refine(filled, "fields.required"),
	goalYen: z
		.union([z.bigint().transform((value): Yen => value as Yen), yenSchema])
		.refine((value) => value >= PEER_GOAL_YEN.min && value <= PEER_GOAL_YEN.max, "peerPages.goal"),
};

/** A supporter's words about a hub. Messages are keys of errors.json. */
export const peerWordsSchema = z.preprocess(withBlanks(Object.keys(words)), z.object(words));
export type PeerWords = z.output<typeof peerWordsSchema>;

export const startPeerPageSchema = z.preprocess(
	withBlanks([...Object.keys(words), "email"]),
	z.object({
		...words,
		email: readLineOf(EMAIL_MAX, "fields.email", readEmail).refine(filled, "fields.required"),
	}),
);
export type StartPeerPage = z.output<typeof startPeerPageSchema>;

export const peerDecisionSchema = z.preprocess(
	withBlanks(["intent", "note"]),
	z.object({
		intent: choiceOf(["publish", "decline", "close"], "fields.choose", "fields.choose"),
		note: linesOf(PEER_PAGE_MAX.note),
	}),
);
