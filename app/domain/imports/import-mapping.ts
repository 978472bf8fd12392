import { z } from "zod";
import type { ImportKind } from "./import.status.ts";
import {
	type FieldName,
	foldWord,
	IMPORT_FIELDS,
	isWordField,
	NEEDED,
	valuesOf,
	type WordFieldName,
} from "./import-fields.ts";

export const IMPORT_UNITS = ["yen", "thousand_yen", "million_yen"] as const;
export type ImportUnit = (typeof IMPORT_UNITS)[number];

/** How a file is read: which column holds what, what its words stand for, and what holds where a column is missing. */
export type Mapping = {
	/** position of the column, from 0 */
	columns: Partial<Record<FieldName, number>>;
	/** word of the file, folded, to value of ours */
	values: Partial<Record<WordFieldName, Record<string, string>>>;
	/** where no cell says it */
	defaults: Partial<Record<WordFieldName | "funder", string>>;
	unit: ImportUnit;
};

export const NO_MAPPING: Mapping = { columns: {}, values: {}, defaults: {}, unit: "yen" };
export const DEFAULTED: Record<ImportKind, readonly (WordFieldName | "funder")[]> = {
	external_funds: ["category", "use", "funder"],
	spending: ["expenseItem", "use"],
};

const words = z.record(z.string().max(400), z.string().max(40));
const mappingSchema = z.object({
	columns: z.record(z.string(), z.int().min(0).max(199)),
	values: z.record(z.string(), words).default({}),
	defaults: z.record(z.string(), z.string().max(200)).default({}),
	unit: z.enum(IMPORT_UNITS).default("yen"),
});

/** What is kept or was sent, as far as it means something for this kind of file. */
export function readMapping(kind: ImportKind, sent: unknown, width: number): Mapping {
	const parsed = mappingSchema.safeParse(sent);
	if (!parsed.success) return NO_MAPPING;
	const { columns, values, defaults, unit } = parsed.data;
	const names = new Set(IMPORT_FIELDS[kind].map((field) => field.name));
	return {
		columns: Object.fromEntries(
			Object.entries(columns).filter(([name, at]) => names.has(name as FieldName) && at < width),
		),
		values: Object.fromEntries(
			Object.entries(values).flatMap(([name, of]) => {
				if (!isWordField(name) || !names.has(name)) return [];
				const allowed = valuesOf(name);
				const kept = Object.entries(of).filter(([, value]) => allowed.includes(value));
				return [[name, Object.fromEntries(kept.map(([word, value]) => [foldWord(word), value]))]];
			}),
		),
		defaults: Object.fromEntries(
			Object.entries(defaults).filter(([name, value]) => {
				if (!DEFAULTED[kind].some((one) => one === name) || value.trim() === "") return false;
				return !isWordField(name) || valuesOf(name).includes(value);
			}),
		),
		unit,
	};
}

/** What is missing or said twice: the field, and a key of errors.json. */
export function mappingErrors(kind: ImportKind, mapping: Mapping): Partial<Record<FieldName, string>> {
	const errors: Partial<Record<FieldName, string>> = {};
	for (const oneOf of NEEDED[kind]) {
		const [first] = oneOf;
		if (first && oneOf.every((name) => mapping.columns[name] === undefined)) errors[first] = "imports.columnNeeded";
	}
	const taken = new Map<number, FieldName>();
	for (const { name } of IMPORT_FIELDS[kind]) {
		const at = mapping.columns[name];
		if (at === undefined) continue;
		if (taken.has(at)) errors[name] = "imports.columnTwice";
		taken.set(at, name);
	}
	return errors;
}

/** The columns whose headings one knows; each column once. */
export function suggestMapping(kind: ImportKind, headings: readonly string[]): Mapping {
	const free = new Map<string, number>();
	headings.forEach((heading, at) => {
		const { word } = withoutUnit(heading);
		if (word !== "" && !free.has(word)) free.set(word, at);
	});
	const columns: Mapping["columns"] = {};
	for (const { name, headings: known } of IMPORT_FIELDS[kind]) {
		const word = known.map(foldWord).find((one) => free.has(one));
		if (word === undefined) continue;
		columns[name] = free.get(word);
		free.delete(word);
	}
	return { ...NO_MAPPING, columns, unit: unitOf(headings) };
}

/** How many cells of a row are headings one knows: the row with most is the headings. */
export function knownHeadings(kind: ImportKind): (cells: readonly string[]) => number {
	const known = new Set(IMPORT_FIELDS[kind].flatMap((field) => field.headings.map(foldWord)));
	return (cells) => cells.filter((cell) => known.has(withoutUnit(cell).word)).length;
}

/** `交付決定額(千円)` is the decided amount, in thousands. */
function withoutUnit(heading: string): { word: string; unit: ImportUnit | null } {
	const word = foldWord(heading).replace(/[*※＊:]/gu, "");
	const match = /\((?:単位[:・]?)?(百万円|千円|円)\)$/u.exec(word);
	if (!match) return { word, unit: null };
	const units: Record<string, ImportUnit> = { 百万円: "million_yen", 千円: "thousand_yen", 円: "yen" };
	return { word: word.slice(0, match.index), unit: units[match[1] ?? ""] ?? null };
}

function unitOf(headings: readonly string[]): ImportUnit {
	const said = new Set(headings.flatMap((heading) => withoutUnit(heading).unit ?? []));
	const [unit] = said;
	return said.size === 1 && unit ? unit : "yen";
}
