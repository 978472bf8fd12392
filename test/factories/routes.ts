import path from "node:path";
import type { RouteConfigEntry } from "@remix-run/route-config";
import { isAppError } from "~/platform/errors";
import routes from "~/routes";

type RouteFunction = (args: { request: Request; params: Record<string, string>; context: object }) => unknown;
type RouteModule = { loader?: RouteFunction; action?: RouteFunction; default?: unknown };
export type TestRoute = { path: string; file: string };

/** Every URL of Izumi with its file, as app/routes.ts declares them. */
export function everyRoute(): TestRoute[] {
	const flat = (entries: RouteConfigEntry[], under: string): TestRoute[] =>
		entries.flatMap((entry) => {
			const at = entry.path === undefined ? under : `${under}/${entry.path}`;
			return [{ path: at === "" ? "/" : at, file: entry.file }, ...flat(entry.children ?? [], at)];
		});
	return flat(routes as RouteConfigEntry[], "");
}

export type Answer = { status: number; location: string | null; body: unknown; headers: Headers };

export type Asked = {
	method?: string;
	cookie?: string;
	headers?: Record<string, string>;
	search?: string;
	params?: Record<string, string>;
	form?: Record<string, string>;
	/** sent as JSON by its own text; the header says what it is */
	json?: unknown;
	ip?: string;
};

/** Calls one route's loader or action as the server would, and says what came of it. */
export async function ask(route: TestRoute, asked: Asked = {}): Promise<Answer> {
	const method = asked.method ?? (asked.form ? "POST" : "GET");
	const module = (await import(path.resolve("app", route.file))) as RouteModule;
	const run = method === "GET" ? module.loader : module.action;
	if (!run) return { status: 405, location: null, body: null, headers: new Headers() };
	const pathname = route.path.replace(/:(\w+)/g, (_, name: string) => asked.params?.[name] ?? name);
	const request = new Request(`http://localhost:3000${pathname}${asked.search ?? ""}`, {
		method,
		headers: { ...(asked.cookie ? { cookie: asked.cookie } : {}), ...asked.headers },
		body: asked.form
			? new URLSearchParams(asked.form)
			: asked.json === undefined
				? undefined
				: JSON.stringify(asked.json),
	});
	const context = { requestId: "TESTREQUEST", clientIp: asked.ip ?? "192.0.2.1" };
	try {
		return await toAnswer(await run({ request, params: asked.params ?? {}, context }));
	} catch (thrown) {
		if (isAppError(thrown)) {
			return { status: thrown.status, location: null, body: { code: thrown.code }, headers: new Headers() };
		}
		if (thrown instanceof Response) return toAnswer(thrown);
		throw thrown;
	}
}

async function toAnswer(answer: unknown): Promise<Answer> {
	if (answer instanceof Response) {
		const text = await answer.text();
		const isJson = /json/.test(answer.headers.get("content-type") ?? "");
		const location = answer.headers.get("location");
		return { status: answer.status, location, body: isJson ? JSON.parse(text) : text, headers: answer.headers };
	}
	// What `data(value, init)` makes.
	const wrapped = answer as { type?: string; data?: unknown; init?: ResponseInit };
	if (wrapped?.type === "DataWithResponseInit") {
		const headers = new Headers(wrapped.init?.headers);
		return { status: wrapped.init?.status ?? 200, location: null, body: wrapped.data, headers };
	}
	return { status: 200, location: null, body: answer, headers: new Headers() };
}

/** Everything an answer says, in one string: what must never be in it can be looked for. */
export function said(answer: Answer): string {
	return JSON.stringify(answer.body, (_key, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
}
