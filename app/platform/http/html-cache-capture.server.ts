import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import { CACHE_MARK } from "./public-page.ts";

export interface KeptResponse {
	headers: OutgoingHttpHeaders;
	body: Buffer;
}

export interface ResponseWatcher {
	/** The answer is not marked, not 200 or sets a cookie; it is on its way to the client as usual. */
	uncacheable(): void;
	/** The client went away before the page was whole. */
	abandoned(): void;
	/** The whole page; nothing was sent yet, and the watcher answers. */
	kept(response: KeptResponse): void;
}

const watched = new WeakSet<ServerResponse>();

/** True when this answer will be kept whole, so that nothing above may compress it. Ask before headers are written. */
export function willBeKept(res: ServerResponse): boolean {
	return watched.has(res) && isKeepable(res);
}

function isKeepable(res: ServerResponse): boolean {
	return res.getHeader(CACHE_MARK) === "public" && res.statusCode === 200 && !res.hasHeader("set-cookie");
}

/**
 * Stands between Express and the socket. Takes the cache mark out of every answer; with a watcher, holds marked pages
 * back and hands them over whole. All other answers stream through untouched.
 */
export function watchResponse(res: ServerResponse, watcher: ResponseWatcher | null): void {
	const writeHead = res.writeHead;
	const write = res.write;
	const end = res.end;
	const chunks: Buffer[] = [];
	let mode: "undecided" | "pass" | "keep" | "done" = "undecided";
	if (watcher !== null) watched.add(res);

	const decide = () => {
		if (mode !== "undecided") return;
		mode = watcher !== null && isKeepable(res) ? "keep" : "pass";
		if (res.hasHeader(CACHE_MARK)) {
			res.removeHeader(CACHE_MARK);
			if (res.statusCode !== 200) res.setHeader("Cache-Control", "private, no-cache");
		}
		if (mode === "pass") watcher?.uncacheable();
	};
	const give = () => {
		mode = "done";
		const headers = res.getHeaders();
		const kept = { headers: { ...headers }, body: Buffer.concat(chunks) };
		for (const name of Object.keys(headers)) res.removeHeader(name);
		watcher?.kept(kept);
	};

	res.writeHead = function (this: ServerResponse, ...args: unknown[]) {
		if (mode === "undecided" && typeof args[0] === "number") res.statusCode = args[0];
		decide();
		return mode === "keep" ? res : Reflect.apply(writeHead, res, args);
	} as typeof res.writeHead;
	res.write = function (this: ServerResponse, ...args: unknown[]) {
		decide();
		if (mode !== "keep") return Reflect.apply(write, res, args);
		collect(chunks, args);
		return true;
	} as typeof res.write;
	res.end = function (this: ServerResponse, ...args: unknown[]) {
		decide();
		if (mode !== "keep") return Reflect.apply(end, res, args);
		collect(chunks, args);
		give();
		return res;
	} as typeof res.end;
	if (watcher !== null) {
		res.once("close", () => {
			if (mode === "undecided" || mode === "keep") watcher.abandoned();
		});
	}
}

/** Arguments as `write` and `end` take them: `(chunk?, encoding?, callback?)`. */
function collect(chunks: Buffer[], args: unknown[]): void {
	const [chunk, encoding] = args;
	if (typeof chunk === "string")
		chunks.push(Buffer.from(chunk, typeof encoding === "string" ? (encoding as "utf8") : "utf8"));
	else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
	const callback = args.find((arg) => typeof arg === "function");
	if (callback !== undefined) process.nextTick(callback as () => void);
}
