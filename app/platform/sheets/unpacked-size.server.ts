import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";
import { invalid } from "../errors";

const inflate = promisify(inflateRaw);

/** About 400,000 rows of ten columns; what is read stands in memory whole. */
const MAX_UNPACKED = 250_000_000;
const MAX_ENTRIES = 2_000;

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;

/**
 * Refuses a zip that unpacks to more than memory should hold. What its directory says may be a lie, so every part is
 * unpacked up to the limit.
 * @throws AppError sheet_too_large, sheet_unreadable
 */
export async function assertUnpackedSize(bytes: Uint8Array, limit = MAX_UNPACKED): Promise<void> {
	const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	let left = limit;
	for (const entry of entriesOf(zip)) {
		if (entry.method === 0) left -= entry.packed;
		else left -= await unpackedSize(zip.subarray(entry.from, entry.from + entry.packed), Math.max(left, 1));
		if (left < 0) throw tooLarge(limit);
	}
}

async function unpackedSize(packed: Buffer, most: number): Promise<number> {
	try {
		return (await inflate(packed, { maxOutputLength: most })).length;
	} catch (cause) {
		if (cause instanceof RangeError) throw tooLarge(most);
		throw unreadable("a part of the zip does not unpack");
	}
}

type Entry = { method: number; packed: number; from: number };

function entriesOf(zip: Buffer): Entry[] {
	const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
	if (end < 0 || end + 22 > zip.length || zip.readUInt32LE(end) !== END_OF_DIRECTORY) {
		throw unreadable("a zip without its directory");
	}
	const count = zip.readUInt16LE(end + 10);
	if (count > MAX_ENTRIES) throw tooLarge(MAX_ENTRIES);
	const entries: Entry[] = [];
	let at = zip.readUInt32LE(end + 16);
	for (let index = 0; index < count; index++) {
		if (at + 46 > zip.length || zip.readUInt32LE(at) !== DIRECTORY_ENTRY) throw unreadable("a broken zip directory");
		const header = zip.readUInt32LE(at + 42);
		if (header + 30 > zip.length) throw unreadable("a zip directory that points outside the file");
		entries.push({
			method: zip.readUInt16LE(at + 10),
			packed: zip.readUInt32LE(at + 20),
			from: header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28),
		});
		at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
	}
	return entries;
}

const tooLarge = (limit: number) =>
	invalid("sheet_too_large", `the file unpacks to more than ${limit}`, { personKey: "imports.sheetTooLarge" });
const unreadable = (logMessage: string) =>
	invalid("sheet_unreadable", logMessage, { personKey: "imports.sheetUnreadable" });
