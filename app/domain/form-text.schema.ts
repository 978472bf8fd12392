import { z } from "zod";
import { storedText } from "./names/fold-name.ts";

/** Control characters, lone surrogates, and marks that turn the direction of all text after them. */
const REFUSED = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]/u;
const LINE_BREAKS = /\r\n?|\u2028|\u2029/gu;

/** Messages are keys of errors.json, with their values behind a question mark: `fields.tooLong?max=60`. */
export interface IssueContext {
	addIssue(issue: { code: "custom"; message: string; path?: string[] }): void;
}

/** Absent, null and blank are all the empty text; numbers and booleans of JSON are read as text. */
export function asText(value: unknown): string | null {
	if (value === undefined || value === null) return "";
	if (typeof value === "string") return value;
	if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") return String(value);
	return null;
}

function lengthOf(text: string): number {
	let length = 0;
	for (const _ of text) length += 1;
	return length;
}

function checkedText(value: unknown, max: number, lines: boolean, ctx: IssueContext): string | null {
	const given = asText(value);
	if (given === null) {
		ctx.addIssue({ code: "custom", message: "fields.invalid" });
		return null;
	}
	if (given.length > max * 4 + 100) {
		ctx.addIssue({ code: "custom", message: `fields.tooLong?max=${max}` });
		return null;
	}
	const text = storedText(lines ? given.replace(LINE_BREAKS, "\n") : given);
	if (REFUSED.test(lines ? text.replace(/[\n\t]/g, "") : text)) {
		ctx.addIssue({ code: "custom", message: "fields.controlCharacters" });
		return null;
	}
	if (lengthOf(text) > max) {
		ctx.addIssue({ code: "custom", message: `fields.tooLong?max=${max}` });
		return null;
	}
	return text;
}

/** One line as typed, trimmed; empty when absent. Length in characters as people count them, not in UTF-16 units. */
export function lineOf(max: number) {
	return z.unknown().transform((value, ctx): string => checkedText(value, max, false, ctx) ?? z.NEVER);
}

/** Several lines; breaks become `\n`. */
export function linesOf(max: number) {
	return z.unknown().transform((value, ctx): string => checkedText(value, max, true, ctx) ?? z.NEVER);
}

/** A line that is read further: `read` answers null and `key` is shown when it cannot. Empty stays empty. */
export function readLineOf(max: number, key: string, read: (text: string) => string | null) {
	return z.unknown().transform((value, ctx): string => {
		const text = checkedText(value, max, false, ctx);
		if (text === null) return z.NEVER;
		if (text === "") return "";
		const result = read(text);
		if (result !== null) return result;
		ctx.addIssue({ code: "custom", message: key });
		return z.NEVER;
	});
}

const YES = new Set(["on", "true", "1", "yes"]);

/** A checkbox: absent is no. */
export const checkbox = z.unknown().transform((value): boolean => YES.has((asText(value) ?? "").trim().toLowerCase()));

/** One of a list; empty counts as absent. */
export function choiceOf<const C extends string>(
	choices: readonly C[],
	absentKey: string,
	invalidKey: string,
	fallback?: C,
) {
	return z.unknown().transform((value, ctx): C => {
		const text = asText(value)?.trim() ?? "";
		const choice = choices.find((known) => known === text);
		if (choice !== undefined) return choice;
		if (text === "" && fallback !== undefined) return fallback;
		ctx.addIssue({ code: "custom", message: text === "" ? absentKey : invalidKey });
		return z.NEVER;
	});
}

/** Browsers send no unchecked box, and a blank field may be left out on the way: both are the empty text. */
export function withBlanks(names: readonly string[]) {
	return (input: unknown): Record<string, unknown> => {
		const sent: Record<string, unknown> = typeof input === "object" && input !== null ? { ...input } : {};
		return Object.fromEntries(names.map((name) => [name, sent[name] ?? ""]));
	};
}
