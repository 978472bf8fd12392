import { Readable } from "node:stream";
import { createReadableStreamFromReadable } from "@remix-run/node";
import { stringify } from "csv-stringify";
import iconv from "iconv-lite";

/** `utf8` begins with a mark that makes Excel read it as UTF-8; `cp932` is for older Japanese programs. */
export type CsvEncoding = "utf8" | "cp932";

export type CsvCell = string | number | bigint | null;

/** Shown where cp932 has no such character, as printers have done for a century. */
const GETA = "〓";

/** A cell a spreadsheet would run as a formula becomes plain text. Amounts are numbers, so a minus of ours stays. */
export function guardCell(cell: CsvCell): string {
	if (cell === null) return "";
	if (typeof cell !== "string") return cell.toString();
	return /^\s*[=+\-@\t\r＝＋－＠|%]/u.test(cell) ? `'${cell}` : cell;
}

export function csvEncodingOf(request: Request): CsvEncoding {
	return new URL(request.url).searchParams.get("encoding") === "cp932" ? "cp932" : "utf8";
}

/** A file sent row by row, never whole in memory. */
export function csvResponse(
	rows: AsyncIterable<readonly CsvCell[]> | Iterable<readonly CsvCell[]>,
	{ filename, encoding }: { filename: string; encoding: CsvEncoding },
): Response {
	const text = Readable.from(guarded(rows)).pipe(stringify({ record_delimiter: "\r\n" }));
	const body = encoding === "cp932" ? Readable.from(inCp932(text)) : Readable.from(withMark(text));
	return new Response(createReadableStreamFromReadable(body), {
		headers: {
			"Content-Type": encoding === "cp932" ? "text/csv; charset=Shift_JIS" : "text/csv; charset=utf-8",
			"Content-Disposition": `attachment; filename="${filename}"`,
			"Cache-Control": "private, no-store",
		},
	});
}

async function* guarded(rows: AsyncIterable<readonly CsvCell[]> | Iterable<readonly CsvCell[]>) {
	for await (const row of rows) yield row.map(guardCell);
}

async function* withMark(text: AsyncIterable<Buffer | string>) {
	yield Buffer.from("\ufeff");
	for await (const chunk of text) yield Buffer.from(chunk);
}

async function* inCp932(text: AsyncIterable<Buffer | string>) {
	const decoder = new TextDecoder();
	for await (const chunk of text) {
		const part = typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
		yield encodeCp932(part);
	}
	yield encodeCp932(decoder.decode());
}

export function encodeCp932(text: string): Buffer {
	const encoded = iconv.encode(text, "cp932");
	if (iconv.decode(encoded, "cp932") === text) return encoded;
	return Buffer.concat([...text].map((character) => encodeOne(character)));
}

function encodeOne(character: string): Buffer {
	const encoded = iconv.encode(character, "cp932");
	return iconv.decode(encoded, "cp932") === character ? encoded : iconv.encode(GETA, "cp932");
}
