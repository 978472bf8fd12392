import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Api, type ApiResponse } from "./api.ts";
import { BadInput } from "./bad-input.ts";
import { BadControl, control } from "./control.ts";
import { answerPage } from "./pages/router.ts";
import { NoSuchThing, WrongState } from "./till.ts";
import { installTimers } from "./timers.ts";
import { World } from "./world.ts";

export { SANDBOX_SECRET_KEY } from "./api.ts";

const MAX_BODY_BYTES = 1_000_000;

export interface SandboxOptions {
	/** 0 picks a free one. */
	port: number;
	/** Where the state lives; made when missing. */
	dir: string;
	quiet?: boolean;
}

export interface Sandbox {
	port: number;
	url: string;
	close(): Promise<void>;
}

/** Starts a stand-in for Stripe on 127.0.0.1 with the state found in `dir`. */
export async function startSandbox({ port, dir, quiet = false }: SandboxOptions): Promise<Sandbox> {
	// The port comes first: a second process on the same state must fail before it touches the files.
	let answerWith: (request: IncomingMessage) => Promise<ApiResponse> = async () => json(503, { error: "starting" });
	const server = createServer((request, response) => {
		answerWith(request).then(
			(made) => send(response, made),
			(error: unknown) => send(response, failed(error)),
		);
	});
	server.keepAliveTimeout = 30_000;
	await new Promise<void>((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, "127.0.0.1", resolve);
	});
	const actual = (server.address() as AddressInfo).port;
	const base = `http://127.0.0.1:${actual}`;
	const world = open(dir, server);
	const api = new Api(world);
	installTimers(world, base);
	answerWith = (request) => answer(world, api, request);
	world.start();
	if (!quiet) process.stdout.write(`Stripe sandbox on ${base} (no money moves), state in ${dir}\n`);
	return {
		port: actual,
		url: base,
		async close() {
			world.clock.stop();
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			server.closeIdleConnections();
			const grace = setTimeout(() => server.closeAllConnections(), 1_000);
			await closed;
			clearTimeout(grace);
			world.stop();
		},
	};
}

function open(dir: string, server: Server): World {
	try {
		return new World(dir);
	} catch (error) {
		server.close();
		throw error;
	}
}

async function answer(world: World, api: Api, request: IncomingMessage): Promise<ApiResponse> {
	const method = request.method ?? "GET";
	const base = `http://${request.headers.host ?? "127.0.0.1"}`;
	const url = new URL(request.url ?? "/", base);
	if (url.pathname.startsWith("/v1/")) {
		const headers: Record<string, string | undefined> = {};
		for (const [name, value] of Object.entries(request.headers))
			headers[name] = Array.isArray(value) ? value[0] : value;
		return api.answer({
			method,
			path: url.pathname,
			query: url.search.slice(1),
			headers,
			base,
			body: () => bodyOf(request),
		});
	}
	const body = method === "POST" ? await bodyOf(request) : "";
	if (url.pathname.startsWith("/_sandbox/")) return json(200, control(world, method, url.pathname, body, base));
	return answerPage({
		world,
		method,
		path: url.pathname,
		body,
		base,
		headers: request.headers,
	});
}

function failed(error: unknown): ApiResponse {
	if (error instanceof BadControl) return json(error.status, { error: error.message });
	if (error instanceof BadInput) return json(400, { error: error.message });
	if (error instanceof NoSuchThing) return json(404, { error: error.message });
	if (error instanceof WrongState) return json(409, { error: error.message });
	process.stderr.write(`stripe-sandbox: ${error instanceof Error ? error.stack : String(error)}\n`);
	return json(500, { error: String(error) });
}

const json = (status: number, value: unknown): ApiResponse => ({
	status,
	headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
	body: JSON.stringify(value),
});

function send(response: ServerResponse, { status, headers, body }: ApiResponse): void {
	if (response.destroyed) return;
	response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
	response.end(body);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		bytes += chunk.length;
		if (bytes > MAX_BODY_BYTES) throw new BadControl(413, "the body is too large");
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString("utf8");
}
