import http from "node:http";
import net from "node:net";
import type { ServerBuild } from "@remix-run/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError, notFound } from "../errors.ts";
import { makeWebApp } from "./express-app.server.ts";
import { readBytes, readForm } from "./form.server.ts";
import { closeGently, listen, makeHttpServer } from "./http-server.server.ts";
import type { RequestContext } from "./request-context.server.ts";

type Args = { request: Request; context: RequestContext };

const refused = () =>
	new AppError({
		code: "too_many_requests",
		status: 429,
		logMessage: "x",
		personKey: "request.tooMany",
		params: { minutes: 3 },
	});

/** Routes as a Remix build holds them, without a bundler. */
const modules: Record<string, { path: string; module: object }> = {
	"routes/public/form": {
		path: ":lang/form",
		module: { action: async ({ request }: Args) => Response.json(Object.fromEntries(await readForm(request))) },
	},
	"routes/public/slow": {
		path: "slow",
		module: {
			loader: async () => {
				await new Promise((resolve) => setTimeout(resolve, 300));
				return new Response("slow");
			},
		},
	},
	"routes/webhooks/stripe": {
		path: "webhooks/stripe",
		module: {
			action: async ({ request }: Args) => new Response(String((await readBytes(request, 1_000_000)).byteLength)),
		},
	},
	"routes/api/gifts": {
		path: "api/v1/gifts/:id",
		module: {
			action: () => new Response("ok"),
			loader: ({ request }: Args) => {
				const kind = new URL(request.url).searchParams.get("fail");
				if (kind === "bug") throw new Error("secret detail");
				throw kind === "limit" ? refused() : notFound("gift", "1");
			},
		},
	},
	"routes/console/page": {
		path: "console/page",
		module: {
			handle: { script: true },
			default: () => null,
			action: () => ({}),
			loader: ({ context }: Args) => ({ nonce: context.nonce }),
		},
	},
};

const build = {
	assets: { url: "", version: "1", entry: { module: "", imports: [] }, routes: {} },
	assetsBuildDirectory: "",
	basename: "/",
	entry: {
		module: {
			default: (_request: Request, status: number, headers: Headers, context: { staticHandlerContext: object }) =>
				new Response(JSON.stringify(context.staticHandlerContext), { status, headers }),
			handleError: () => {},
		},
	},
	future: { v3_singleFetch: true },
	isSpaMode: false,
	mode: "production",
	publicPath: "/",
	routes: Object.fromEntries(
		[["root", { path: "", module: { default: () => null } }] as const, ...Object.entries(modules)].map(
			([id, { path, module }]) => [id, { id, path, parentId: id === "root" ? undefined : "root", module }],
		),
	),
} as unknown as ServerBuild;

const server = makeHttpServer(
	makeWebApp({
		appUrl: "https://izumi.example",
		trustProxy: "loopback",
		checkoutOrigins: ["https://checkout.stripe.com"],
		build: async () => build,
		clientDir: null,
		devMiddleware: null,
		readiness: async () => ({ ready: true, reason: "ok" }),
		measure: (_req, _res, next) => next(),
	}),
);
let base = "";
let port = 0;

beforeAll(async () => {
	await listen(server, 0);
	port = (server.address() as net.AddressInfo).port;
	base = `http://127.0.0.1:${port}`;
});
afterAll(() => closeGently(server, 1000));

/** fetch sets Sec-Fetch headers of its own, so requests are made by hand. */
function send(path: string, method: string, headers: http.OutgoingHttpHeaders, body?: string | Buffer) {
	return new Promise<{ status: number; headers: http.IncomingHttpHeaders; body: string }>((resolve, reject) => {
		const req = http.request({ port, path, method, headers, agent: false }, (res) => {
			let text = "";
			res.on("data", (chunk) => {
				text += chunk;
			});
			res.on("end", () => resolve({ status: res.statusCode ?? 0, headers: res.headers, body: text }));
		});
		req.on("error", reject);
		req.end(body);
	});
}

const FORM = { "content-type": "application/x-www-form-urlencoded" };
const raw = (text: string) =>
	new Promise<string>((resolve) => {
		let answer = "";
		const socket = net.connect(port, "127.0.0.1", () => socket.write(text));
		socket.on("data", (chunk) => {
			answer += chunk;
		});
		socket.on("close", () => resolve(answer));
		socket.on("error", () => resolve(answer));
	});

describe("where a form came from", () => {
	it.each([
		["same origin", { "sec-fetch-site": "same-origin", origin: "https://izumi.example" }, 200],
		["a private window that hides its origin", { "sec-fetch-site": "same-origin", origin: "null" }, 200],
		[
			"the address people open, behind a proxy that changes Host",
			{ origin: "https://izumi.example", host: "10.0.0.5" },
			200,
		],
		["a program, which has neither header", {}, 200],
		["another site", { "sec-fetch-site": "cross-site", origin: "https://evil.example" }, 403],
		["a sister site", { "sec-fetch-site": "same-site", origin: "https://other.izumi.example" }, 403],
		["another site, old browser", { origin: "https://evil.example" }, 403],
		["a sandboxed frame, old browser", { origin: "null" }, 403],
		["another site without origin", { "sec-fetch-site": "cross-site" }, 403],
	])("%s", async (_who, headers, status) => {
		const to = (path: string) => send(path, "POST", { ...FORM, host: "izumi.example", ...headers }, "a=1");
		const answer = await to("/ja/form");
		expect(answer.status).toBe(status);
		expect((await to("/console/page")).status, "a page's own action, which Remix checks again").toBe(status);
		if (status === 403) expect(answer.body).toContain("このサイトのページから");
	});

	it("is not asked of webhooks, which are signed, of bearers of a token, nor of reading", async () => {
		const cross = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
		expect((await send("/webhooks/stripe", "POST", { "sec-fetch-site": "cross-site" }, "{}")).status).toBe(200);
		expect((await send("/slow", "GET", cross)).status).toBe(200);
		const withToken = await send("/api/v1/gifts/1", "POST", { ...cross, authorization: "Bearer x" });
		expect([withToken.status, (await send("/api/v1/gifts/1", "POST", cross)).status]).toEqual([200, 403]);
	});
});

describe("bodies", () => {
	it.each([
		["/webhooks/stripe", 5_000_000],
		["/ja/form", 100_001],
	])("%s refuses %i bytes with 413 that arrives", async (path, bytes) => {
		for (const chunked of [false, true]) {
			const headers = { ...FORM, ...(chunked ? { "transfer-encoding": "chunked" } : { "content-length": bytes }) };
			const answer = await send(path, "POST", headers, Buffer.alloc(bytes, "a"));
			expect([chunked, answer.status]).toEqual([chunked, 413]);
			expect(answer.body).toContain(path.startsWith("/webhooks") ? '"body_too_large"' : "大きすぎます");
		}
	});

	it("takes what is within the limit, whole or in chunks", async () => {
		expect((await send("/webhooks/stripe", "POST", {}, Buffer.alloc(900_000, "a"))).body).toBe("900000");
		const chunked = await send("/ja/form", "POST", { ...FORM, "transfer-encoding": "chunked" }, "name=%E6%B3%89&b=2");
		expect(JSON.parse(chunked.body)).toEqual({ name: "泉", b: "2" });
	});

	it("survives a body that breaks off", async () => {
		const answer = new Promise<void>((resolve) => {
			const socket = net.connect(port, "127.0.0.1", () => {
				socket.write(
					"POST /ja/form HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\na=1",
				);
				setTimeout(() => socket.destroy(), 50);
			});
			socket.on("close", () => resolve());
		});
		await answer;
		expect((await send("/ja/form", "POST", FORM, "a=1")).status).toBe(200);
	});

	it.each([
		["text", { "content-type": "text/plain" }],
		["multipart without boundary", { "content-type": "multipart/form-data" }],
	])("answers 400 to %s where a form is due", async (_what, headers) => {
		expect((await send("/ja/form", "POST", headers, "a=1")).status).toBe(400);
	});
});

describe("requests that are no requests", () => {
	it("refuses swollen headers with 431, a broken line with 400, and an address that is none with 400", async () => {
		expect(await raw(`GET / HTTP/1.1\r\nHost: x\r\nX-A: ${"a".repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431/);
		expect(await raw("GARBAGE\r\n\r\n")).toMatch(/^HTTP\/1\.1 400/);
		expect(await raw("GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n")).toMatch(/^HTTP\/1\.1 400/);
		expect(await raw("GET /%E0%A4%A HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).toMatch(/^HTTP\/1\.1 400/);
	});
});

describe("failures under /api", () => {
	const failure = async (query: string, lang = "en") => {
		const response = await fetch(`${base}/api/v1/gifts/1${query}`, { headers: { "accept-language": lang } });
		return { response, body: (await response.json()) as Record<string, unknown> };
	};

	it("are problem details with an error id", async () => {
		const { response, body } = await failure("");
		expect([response.status, response.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
		expect(body).toMatchObject({ type: "about:blank", title: "Not Found", status: 404, code: "gift_not_found" });
		expect(body.errorId).toMatch(/^[0-9A-Z]{10}$/);
	});

	it("say how long to wait, in the caller's language", async () => {
		const { response, body } = await failure("?fail=limit", "ja");
		expect([response.status, response.headers.get("retry-after")]).toEqual([429, "180"]);
		expect(body.detail).toContain("3分");
	});

	it("tell nothing of a bug", async () => {
		const { response, body } = await failure("?fail=bug");
		expect(response.status).toBe(500);
		expect(JSON.stringify(body)).not.toContain("secret");
	});
});

describe("headers", () => {
	it("allow no script where no route asks for it, and a nonce where one does", async () => {
		const plain = await send("/slow", "GET", {});
		expect(plain.headers["content-security-policy"]).toContain("script-src 'none';");
		const page = await send("/console/page", "GET", {});
		const nonce = /'nonce-([^']+)'/.exec(page.headers["content-security-policy"] as string)?.[1];
		expect(nonce).toMatch(/^[\w+/]{22}==$/);
		expect(page.body).toContain(nonce);
		expect((await send("/console/page", "GET", {})).headers["content-security-policy"]).not.toContain(nonce);
		expect(page.headers["content-security-policy"]).not.toContain("unsafe-inline");
	});

	it("keep Origin in forms, let forms lead to Checkout, and hold browsers to https", async () => {
		const { headers } = await send("/slow", "GET", {});
		expect(headers["referrer-policy"]).toBe("strict-origin-when-cross-origin");
		expect(headers["content-security-policy"]).toContain("form-action 'self' https://checkout.stripe.com;");
		expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
		expect(headers["strict-transport-security"]).toContain("max-age=");
		expect(headers["x-powered-by"]).toBeUndefined();
		expect(headers["x-request-id"]).toMatch(/^[0-9A-Z]{10}$/);
	});
});

it("finishes what it began before it closes", async () => {
	const other = makeHttpServer((_req, res) => setTimeout(() => res.end("done"), 200));
	await listen(other, 0);
	const answer = fetch(`http://127.0.0.1:${(other.address() as net.AddressInfo).port}/`).then((response) =>
		response.text(),
	);
	await new Promise((resolve) => setTimeout(resolve, 50));
	const began = performance.now();
	await closeGently(other, 5000);
	expect(await answer).toBe("done");
	expect(performance.now() - began).toBeLessThan(2000);
});
