import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import iconv from "iconv-lite";
import { InvalidInputError, InvalidSpreadsheetError, readSheet as readFirstSheet } from "read-excel-file/node";
import { invalid } from "../errors";
import { assertUnpackedSize } from "./unpacked-size.server";

export type SheetFormat = "csv" | "xlsx";
/** `line` is the row number a spreadsheet shows: a cell of several lines is one row, an empty row counts. */
export type SheetRow = { line: number; cells: string[] };
export type Sheet = { format: SheetFormat; headings: string[]; rows: AsyncIterable<SheetRow> };

/** Files have titles and notes above their table: the headings are looked for in so many rows. */
const ROWS_ABOVE = 30;
const MAX_COLUMNS = 200;
const MAX_CELL_CHARACTERS = 32_767;

/**
 * Reads the table of a CSV (UTF-8, UTF-16 with its mark, or cp932; comma, tab or semicolon) or of an XLSX's first sheet.
 * Every cell comes as text: numbers as the file wrote them, days as YYYY-MM-DD, formulas as their kept value.
 * @param known  how many of a row's cells are headings one knows; the best row above the data is the headings
 * @throws AppError sheet_empty, sheet_unreadable, sheet_encoding, sheet_too_large, sheet_xls
 */
export async function readSheet(
	bytes: Uint8Array,
	known: (cells: readonly string[]) => number = () => 0,
): Promise<Sheet> {
	if (bytes.length === 0) throw refused("sheet_empty", "the file is empty", "sheetEmpty");
	const format: SheetFormat = isZip(bytes) ? "xlsx" : "csv";
	const all = format === "xlsx" ? await xlsxRows(bytes) : csvRows(decodeText(bytes));
	const iterator = all[Symbol.asyncIterator]();
	const first = await takeFirst(iterator, ROWS_ABOVE);
	const at = headingsAt(first, known);
	const headings = first[at]?.cells.map((cell) => cell.replace(/\s+/g, " ").trim());
	if (!headings) throw refused("sheet_empty", "the file has no row with two cells", "sheetEmpty");
	return { format, headings, rows: rest(first.slice(at + 1), iterator) };
}

async function takeFirst(iterator: AsyncIterator<SheetRow>, most: number): Promise<SheetRow[]> {
	const rows: SheetRow[] = [];
	while (rows.length < most) {
		const next = await iterator.next();
		if (next.done) break;
		rows.push(next.value);
	}
	return rows;
}

async function* rest(first: SheetRow[], iterator: AsyncIterator<SheetRow>): AsyncGenerator<SheetRow> {
	yield* first;
	for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
}

/** The row that names most columns one knows; without any, the first that has two cells. */
function headingsAt(rows: SheetRow[], known: (cells: readonly string[]) => number): number {
	const counts = rows.map((row) => known(row.cells));
	const best = Math.max(0, ...counts);
	if (best >= 2) return counts.indexOf(best);
	const wide = rows.findIndex((row) => row.cells.filter((cell) => cell.trim() !== "").length >= 2);
	return wide >= 0 ? wide : rows.length > 0 ? 0 : -1;
}

const isEmpty = (cells: readonly string[]) => cells.every((cell) => cell.trim() === "");

// ---- XLSX ----------------------------------------------------------------------------------------------------------------

function isZip(bytes: Uint8Array): boolean {
	return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

async function xlsxRows(bytes: Uint8Array): Promise<AsyncIterable<SheetRow>> {
	await assertUnpackedSize(bytes);
	const data = await readFirstSheet(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
		trim: false,
		parseNumber: (written: string) => written,
	}).catch((cause: unknown) => {
		throw refused("sheet_unreadable", `not a readable XLSX: ${nameOf(cause)}`, "sheetUnreadable");
	});
	return (async function* () {
		for (const [at, row] of data.entries()) {
			const cells = row.map(xlsxCell);
			if (!isEmpty(cells)) yield { line: at + 1, cells: bounded(cells, at + 1) };
		}
	})();
}

function xlsxCell(value: unknown): string {
	if (value === null || value === undefined) return "";
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? "" : value.toISOString().slice(0, 10);
	if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
	return typeof value === "string" ? value : String(value);
}

function nameOf(cause: unknown): string {
	if (cause instanceof InvalidInputError || cause instanceof InvalidSpreadsheetError) return cause.name;
	return cause instanceof Error ? cause.message : "unknown";
}

// ---- CSV -----------------------------------------------------------------------------------------------------------------

/** The old binary format of Excel, which nothing here reads. */
const XLS_MARK = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

function decodeText(bytes: Uint8Array): string {
	const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (buffer.subarray(0, 4).equals(XLS_MARK)) throw refused("sheet_xls", "an .xls file", "sheetXls");
	if (buffer[0] === 0xff && buffer[1] === 0xfe) return iconv.decode(buffer, "utf-16le");
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(buffer);
	} catch {
		const text = iconv.decode(buffer, "cp932");
		if (!text.includes("\ufffd") && !text.includes("\0")) return text;
		throw refused("sheet_encoding", "neither UTF-8 nor cp932", "sheetEncoding");
	}
}

async function* csvRows(text: string): AsyncGenerator<SheetRow> {
	if (text.includes("\0")) throw refused("sheet_encoding", "a file of bytes, not of text", "sheetEncoding");
	const options = { delimiter: delimiterOf(text), relax_column_count: true, relax_quotes: true, bom: true };
	const parser = Readable.from(slices(text)).pipe(parse(options));
	let line = 0;
	try {
		for await (const cells of parser as AsyncIterable<string[]>) {
			line += 1;
			if (!isEmpty(cells)) yield { line, cells: bounded(cells, line) };
		}
	} catch (cause) {
		if (!(cause instanceof CsvError)) throw cause;
		const at = Number(cause.records ?? line) + 1;
		throw refused("sheet_unreadable", `CSV at line ${at}: ${cause.code}`, "sheetUnreadableAt", { line: at });
	}
}

/** The parser takes a part at a time, so that others get their turn between. */
function* slices(text: string): Generator<string> {
	for (let at = 0; at < text.length; at += 65_536) yield text.slice(at, at + 65_536);
}

/** What stands most often in the first lines. */
function delimiterOf(text: string): string {
	const lines = text.slice(0, 20_000).split(/\r?\n/, ROWS_ABOVE);
	const most = (mark: string) => lines.reduce((count, line) => count + line.split(mark).length, 0);
	return [",", "\t", ";"].reduce((best, mark) => (most(mark) > most(best) ? mark : best));
}

function bounded(cells: string[], line: number): string[] {
	if (cells.length > MAX_COLUMNS && !isEmpty(cells.slice(MAX_COLUMNS))) {
		throw refused("sheet_too_large", `line ${line} has ${cells.length} columns`, "sheetTooWide", { line });
	}
	return cells.slice(0, MAX_COLUMNS).map((cell) => cell.slice(0, MAX_CELL_CHARACTERS));
}

function refused(code: string, logMessage: string, key: string, params: Record<string, string | number> = {}) {
	return invalid(code, logMessage, { personKey: `imports.${key}`, params });
}
