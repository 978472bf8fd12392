import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Stripe from "stripe";
import type { Deed } from "./act.ts";
import { SANDBOX_SECRET_KEY, type Sandbox, startSandbox } from "./server.ts";
import { API_VERSION } from "./wire.ts";

interface Answer {
	status: number;
	// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes
	body: any;
}

/** A sandbox for one test file, with the real SDK pointed at it. */
export interface Running {
	sandbox: Sandbox;
	dir: string;
	stripe: Stripe;
	/** `POST /_sandbox/{path}`, answer read as JSON. */
	post(path: string, body?: object): Promise<Answer>;
	act(session: { id: string }, outcome: Deed["outcome"], more?: object): Promise<Answer>;
	/** `GET /_sandbox/state`. */
	sandboxState(): Promise<Answer["body"]>;
	stop(): Promise<void>;
	restart(): Promise<void>;
}

export function client(port: number, config: Partial<Stripe.StripeConfig> = {}, key = SANDBOX_SECRET_KEY): Stripe {
	return new Stripe(key, {
		apiVersion: API_VERSION,
		host: "127.0.0.1",
		port,
		protocol: "http",
		telemetry: false,
		maxNetworkRetries: 0,
		...config,
	});
}

/** One request on a connection of its own: a restart in between must not meet a connection that is already closed. */
function ask(method: string, url: string, body?: string): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const sent = request(url, { method, agent: false }, (response) => {
			let text = "";
			response.setEncoding("utf8");
			response.on("data", (part: string) => {
				text += part;
			});
			response.on("end", () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) }));
			response.on("error", reject);
		});
		sent.on("error", reject);
		sent.end(body);
	});
}

export const post = (url: string, path: string, body: object = {}): Promise<Answer> =>
	ask("POST", `${url}/_sandbox/${path}`, JSON.stringify(body));

export const stateOf = async (url: string): Promise<Answer["body"]> => (await ask("GET", `${url}/_sandbox/state`)).body;

export function temporaryDir(): string {
	const root = join(tmpdir(), "stripe-sandbox-tests");
	mkdirSync(root, { recursive: true });
	return mkdtempSync(join(root, "state-"));
}

export async function run(): Promise<Running> {
	const dir = temporaryDir();
	let sandbox = await startSandbox({ port: 0, dir, quiet: true });
	const running: Running = {
		sandbox,
		dir,
		stripe: client(sandbox.port),
		post: (path, body) => post(sandbox.url, path, body),
		act: (session, outcome, more = {}) => post(sandbox.url, `checkout/${session.id}`, { outcome, ...more }),
		sandboxState: () => stateOf(sandbox.url),
		async stop() {
			await sandbox.close();
			rmSync(dir, { recursive: true, force: true });
		},
		async restart() {
			const { port } = sandbox;
			await sandbox.close();
			sandbox = await startSandbox({ port, dir, quiet: true });
			running.sandbox = sandbox;
		},
	};
	return running;
}

type SessionParams = Stripe.Checkout.SessionCreateParams;

export function gift(amountYen: number, more: Partial<SessionParams> = {}): SessionParams {
	return {
		mode: "payment",
		submit_type: "donate",
		locale: "ja",
		line_items: [
			{
				quantity: 1,
				price_data: { currency: "jpy", unit_amount: amountYen, product_data: { name: "NanoLSI への寄付" } },
			},
		],
		success_url: "http://localhost/thanks?session={CHECKOUT_SESSION_ID}",
		cancel_url: "http://localhost/give",
		customer_email: "hanako@example.com",
		...more,
	};
}

type Monthly = Partial<SessionParams> & { today?: number; interval?: "month" | "year" };

/** A recurring gift; `today` adds the same or another amount that is charged once, now. */
export function monthly(amountYen: number, { today, interval = "month", ...more }: Monthly = {}): SessionParams {
	const line = (unit_amount: number, recurring?: { interval: "month" | "year" }) => ({
		quantity: 1,
		price_data: {
			currency: "jpy",
			unit_amount,
			product_data: { name: "NanoLSI への寄付" },
			...(recurring && { recurring }),
		},
	});
	return gift(amountYen, {
		mode: "subscription",
		line_items: [line(amountYen, { interval }), ...(today === undefined ? [] : [line(today)])],
		...more,
	});
}

/** Types of an account's events, oldest first. */
export async function eventTypes(stripe: Stripe, options: Stripe.RequestOptions = {}): Promise<string[]> {
	const { data } = await stripe.events.list({ limit: 100 }, options);
	return data.map((event) => event.type).reverse();
}

export async function until<T>(
	look: () => Promise<T | undefined | null | false> | T | undefined | null | false,
	withinMs = 5_000,
): Promise<T> {
	const deadline = Date.now() + withinMs;
	for (;;) {
		const found = await look();
		if (found) return found;
		if (Date.now() > deadline) throw new Error("it did not happen in time");
		await new Promise((resolve) => setTimeout(resolve, 15));
	}
}

/** The error a call ends in. */
export async function refusal(promise: Promise<unknown>): Promise<Stripe.errors.StripeError> {
	try {
		await promise;
	} catch (error) {
		if (error instanceof Stripe.errors.StripeError) return error;
		throw error;
	}
	throw new Error("it was not refused");
}

export interface Hook {
	url: string;
	received: { body: string; signature: string; type: string; id: string; at: number }[];
	answers: (nth: number) => number;
	close(): Promise<void>;
}

/** A webhook endpoint that keeps what it gets. */
export async function listen(port = 0): Promise<Hook> {
	const hook: Hook = { url: "", received: [], answers: () => 200, close: async () => {} };
	const server: Server = createServer((incoming, response) => {
		let body = "";
		incoming.on("data", (chunk: Buffer) => {
			body += chunk.toString("utf8");
		});
		incoming.on("end", () => {
			const event = JSON.parse(body) as { type: string; id: string };
			hook.received.push({
				body,
				signature: String(incoming.headers["stripe-signature"]),
				type: event.type,
				id: event.id,
				at: Date.now(),
			});
			response.statusCode = hook.answers(hook.received.length);
			response.end();
		});
	});
	await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
	hook.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/stripe`;
	hook.close = () =>
		new Promise((resolve) => {
			server.closeAllConnections();
			server.close(() => resolve());
		});
	return hook;
}
