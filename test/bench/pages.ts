import { fork } from "node:child_process";
import http from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";
import autocannon from "autocannon";
import { answers, freePort, TestProcess } from "../factories/processes";
import { type Measured, rate } from "./report";
import { peakMemoryMb, type Stage } from "./stage";

const PAGES = ["/ja/hubs/nanolsi", "/ja/hubs/nanolsi/give"];
const SECONDS = 6;
const ROUNDS = 3;
const CONNECTIONS = 32;
/** What a browser asks for. */
const ACCEPT = { "accept-encoding": "gzip, deflate, br", accept: "text/html" };

/** Pages as visitors get them, against a bare node:http that sends the same bytes with the same headers, by turns. */
export async function benchPages(stage: Stage): Promise<Measured[]> {
	const port = await freePort();
	const web = new TestProcess("app/server.ts", webSettings(stage, port));
	web.start();
	try {
		await answers(`http://127.0.0.1:${port}/readyz`, 60_000);
		// The first visitors have the pages rendered.
		for (const page of [...PAGES, ...PAGES]) await get(port, page);
		const bare = fork(fileURLToPath(new URL("./bare-server.ts", import.meta.url)), { execArgv: ["--import", "tsx"] });
		try {
			bare.send(await Promise.all(PAGES.map((page) => get(port, page))));
			const address = await new Promise<{ port: number }>((resolve) => bare.once("message", resolve as never));
			const rows: Measured[] = [];
			for (const page of PAGES) rows.push(await compare(page, port, address.port));
			rows.push({ what: "web: peak memory", izumi: `${peakMemoryMb(web.pid)} MB`, beside: "" });
			return rows;
		} finally {
			bare.disconnect();
		}
	} finally {
		await web.end("SIGTERM");
	}
}

export function webSettings(stage: Stage, port: number): Record<string, string> {
	return {
		NODE_ENV: "production",
		DEMO: "1",
		PORT: String(port),
		APP_URL: `http://localhost:${port}`,
		DATABASE_URL: stage.databaseUrl,
		DATA_DIR: path.join(stage.dataDir, "web"),
		RATE_LIMIT_SCALE: "1000000",
		LOG_LEVEL: "warn",
		STRIPE_SUPPRESS_NOTICES: "true",
	};
}

async function compare(page: string, ours: number, bare: number): Promise<Measured> {
	const [izumi, beside]: [number[], number[]] = [[], []];
	for (let round = 0; round < ROUNDS; round += 1) {
		izumi.push(await requestsPerSecond(ours, page));
		beside.push(await requestsPerSecond(bare, page));
	}
	const [a, b] = [middle(izumi), middle(beside)];
	return {
		what: `page ${page}`,
		izumi: rate(a),
		beside: `node:http ${rate(b)}`,
		ratio: a / b,
		aim: { atLeast: 0.25 },
		note: `${CONNECTIONS} connections, the middle of ${ROUNDS} rounds of ${SECONDS} s by turns`,
	};
}

const middle = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function requestsPerSecond(port: number, page: string): Promise<number> {
	const result = await autocannon({
		url: `http://127.0.0.1:${port}${page}`,
		connections: CONNECTIONS,
		duration: SECONDS,
		headers: ACCEPT,
	});
	if (result.non2xx > 0 || result.errors > 0)
		throw new Error(`${page}: ${result.non2xx} other answers, ${result.errors} errors`);
	return result.requests.average;
}

type Page = { path: string; headers: [string, string][]; body: string };

/** The bytes on the wire, still compressed. */
function get(port: number, page: string): Promise<Page> {
	return new Promise((resolve, reject) => {
		http
			.get({ host: "127.0.0.1", port, path: page, headers: ACCEPT }, (response) => {
				const chunks: Buffer[] = [];
				response.on("data", (chunk: Buffer) => chunks.push(chunk));
				response.on("end", () => {
					if (response.statusCode !== 200) return reject(new Error(`${page} answered ${response.statusCode}`));
					const { rawHeaders } = response;
					const headers = rawHeaders.flatMap((name, index): [string, string][] =>
						index % 2 === 0 && !/^(?:connection|keep-alive|transfer-encoding|date)$/i.test(name)
							? [[name, rawHeaders[index + 1] ?? ""]]
							: [],
					);
					resolve({ path: page, headers, body: Buffer.concat(chunks).toString("base64") });
				});
			})
			.on("error", reject);
	});
}
