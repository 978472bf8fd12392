import { BLOCK_MAX, type ReportBlock } from "./report-blocks.ts";

/** A block as the fields of a form: `text.ja`, `items[0].citation`; boxes that may be ticked together apart. */
export type BlockFormValues = { fields: Record<string, string>; ticked: Record<string, string[]> };

export function blockFormValues(block: ReportBlock): BlockFormValues {
	const values: BlockFormValues = { fields: {}, ticked: {} };
	for (const [name, value] of Object.entries(block)) flatten(name, value, values);
	return values;
}

function flatten(name: string, value: unknown, to: BlockFormValues): void {
	if (Array.isArray(value)) {
		if (value.every((one) => typeof one === "string")) to.ticked[name] = value;
		else for (const [at, row] of value.entries()) flatten(`${name}[${at}]`, row, to);
	} else if (typeof value === "object" && value !== null) {
		for (const [key, inner] of Object.entries(value)) flatten(`${name}.${key}`, inner, to);
	} else if (typeof value === "boolean") to.fields[name] = value ? "on" : "";
	else to.fields[name] = String(value ?? "");
}

const TICKED = ["keys", "fundIds"];

/** The same of a form as it was sent, for a page that gives it back. */
export function sentBlockValues(form: FormData): BlockFormValues {
	const fields: Record<string, string> = {};
	for (const [name, value] of form) if (typeof value === "string" && !TICKED.includes(name)) fields[name] = value;
	const ticked = Object.fromEntries(TICKED.map((name) => [name, form.getAll(name).map(String)]));
	return { fields, ticked };
}

const ROW = /^(\w+)\[(\d{1,3})\](\..+)?$/;

/** Rows left empty close up, so that the row an error names is the row that is shown. */
export function withoutEmptyRows(form: FormData): FormData {
	const filled = new Map<string, Set<number>>();
	for (const [name, value] of form) {
		const [, list = "", at = ""] = ROW.exec(name) ?? [];
		if (list !== "" && typeof value === "string" && value.trim() !== "") {
			filled.set(list, (filled.get(list) ?? new Set()).add(Number(at)));
		}
	}
	const closed = new FormData();
	for (const [name, value] of form) {
		const [, list, at, rest = ""] = ROW.exec(name) ?? [];
		if (list === undefined) closed.append(name, value);
		else {
			const rows = [...(filled.get(list) ?? [])].sort((a, b) => a - b);
			const row = rows.indexOf(Number(at));
			if (row >= 0) closed.append(`${list}[${row}]${rest}`, value);
		}
	}
	return closed;
}

/** How many rows of a list a form shows: those there are, and one more to fill in. */
export function rowCount({ fields }: BlockFormValues, list: string): number {
	const rows = Object.keys(fields).map((name) => {
		const [, of, at] = ROW.exec(name) ?? [];
		return of === list ? Number(at) + 1 : 0;
	});
	return Math.min(Math.max(0, ...rows) + 1, BLOCK_MAX.items);
}
