import http from "node:http";
import type { AddressInfo } from "node:net";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import compression from "compression";
import express from "express";
import { afterEach, describe, expect, it } from "vitest";
import { HtmlCache, type HtmlCacheOptions } from "./html-cache.server.ts";
import { willBeKept } from "./html-cache-capture.server.ts";
import { CACHE_MARK } from "./public-page.ts";

type Answer = { status: number; headers: http.IncomingHttpHeaders; body: Buffer };

/** An application like ours: compression above, marked pages below, and a gate to hold renders open. */
class Site {
	renders = 0;
	text = "水".repeat(2000);
	gate: Promise<void> = Promise.resolve();
	readonly cache: HtmlCache;
	readonly #server: http.Server;

	constructor(options: HtmlCacheOptions = {}) {
		this.cache = new HtmlCache(options);
		this.cache.open();
		const app = express();
		app.use(compression({ filter: (req, res) => !willBeKept(res) && compression.filter(req, res) }));
		app.get("/ja/plain", (_req, res) => void this.#page(res, {}));
		app.get("/ja/cookie", (_req, res) => void this.#page(res, { "Set-Cookie": "a=b", [CACHE_MARK]: "public" }));
		app.get("/ja/gone", (_req, res) => void this.#page(res.status(404), { [CACHE_MARK]: "public" }));
		app.all("*", (_req, res) => {
			void this.#page(res, {
				[CACHE_MARK]: "public",
				"Content-Security-Policy": "script-src 'none'",
				"X-Request-Id": "1",
			});
		});
		this.#server = http.createServer((req, res) => this.cache.handle(req, res, app));
	}

	async #page(res: express.Response, headers: Record<string, string>): Promise<void> {
		this.renders += 1;
		const text = this.text;
		await this.gate;
		res.set(headers).type("html");
		// In pieces, as a rendered stream arrives.
		for (const piece of text.match(/.{1,500}/gsu) ?? []) res.write(piece);
		res.end();
	}

	async start(): Promise<this> {
		await new Promise<void>((resolve) => this.#server.listen(0, resolve));
		return this;
	}

	get port(): number {
		return (this.#server.address() as AddressInfo).port;
	}

	get(path: string, headers: http.OutgoingHttpHeaders = {}, method = "GET"): Promise<Answer> {
		return new Promise((resolve, reject) => {
			const req = http.request({ port: this.port, path, headers, method, agent: false }, (res) => {
				const chunks: Buffer[] = [];
				res.on("data", (chunk: Buffer) => chunks.push(chunk));
				res.on("end", () =>
					resolve({ status: res.statusCode ?? 0, headers: res.headers, body: Buffer.concat(chunks) }),
				);
			});
			req.on("error", reject);
			req.end();
		});
	}

	async until(condition: () => boolean): Promise<void> {
		while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
	}

	close(): Promise<void> {
		this.#server.closeAllConnections();
		return new Promise((resolve) => this.#server.close(() => resolve()));
	}
}

const open: Site[] = [];
async function site(options?: HtmlCacheOptions): Promise<Site> {
	const made = await new Site(options).start();
	open.push(made);
	return made;
}
afterEach(async () => {
	for (const one of open.splice(0)) await one.close();
});

function gate(): { closed: Promise<void>; release: () => void } {
	let release = () => {};
	const closed = new Promise<void>((resolve) => {
		release = resolve;
	});
	return { closed, release };
}

describe("a marked page", () => {
	it("is rendered once and given in each encoding with all its headers but the mark", async () => {
		const s = await site();
		for (const round of [1, 2]) {
			for (const [accept, read] of [
				["br, gzip", brotliDecompressSync],
				["gzip", gunzipSync],
				["identity", (body: Buffer) => body],
			] as const) {
				const { status, headers, body } = await s.get("/ja", { "accept-encoding": accept });
				expect(status, `round ${round}`).toBe(200);
				expect(read(body).toString()).toBe(s.text);
				expect(headers["content-length"]).toBe(String(body.byteLength));
				expect(headers["content-encoding"]).toBe(accept === "identity" ? undefined : accept.split(",")[0]);
				expect(headers["content-security-policy"]).toBe("script-src 'none'");
				expect(headers.vary).toBe("Accept-Encoding");
				expect(headers.etag).toMatch(/^W\/"/);
				expect(headers[CACHE_MARK]).toBeUndefined();
				expect(headers["x-request-id"]).toBeUndefined();
			}
		}
		expect(s.renders).toBe(1);
		expect(s.cache.counts).toMatchObject({ hit: 5, miss: 1 });
	});

	it("answers 304 to who has it, and HEAD without a body", async () => {
		const s = await site();
		const { etag = "" } = (await s.get("/ja")).headers;
		for (const known of [etag, `"other", ${etag}`]) {
			const again = await s.get("/ja", { "if-none-match": known });
			expect([again.status, again.body.byteLength, again.headers.etag]).toEqual([304, 0, etag]);
			expect(again.headers["content-security-policy"]).toBe("script-src 'none'");
		}
		const head = await s.get("/ja", {}, "HEAD");
		expect([head.status, head.body.byteLength, head.headers["content-length"]]).toEqual([
			200,
			0,
			String(Buffer.byteLength(s.text)),
		]);
		s.text = "other";
		s.cache.clear();
		expect((await s.get("/ja", { "if-none-match": etag })).status).toBe(200);
	});

	it("is rendered once for many who ask at once", async () => {
		const s = await site();
		const held = gate();
		s.gate = held.closed;
		const asked = Array.from({ length: 20 }, () => s.get("/ja/hubs"));
		await s.until(() => s.cache.counts.joined === 19);
		held.release();
		const bodies = new Set((await Promise.all(asked)).map((answer) => answer.body.toString()));
		expect([s.renders, bodies.size]).toEqual([1, 1]);
	});

	it("is rendered again on the next day in Japan", async () => {
		let nowMs = Date.parse("2026-11-21T14:59:59Z");
		const s = await site({ nowMs: () => nowMs });
		await s.get("/ja");
		await s.get("/ja");
		expect(s.renders).toBe(1);
		nowMs += 2000;
		await s.get("/ja");
		expect(s.renders).toBe(2);
		expect(s.cache.size.pages).toBe(1);
	});
});

describe("a change of public data", () => {
	it("is seen by the next request", async () => {
		const s = await site();
		await s.get("/ja");
		s.text = "new";
		s.cache.clear();
		expect((await s.get("/ja")).body.toString()).toBe("new");
	});

	it("during a render leaves nothing stale behind, also for who comes while it still runs", async () => {
		const s = await site();
		const held = gate();
		s.gate = held.closed;
		const before = s.get("/ja");
		await s.until(() => s.renders === 1);
		const old = s.text;
		s.text = "new";
		s.cache.clear();
		s.gate = Promise.resolve();
		expect((await s.get("/ja")).body.toString()).toBe("new");
		held.release();
		expect((await before).body.toString()).toBe(old);
		expect((await s.get("/ja")).body.toString()).toBe("new");
	});

	it("cannot be missed: while closed nothing is kept or given, and opening begins empty", async () => {
		const s = await site();
		await s.get("/ja");
		s.cache.close();
		s.text = "new";
		expect((await s.get("/ja")).body.toString()).toBe("new");
		expect((await s.get("/ja")).headers[CACHE_MARK]).toBeUndefined();
		expect([s.renders, s.cache.size.pages]).toEqual([3, 0]);
		s.cache.open();
		await s.get("/ja");
		await s.get("/ja");
		expect(s.renders).toBe(4);
	});

	it("while closed and reopened during a render is not missed either", async () => {
		const s = await site();
		const held = gate();
		s.gate = held.closed;
		const before = s.get("/ja");
		await s.until(() => s.renders === 1);
		s.cache.close();
		s.cache.open();
		held.release();
		await before;
		expect(s.cache.size.pages).toBe(0);
	});
});

describe("what is never kept", () => {
	it.each([
		"/ja?utm_source=x",
		"/JA",
		"/ja/",
		"/ja//hubs",
		"/ja/%68ubs",
		"/console",
		"/ja/plain",
		"/ja/cookie",
		"/ja/gone",
	])("%s", async (path) => {
		const s = await site();
		await s.get(path);
		const { headers } = await s.get(path);
		expect([s.renders, s.cache.size.pages, headers[CACHE_MARK]]).toEqual([2, 0, undefined]);
	});

	it("a POST, a HEAD that comes first, a request with Authorization", async () => {
		const s = await site();
		await s.get("/ja", {}, "POST");
		await s.get("/ja", {}, "HEAD");
		await s.get("/ja", { authorization: "Bearer x" });
		expect(s.cache.size.pages).toBe(0);
	});

	it("an unmarked page, which everyone renders for himself and gets compressed", async () => {
		const s = await site();
		const answers = await Promise.all([1, 2, 3].map(() => s.get("/ja/plain", { "accept-encoding": "gzip" })));
		expect(answers.map((answer) => gunzipSync(answer.body).toString())).toEqual([s.text, s.text, s.text]);
		expect(s.renders).toBe(3);
	});

	it("more than the memory set aside: the oldest page goes first", async () => {
		const s = await site({ maxBytes: 50_000 });
		for (const path of ["/ja/a", "/ja/b", "/ja/c", "/ja/d", "/ja/e", "/ja/f"]) await s.get(path);
		expect(s.cache.size.bytes).toBeLessThanOrEqual(50_000);
		const { renders } = s;
		await s.get("/ja/f");
		expect(s.renders).toBe(renders);
		await s.get("/ja/a");
		expect(s.renders).toBe(renders + 1);
	});
});

it("does not leave others waiting when the one who renders goes away", async () => {
	const s = await site();
	const held = gate();
	s.gate = held.closed;
	const leader = http.get({ port: s.port, path: "/ja", agent: false });
	leader.on("error", () => {});
	await s.until(() => s.renders === 1);
	const follower = s.get("/ja");
	await s.until(() => s.cache.counts.joined === 1);
	leader.destroy();
	await s.until(() => s.renders === 2);
	held.release();
	expect((await follower).body.toString()).toBe(s.text);
});

it("does not wait for ever for another's render", async () => {
	const s = await site({ maxWaitMs: 20 });
	const held = gate();
	s.gate = held.closed;
	const leader = s.get("/ja");
	await s.until(() => s.renders === 1);
	s.gate = Promise.resolve();
	expect((await s.get("/ja")).status).toBe(200);
	held.release();
	expect((await leader).status).toBe(200);
});
