import { z } from "zod";
import { checkbox, lineOf } from "../form-text.schema.ts";

export const VIEW_NAME_MAX = 80;
/** Of one person: beyond it a list of views is no help. */
export const VIEWS_MAX = 100;

const name = lineOf(VIEW_NAME_MAX).refine((text) => text !== "", "fields.required");
const viewId = z.uuid("fields.invalid");

const forms = z.discriminatedUnion("intent", [
	z.object({ intent: z.literal("save"), name, share: checkbox }),
	z.object({ intent: z.literal("rename"), viewId, name }),
	z.object({ intent: z.literal("share"), viewId, share: checkbox }),
	z.object({ intent: z.literal("remove"), viewId }),
]);

/** What is done with a view of the desk; a field left out is empty. Messages are keys of errors.json. */
export const savedViewSchema = z.preprocess((input) => {
	const sent = typeof input === "object" && input !== null ? Object.entries(input) : [];
	return { name: "", share: "", ...Object.fromEntries(sent.filter(([, value]) => value !== undefined)) };
}, forms);
