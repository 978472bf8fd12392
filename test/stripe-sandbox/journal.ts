import {
	closeSync,
	existsSync,
	fstatSync,
	ftruncateSync,
	mkdirSync,
	openSync,
	readFileSync,
	readSync,
	renameSync,
	writeFileSync,
	writeSync,
} from "node:fs";
import { join } from "node:path";

/** Where a body lies in the bodies file: byte offset and byte length. */
export type Ref = [offset: number, length: number];

/** A row written or removed. Bodies are referred to, never inlined, so that a start reads only this small file. */
export type JournalRecord =
	| [
			"p",
			kind: string,
			account: string,
			id: string,
			created: number,
			keys: Record<string, string | number>,
			ref: Ref | null,
			object?: Ref,
	  ]
	| ["d", kind: string, id: string];

/**
 * Two append-only files. Bodies go first, then one journal line that names them all: a process killed between the two
 * leaves unused bytes, never half a change. A torn last line was never answered to anybody and is cut off at the start.
 */
export class Journal {
	private bodies: number;
	private lines: number;
	private bodiesEnd: number;

	constructor(private readonly dir: string) {
		mkdirSync(dir, { recursive: true });
		this.bodies = openSync(join(dir, "bodies.jsonl"), "a+");
		this.lines = openSync(join(dir, "journal.jsonl"), "a+");
		this.bodiesEnd = fstatSync(this.bodies).size;
	}

	/** All changes since the beginning, oldest first. */
	*replay(): Generator<JournalRecord[]> {
		const path = join(this.dir, "journal.jsonl");
		if (!existsSync(path)) return;
		const bytes = readFileSync(path);
		let start = 0;
		for (let end = bytes.indexOf(10, start); end !== -1; end = bytes.indexOf(10, start)) {
			yield JSON.parse(bytes.toString("utf8", start, end)) as JournalRecord[];
			start = end + 1;
		}
		if (start < bytes.length) ftruncateSync(this.lines, start);
	}

	/** Writes bodies and the records that refer to them; `build` is told where each body went. */
	append(bodies: string[], build: (refs: Ref[]) => JournalRecord[]): JournalRecord[] {
		const refs: Ref[] = [];
		if (bodies.length > 0) {
			const bytes = Buffer.from(`${bodies.join("\n")}\n`, "utf8");
			let offset = this.bodiesEnd;
			for (const body of bodies) {
				const length = Buffer.byteLength(body, "utf8");
				refs.push([offset, length]);
				offset += length + 1;
			}
			writeAll(this.bodies, bytes);
			this.bodiesEnd = offset;
		}
		const records = build(refs);
		if (records.length > 0) writeAll(this.lines, Buffer.from(`${JSON.stringify(records)}\n`, "utf8"));
		return records;
	}

	read([offset, length]: Ref): string {
		const bytes = Buffer.allocUnsafe(length);
		readSync(this.bodies, bytes, 0, length, offset);
		return bytes.toString("utf8");
	}

	/** Replaces the journal by the rows that still live; bodies stay where they are. */
	compact(records: JournalRecord[]): void {
		const path = join(this.dir, "journal.jsonl");
		const lines: string[] = [];
		for (let at = 0; at < records.length; at += 500) lines.push(`${JSON.stringify(records.slice(at, at + 500))}\n`);
		writeFileSync(`${path}.new`, lines.join(""));
		closeSync(this.lines);
		renameSync(`${path}.new`, path);
		this.lines = openSync(path, "a+");
	}

	wipe(): void {
		ftruncateSync(this.lines, 0);
		ftruncateSync(this.bodies, 0);
		this.bodiesEnd = 0;
	}

	close(): void {
		closeSync(this.lines);
		closeSync(this.bodies);
	}
}

function writeAll(file: number, bytes: Buffer): void {
	let done = 0;
	while (done < bytes.length) done += writeSync(file, bytes, done, bytes.length - done);
}
