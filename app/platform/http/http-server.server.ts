import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** A balancer keeps connections open for 60 s as a rule; closing first would cut requests that are on their way. */
const KEEP_ALIVE_MS = 65_000;

/** node:http with limits against slow and swollen requests; Node itself answers 400, 408 and 431. */
export function makeHttpServer(handler: http.RequestListener): http.Server {
	const server = http.createServer(
		{ maxHeaderSize: 16_384, headersTimeout: 15_000, requestTimeout: 60_000, keepAliveTimeout: KEEP_ALIVE_MS },
		handler,
	);
	server.maxHeadersCount = 100;
	server.timeout = 120_000;
	return server;
}

export function listen(server: http.Server, port: number): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, () => {
			server.off("error", reject);
			resolve();
		});
	});
}

/** Takes no new connection, lets requests under way finish, then cuts what is left. */
export async function closeGently(server: http.Server, limitMs: number): Promise<void> {
	const closed = new Promise<void>((resolve) => server.close(() => resolve()));
	server.closeIdleConnections();
	// Connections that turn idle after their last answer.
	const sweep = setInterval(() => server.closeIdleConnections(), 100);
	const limit = new AbortController();
	await Promise.race([closed, sleep(limitMs, undefined, { signal: limit.signal }).catch(() => {})]);
	limit.abort();
	clearInterval(sweep);
	server.closeAllConnections();
	await closed;
}
