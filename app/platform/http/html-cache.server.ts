import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { type KeptResponse, watchResponse } from "./html-cache-capture.server.ts";
import { type Encoding, preferredEncoding } from "./preferred-encoding.ts";

const gzipAsync = promisify(gzip);
const brotliAsync = promisify(brotliCompress);

const DAY_MS = 86_400_000;
const JAPAN_OFFSET_MS = 9 * 3_600_000;

/** `/ja`, `/en/hubs/nanolsi/give`: one spelling a page, so that capitals and slashes cannot fill the memory. */
const CACHEABLE_PATH = /^\/(?:ja|en)(?:\/[a-z0-9_-]+)*$/;

/** Left out of what is kept: they belong to one answer, or are written anew. */
const OWN_HEADERS = new Set([
	"connection",
	"content-encoding",
	"content-length",
	"date",
	"etag",
	"keep-alive",
	"transfer-encoding",
	"vary",
	"x-request-id",
]);

interface Variant {
	headers: string[];
	body: Buffer;
}

interface Entry {
	day: number;
	etag: string;
	bytes: number;
	variants: Record<Encoding, Variant>;
	notModified: string[];
}

type Outcome = { kind: "page"; entry: Entry } | { kind: "uncacheable" } | { kind: "abandoned" };

interface Flight {
	version: number;
	day: number;
	outcome: Promise<Outcome>;
	settle: (outcome: Outcome) => void;
}

export interface HtmlCacheOptions {
	/** All variants of all pages together. */
	maxBytes?: number;
	/** Longest wait for another request's render of the same page. */
	maxWaitMs?: number;
	nowMs?: () => number;
}

export type Handler = (req: IncomingMessage, res: ServerResponse) => void;

/**
 * Whole public pages, kept by path, Japanese day and version of the public data, and served before Express.
 *
 * Promises: a page is kept only when its route marked it (see `publicPageHeaders`), answered 200 and set no cookie; a
 * change of public data empties the cache, and a page whose render began before the change is never kept; while the
 * database cannot tell of changes (`close`), nothing is served from here.
 */
export class HtmlCache {
	readonly counts = { hit: 0, miss: 0, joined: 0, bypass: 0, cleared: 0 };
	#entries = new Map<string, Entry>();
	#flights = new Map<string, Flight>();
	#bytes = 0;
	#version = 0;
	#open = false;
	readonly #maxBytes: number;
	readonly #maxWaitMs: number;
	readonly #nowMs: () => number;

	constructor({ maxBytes = 64 * 2 ** 20, maxWaitMs = 10_000, nowMs = Date.now }: HtmlCacheOptions = {}) {
		this.#maxBytes = maxBytes;
		this.#maxWaitMs = maxWaitMs;
		this.#nowMs = nowMs;
	}

	get size(): { pages: number; bytes: number } {
		return { pages: this.#entries.size, bytes: this.#bytes };
	}

	/** Changes are heard from now on; whatever was kept before may have missed some. */
	open(): void {
		this.clear();
		this.#open = true;
	}

	/** Changes can no longer be heard: every request is rendered until `open`. */
	close(): void {
		this.#open = false;
		this.clear();
	}

	/** Public data changed. Renders under way finish for those who wait for them and are not kept. */
	clear(): void {
		this.#version += 1;
		this.#entries.clear();
		this.#flights.clear();
		this.#bytes = 0;
		this.counts.cleared += 1;
	}

	/** Answers from memory, or lets `next` render. */
	handle(req: IncomingMessage, res: ServerResponse, next: Handler): void {
		const { method, url = "" } = req;
		const open = this.#open && (method === "GET" || method === "HEAD");
		const entry = open ? this.#entries.get(url) : undefined;
		if (entry !== undefined && entry.day === this.#today()) {
			this.counts.hit += 1;
			send(entry, req, res);
		} else if (!open || method !== "GET" || req.headers.authorization !== undefined || !CACHEABLE_PATH.test(url)) {
			this.#pass(req, res, next);
		} else {
			const flight = this.#flights.get(url);
			if (flight === undefined) this.#render(url, req, res, next);
			else void this.#join(flight, req, res, next);
		}
	}

	#today(): number {
		return Math.floor((this.#nowMs() + JAPAN_OFFSET_MS) / DAY_MS);
	}

	#pass(req: IncomingMessage, res: ServerResponse, next: Handler): void {
		this.counts.bypass += 1;
		watchResponse(res, null);
		next(req, res);
	}

	#render(key: string, req: IncomingMessage, res: ServerResponse, next: Handler): void {
		this.counts.miss += 1;
		const flight = newFlight(this.#version, this.#today());
		this.#flights.set(key, flight);
		void flight.outcome.then(() => {
			if (this.#flights.get(key) === flight) this.#flights.delete(key);
		});
		watchResponse(res, {
			uncacheable: () => flight.settle({ kind: "uncacheable" }),
			abandoned: () => flight.settle({ kind: "abandoned" }),
			kept: (response) => void this.#finish(key, flight, response, req, res),
		});
		next(req, res);
	}

	async #finish(key: string, flight: Flight, response: KeptResponse, req: IncomingMessage, res: ServerResponse) {
		try {
			const entry = await makeEntry(flight.day, response);
			this.#keep(key, flight, entry);
			flight.settle({ kind: "page", entry });
			send(entry, req, res);
		} catch (error) {
			flight.settle({ kind: "abandoned" });
			res.destroy(error instanceof Error ? error : undefined);
		}
	}

	#keep(key: string, flight: Flight, entry: Entry): void {
		const stale = flight.version !== this.#version || flight.day !== this.#today();
		if (!this.#open || stale || entry.bytes > this.#maxBytes / 4) return;
		const before = this.#entries.get(key);
		if (before !== undefined) {
			this.#bytes -= before.bytes;
			this.#entries.delete(key);
		}
		this.#entries.set(key, entry);
		this.#bytes += entry.bytes;
		for (const [oldKey, old] of this.#entries) {
			if (this.#bytes <= this.#maxBytes) break;
			this.#entries.delete(oldKey);
			this.#bytes -= old.bytes;
		}
	}

	async #join(flight: Flight, req: IncomingMessage, res: ServerResponse, next: Handler): Promise<void> {
		this.counts.joined += 1;
		const outcome = await within(this.#maxWaitMs, flight.outcome);
		if (res.destroyed) return;
		if (outcome.kind === "page") return send(outcome.entry, req, res);
		if (outcome.kind === "abandoned") return this.handle(req, res, next);
		this.#pass(req, res, next);
	}
}

function newFlight(version: number, day: number): Flight {
	let settle: Flight["settle"] = () => {};
	const outcome = new Promise<Outcome>((resolve) => {
		settle = resolve;
	});
	return { version, day, outcome, settle };
}

async function within(limitMs: number, outcome: Promise<Outcome>): Promise<Outcome> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<Outcome>((resolve) => {
		timer = setTimeout(() => resolve({ kind: "uncacheable" }), limitMs);
	});
	const first = await Promise.race([outcome, late]);
	clearTimeout(timer);
	return first;
}

async function makeEntry(day: number, { headers, body }: KeptResponse): Promise<Entry> {
	const etag = `W/"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
	const shared: string[] = [];
	for (const [name, value] of Object.entries(headers)) {
		if (value === undefined || OWN_HEADERS.has(name)) continue;
		for (const one of Array.isArray(value) ? value : [String(value)]) shared.push(name, one);
	}
	shared.push("vary", "Accept-Encoding", "etag", etag);
	const [zipped, brotli] = await Promise.all([
		gzipAsync(body, { level: 7 }),
		brotliAsync(body, {
			params: { [constants.BROTLI_PARAM_QUALITY]: 6, [constants.BROTLI_PARAM_SIZE_HINT]: body.byteLength },
		}),
	]);
	const variants = {
		identity: { headers: [...shared, "content-length", String(body.byteLength)], body },
		gzip: encoded(shared, "gzip", zipped),
		br: encoded(shared, "br", brotli),
	};
	const bytes = body.byteLength + zipped.byteLength + brotli.byteLength + 4096;
	return { day, etag, bytes, variants, notModified: shared.filter(notOfContent) };
}

/** A 304 repeats no header about the content itself; `shared` is a flat list of names and values. */
function notOfContent(_item: string, index: number, list: string[]): boolean {
	return list[index - (index % 2)] !== "content-type";
}

function encoded(shared: readonly string[], encoding: Encoding, body: Buffer): Variant {
	return { headers: [...shared, "content-encoding", encoding, "content-length", String(body.byteLength)], body };
}

function send(entry: Entry, req: IncomingMessage, res: ServerResponse): void {
	if (res.destroyed || res.headersSent) return;
	const known = req.headers["if-none-match"];
	if (known !== undefined && (known === entry.etag || known.split(",").some((tag) => tag.trim() === entry.etag))) {
		res.writeHead(304, entry.notModified);
		res.end();
		return;
	}
	const variant = entry.variants[preferredEncoding(req.headers["accept-encoding"])];
	res.writeHead(200, variant.headers);
	res.end(variant.body);
}
