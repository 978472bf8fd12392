import { z } from "zod";
import { type IssueContext, lineOf, linesOf } from "../form-text.schema.ts";

export const PLEDGE_LETTER_MAX = { titleJa: 60, titleEn: 80, bodyJa: 3000, bodyEn: 5000 } as const;

/** What the wording may name in braces; each is filled in from the pledge it is printed for. */
export const LETTER_FIELDS = ["hub", "fund", "institution", "donor", "amount", "times", "first", "last"] as const;
export type LetterField = (typeof LETTER_FIELDS)[number];

const FIELD = /\{([^{}\n]*)\}/g;

/** The wording with its fields filled in. */
export function fillLetter(text: string, values: Record<LetterField, string>): string {
	return text.replace(FIELD, (whole, name: string) => values[name as LetterField] ?? whole);
}

function unknownField(text: string): string | null {
	for (const [whole, name] of text.matchAll(FIELD)) {
		if (!LETTER_FIELDS.some((known) => known === name)) return whole;
	}
	return null;
}

const fields = z.object({
	titleJa: lineOf(PLEDGE_LETTER_MAX.titleJa),
	titleEn: lineOf(PLEDGE_LETTER_MAX.titleEn),
	bodyJa: linesOf(PLEDGE_LETTER_MAX.bodyJa),
	bodyEn: linesOf(PLEDGE_LETTER_MAX.bodyEn),
});
type Unchecked = { readonly [K in keyof z.output<typeof fields>]?: unknown };

function checkTogether(value: Unchecked, ctx: IssueContext): void {
	const add = (path: keyof Unchecked, message: string) => ctx.addIssue({ code: "custom", message, path: [path] });
	if (value.titleJa === "") add("titleJa", "fields.required");
	if (value.bodyJa === "") add("bodyJa", "fields.required");
	// One language may be left out, but not half of it.
	if (value.titleEn === "" && typeof value.bodyEn === "string" && value.bodyEn !== "")
		add("titleEn", "fields.required");
	if (value.bodyEn === "" && typeof value.titleEn === "string" && value.titleEn !== "")
		add("bodyEn", "fields.required");
	for (const name of ["titleJa", "titleEn", "bodyJa", "bodyEn"] as const) {
		const text = value[name];
		const field = typeof text === "string" ? unknownField(text) : null;
		if (field !== null) add(name, `pledgeLetter.unknownField?${new URLSearchParams({ field })}`);
	}
}

/** The wording of a pledge letter. Messages are keys of errors.json. */
export const pledgeLetterSchema = fields.superRefine((value: Unchecked, ctx) => checkTogether(value, ctx), {
	when: () => true,
});
export type PledgeLetterInput = z.output<typeof pledgeLetterSchema>;
