import { createHash } from "node:crypto";
import { ApiError, invalid } from "./api-error.ts";
import type { Call } from "./call.ts";
import { expand } from "./expand.ts";
import { parseForm, type Raw, type RawMap } from "./form.ts";
import { newId } from "./ids.ts";
import { findRoute } from "./routes.ts";
import { KEY_LIFE_SECONDS } from "./store.ts";
import type { Transaction } from "./transaction.ts";
import { API_VERSION, PLATFORM_ACCOUNT } from "./wire.ts";
import type { World } from "./world.ts";

export const SANDBOX_SECRET_KEY = "sk_test_sandbox";

interface ApiRequest {
	method: string;
	path: string;
	query: string;
	headers: Record<string, string | undefined>;
	base: string;
	/** Read only after the idempotency key is marked as in use. */
	body: () => Promise<string>;
}

export interface ApiResponse {
	status: number;
	headers: Record<string, string>;
	body: string;
}

type Answered = Pick<ApiResponse, "status" | "body">;

/** Stripe's API under `/v1`: key, account, idempotency, one change, one answer. */
export class Api {
	private readonly inUse = new Set<string>();

	constructor(private readonly world: World) {}

	async answer(request: ApiRequest): Promise<ApiResponse> {
		const requestId = newId("req_", 14);
		const headers: Record<string, string> = {
			"content-type": "application/json",
			"request-id": requestId,
			"stripe-version": request.headers["stripe-version"] ?? API_VERSION,
			"cache-control": "no-cache, no-store",
		};
		const key = request.method === "POST" ? request.headers["idempotency-key"] : undefined;
		let held: string | null = null;
		try {
			const account = accountOf(request.headers);
			if (account !== PLATFORM_ACCOUNT) headers["stripe-account"] = account;
			if (this.world.store.row("setting", `deauthorized:${account}`)) throw noAccess(account);
			if (key !== undefined) {
				headers["idempotency-key"] = key;
				held = this.hold(account, key);
			}
			const fault = this.world.faults.failsThisAnswer();
			const body = await request.body();
			if (fault === "before") throw lost();
			const done = this.run(request, account, parameters(request, body), requestId, key, headers);
			if (this.world.faults.current.apiDelayMs > 0) await delay(this.world.faults.current.apiDelayMs);
			if (fault === "after") throw lost();
			return { ...done, headers };
		} catch (error) {
			return failure(error, headers, requestId);
		} finally {
			if (held !== null) this.inUse.delete(held);
		}
	}

	private hold(account: string, key: string): string {
		if (key === "" || key.length > 255) {
			throw new ApiError(400, "idempotency_error", "Idempotency-Key must have between 1 and 255 characters.");
		}
		const name = `${account}|${key}`;
		if (this.inUse.has(name)) {
			throw new ApiError(
				409,
				"idempotency_error",
				`There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
				{ code: "idempotency_key_in_use" },
			);
		}
		this.inUse.add(name);
		return name;
	}

	private run(
		request: ApiRequest,
		account: string,
		params: RawMap,
		requestId: string,
		key: string | undefined,
		headers: Record<string, string>,
	): Answered {
		const { handler, path } = findRoute(request.method, request.path);
		const fingerprint = createHash("sha256")
			.update(`${request.method} ${request.path}\n${JSON.stringify(sorted(params))}`)
			.digest("base64url");
		if (key !== undefined) {
			const earlier = this.replay(account, key, fingerprint);
			if (earlier !== null) {
				headers["idempotent-replayed"] = "true";
				return earlier;
			}
		}
		const paths = expandPaths(params);
		const isChange = request.method !== "GET";
		const attempt = (call: Call): Answered => {
			try {
				const value = structuredClone(handler(call));
				expand(call, value, paths);
				return { status: 200, body: JSON.stringify(value) };
			} catch (error) {
				if (error instanceof ApiError && error.keepsChanges) return failure(error, headers, requestId);
				throw error;
			}
		};
		const work = (tx: Transaction): Answered => {
			const { status, body } = attempt({ world: this.world, tx, account, params, path, base: request.base });
			if (key !== undefined) tx.mark("idempotency", account, `${account}|${key}`, { fingerprint, status }, body);
			return { status, body };
		};
		return isChange
			? this.world.change(work, { id: requestId, idempotency_key: key ?? null })
			: work(this.world.view());
	}

	private replay(account: string, key: string, fingerprint: string): Answered | null {
		const row = this.world.store.row("idempotency", `${account}|${key}`);
		if (!row?.ref || row.created + KEY_LIFE_SECONDS < this.world.clock.nowMs() / 1000) return null;
		if (row.keys.fingerprint !== fingerprint) {
			throw new ApiError(
				400,
				"idempotency_error",
				`Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
			);
		}
		return { status: Number(row.keys.status ?? 200), body: this.world.store.bodyText(row.ref) };
	}
}

/** The account a key opens, or the connected one it names. `sk_test_sandbox_x` is the own key of `acct_x`. */
function accountOf(headers: Record<string, string | undefined>): string {
	const authorization = headers.authorization ?? "";
	const key = authorization.startsWith("Basic ")
		? Buffer.from(authorization.slice(6), "base64").toString("utf8").split(":")[0]
		: authorization.replace(/^Bearer /, "");
	if (!key) {
		throw new ApiError(
			401,
			"invalid_request_error",
			"You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
		);
	}
	const match = /^sk_test_sandbox(?:_([A-Za-z0-9]+))?$/.exec(key);
	if (!match) {
		const hidden =
			key.length > 12 ? `${key.slice(0, 8)}${"*".repeat(key.length - 12)}${key.slice(-4)}` : "*".repeat(key.length);
		throw new ApiError(401, "invalid_request_error", `Invalid API Key provided: ${hidden}`);
	}
	const own = match[1] === undefined ? PLATFORM_ACCOUNT : `acct_${match[1]}`;
	const wanted = headers["stripe-account"] ?? headers["stripe-context"];
	if (wanted === undefined || wanted === own) return own;
	if (own !== PLATFORM_ACCOUNT || !/^acct_[A-Za-z0-9]{3,}$/.test(wanted)) {
		throw noAccess(wanted);
	}
	return wanted;
}

const noAccess = (account: string): ApiError =>
	new ApiError(
		403,
		"invalid_request_error",
		`The provided key 'sk_test_****' does not have access to account '${account}' (or that account does not exist). Application access may have been revoked.`,
		{ code: "account_invalid" },
	);

function parameters(request: ApiRequest, body: string): RawMap {
	if (request.method === "GET") return parseForm(request.query);
	const type = request.headers["content-type"] ?? "";
	if (body !== "" && !type.startsWith("application/x-www-form-urlencoded")) {
		throw invalid("Invalid request: the body must be form encoded.");
	}
	return { ...parseForm(request.query), ...parseForm(body) };
}

function expandPaths(params: RawMap): string[] {
	const wanted = params.expand;
	if (wanted === undefined || wanted === "") return [];
	if (!Array.isArray(wanted) || !wanted.every((path): path is string => typeof path === "string")) {
		throw invalid("Invalid array", { param: "expand" });
	}
	return wanted;
}

function sorted(value: Raw): unknown {
	if (typeof value === "string") return value;
	if (Array.isArray(value)) return value.map(sorted);
	return Object.keys(value)
		.sort()
		.map((name) => [name, sorted(value[name] ?? "")]);
}

const lost = (): ApiError =>
	new ApiError(500, "api_error", "An unknown error occurred (a fault switched on in the sandbox).");

function failure(error: unknown, headers: Record<string, string>, requestId: string): ApiResponse {
	const known = error instanceof ApiError ? error : new ApiError(500, "api_error", `Sandbox failure: ${String(error)}`);
	if (!(error instanceof ApiError))
		process.stderr.write(`stripe-sandbox: ${error instanceof Error ? error.stack : String(error)}\n`);
	const { code, param, decline_code } = known.detail;
	const body = {
		error: {
			...(code ? { code, doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll("_", "-")}` } : {}),
			...(decline_code ? { decline_code } : {}),
			message: known.message,
			...(param ? { param } : {}),
			request_log_url: `https://dashboard.stripe.com/test/workbench/logs?object=${requestId}`,
			type: known.type,
		},
	};
	return { status: known.status, headers, body: JSON.stringify(body) };
}

const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
