import writeExcelFile, { type Cell, type SheetData } from "write-excel-file/node";
import { AppError } from "../errors";

/** What a column holds; it decides the type and the format of its cells. */
export type SheetColumnKind = "text" | "yen" | "number" | "day" | "ratio";
export type SheetColumn = {
	heading: string;
	kind: SheetColumnKind;
	/** in characters */
	width?: number;
};
export type SheetCell = string | number | bigint | null;
export type SheetToWrite = { name: string; columns: SheetColumn[]; rows: readonly (readonly SheetCell[])[] };

/** Excel's own limits. */
const MAX_ROWS = 1_048_576;
const MAX_CELL_CHARACTERS = 32_767;
const MAX_NAME_CHARACTERS = 31;

const WIDTHS: Record<SheetColumnKind, number> = { text: 24, yen: 18, number: 12, day: 12, ratio: 10 };
const FORMATS = { yen: "#,##0", number: "#,##0.######", day: "yyyy-mm-dd", ratio: "0.0%" } as const;

/**
 * An XLSX workbook. Text stays text: its cells are of type string and format @, so a spreadsheet never runs one as a formula.
 * Amounts are numbers, exact to 2^53.
 * @throws AppError sheet_value_wrong: a number a spreadsheet cannot hold exactly, a day that is none, too many rows
 */
export async function writeXlsx(sheets: SheetToWrite[]): Promise<Uint8Array> {
	if (sheets.length === 0) throw wrong("a workbook has at least one sheet");
	const names = legalNames(sheets.map((sheet) => sheet.name));
	const written = sheets.map((sheet, at) => ({
		sheet: names[at],
		data: sheetData(sheet),
		columns: sheet.columns.map((column) => ({ width: column.width ?? WIDTHS[column.kind] })),
		stickyRowsCount: 1,
	}));
	return new Uint8Array(await writeExcelFile(written, { fontFamily: "Yu Gothic", fontSize: 11 }).toBuffer());
}

function sheetData({ columns, rows }: SheetToWrite): SheetData {
	if (rows.length >= MAX_ROWS) throw wrong(`${rows.length} rows do not fit on one sheet`);
	const headings = columns.map(({ heading, kind }) => ({
		value: legalText(heading),
		type: String,
		fontWeight: "bold" as const,
		align: kind === "text" ? ("left" as const) : ("right" as const),
	}));
	return [headings, ...rows.map((row) => columns.map((column, at) => toCell(column.kind, row[at] ?? null)))];
}

function toCell(kind: SheetColumnKind, value: SheetCell): Cell {
	if (value === null || value === "") return null;
	if (kind === "text") return { value: legalText(String(value)), type: String, format: "@" };
	if (kind === "day") return { value: dayAt(value), type: Date, format: FORMATS.day };
	return { value: exactNumber(value), type: Number, format: FORMATS[kind] };
}

function exactNumber(value: string | number | bigint): number {
	const number = typeof value === "string" ? Number.NaN : Number(value);
	const exact = typeof value === "bigint" || Number.isInteger(number) ? Number.isSafeInteger(number) : true;
	if (!Number.isFinite(number) || !exact) throw wrong(`${value} is no number a spreadsheet keeps exactly`);
	return number;
}

function dayAt(value: string | number | bigint): Date {
	const day = typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : NaN;
	if (Number.isNaN(day) || new Date(day).toISOString().slice(0, 10) !== value) throw wrong(`${value} is no day`);
	return new Date(day);
}

/** Characters XML cannot carry are left out. */
function legalText(text: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
	const clean = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, "");
	return clean.length > MAX_CELL_CHARACTERS ? `${cut(clean, MAX_CELL_CHARACTERS - 1)}…` : clean;
}

/** Names as Excel takes them: no []:*?/\, no quote at the ends, at most 31 characters, each once whatever its case. */
function legalNames(names: string[]): string[] {
	const taken = new Set<string>(["history"]);
	return names.map((name, at) => {
		const clean = legalText(name)
			.replace(/[[\]:*?/\\]/g, " ")
			.replace(/^'+|'+$/g, "")
			.trim();
		const base = clean === "" ? `Sheet${at + 1}` : clean;
		let legal = cut(base, MAX_NAME_CHARACTERS);
		for (let again = 2; taken.has(legal.toLowerCase()); again++) {
			const mark = ` (${again})`;
			legal = cut(base, MAX_NAME_CHARACTERS - mark.length) + mark;
		}
		taken.add(legal.toLowerCase());
		return legal;
	});
}

/** Never through the middle of a character. */
function cut(text: string, length: number): string {
	return text.slice(0, length).replace(/\p{Surrogate}$/u, "");
}

function wrong(logMessage: string): AppError {
	return new AppError({ code: "sheet_value_wrong", status: 500, logMessage });
}
