import type { z } from "zod";

/** What is wrong with a field: a key of `errors.json` and the values its text needs. Data, never an exception. */
export interface FieldError {
	key: string;
	params?: Record<string, string | number>;
}

/** By field name; errors of the form as a whole are under `""`. */
export type FieldErrors = Record<string, FieldError[]>;

export const WHOLE_FORM = "";

function isParams(value: unknown): value is Record<string, string | number> {
	return typeof value === "object" && value !== null;
}

/** The issues of our schemas, whose messages are keys. Zod's own messages become the general `fields.invalid`. */
export function fieldErrors(error: z.ZodError): FieldErrors {
	const byField: FieldErrors = {};
	for (const issue of error.issues) {
		const field = issue.path[0] === undefined ? WHOLE_FORM : String(issue.path[0]);
		const key = issue.message.startsWith("fields.") ? issue.message : "fields.invalid";
		const list = byField[field] ?? [];
		byField[field] = list;
		if (list.some((known) => known.key === key)) continue;
		const params = issue.code === "custom" && isParams(issue.params) ? issue.params : undefined;
		list.push(params ? { key, params } : { key });
	}
	return byField;
}

/**
 * The first text of each name, as schemas read it. Files and repeated names are dropped; what comes back to the person
 * is the form data itself, so nothing typed is lost.
 */
export function textsOf(form: FormData | URLSearchParams): Record<string, string> {
	const texts: Record<string, string> = Object.create(null);
	form.forEach((value, name) => {
		if (typeof value === "string" && !(name in texts)) texts[name] = value;
	});
	return texts;
}
