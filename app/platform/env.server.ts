import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { keepOnce } from "./keep-once.server";
import { processWide } from "./process-wide";
import { readStorageUrl } from "./storage/storage-url";

const port = z
	.string()
	.regex(/^\d{1,5}$/)
	.transform(Number)
	.refine((value) => value >= 1 && value <= 65535);
const urlOf = (...protocols: string[]) =>
	z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol));
const origin = urlOf("http:", "https:")
	.refine((value) => new URL(value).pathname === "/" && !new URL(value).search)
	.transform((value) => new URL(value).origin);
const mailbox = z.string().regex(/^([^<>\r\n]+ )?<[^<>@\s]+@[^<>@\s]+>$|^[^<>@\s]+@[^<>@\s]+$/);
const key32 = z.string().refine((value) => decodeKey(value)?.length === 32);

type Variable<S extends z.ZodType = z.ZodType> = {
	schema: S;
	/** Completes "expected …" and "is missing: …". */
	expected: string;
	/** Never printed. */
	secret?: true;
	/** Must be given outside demo mode. */
	required?: true;
};
const variable = <S extends z.ZodType>(
	expected: string,
	schema: S,
	flags: Omit<Variable, "schema" | "expected"> = {},
) => ({
	schema,
	expected,
	...flags,
});
const secret = { secret: true } as const;
const required = { required: true } as const;

/** Every variable Izumi reads. `.env.example` shows the same list, which a test compares. */
export const variables = {
	PORT: variable("a port from 1 to 65535", port),
	APP_URL: variable("the address people open, without a path, such as https://izumi.example.ac.jp", origin),
	DATABASE_URL: variable(
		"a PostgreSQL address such as postgresql://izumi:password@db.example.ac.jp:5432/izumi",
		urlOf("postgres:", "postgresql:"),
		secret,
	),
	DATA_DIR: variable("a folder", z.string()),
	DEMO: variable("1, or nothing", z.enum(["0", "1"])),
	STRIPE_SECRET_KEY: variable("a Stripe secret key that begins with sk_ or rk_", z.string().regex(/^(sk|rk)_\w+$/), {
		...secret,
		...required,
	}),
	STRIPE_WEBHOOK_SECRET: variable(
		"the signing secret of the /webhooks/stripe endpoint, which begins with whsec_; several with commas between",
		z.string().regex(/^whsec_[^\s,]+(?:,\s*whsec_[^\s,]+)*$/),
		{ ...secret, ...required },
	),
	SANDBOX_STRIPE_PORT: variable("a port from 1 to 65535", port),
	SMTP_URL: variable("a mail server such as smtps://user:password@mail.example.ac.jp:465", urlOf("smtp:", "smtps:"), {
		...secret,
		...required,
	}),
	MAIL_FROM: variable('a sender such as "Izumi <giving@example.ac.jp>"', mailbox, required),
	MAIL_BOUNCE_ADDRESS: variable(
		"a mailbox for mails that come back, such as bounces@giving.example.ac.jp, without a plus sign",
		z.string().regex(/^[A-Za-z0-9._-]{1,30}@[A-Za-z0-9.-]+$/),
	),
	MAIL_WEBHOOK_SECRET: variable("at least 32 random characters (openssl rand -base64 32)", z.string().min(32), secret),
	DNS_SERVERS: variable(
		"addresses of name servers with commas between, such as 192.0.2.53 or 127.0.0.1:5353",
		z.string().regex(/^[\w.:[\]]+(,\s*[\w.:[\]]+)*$/),
	),
	SESSION_SECRET: variable("at least 32 random characters (openssl rand -base64 32)", z.string().min(32), {
		...secret,
		...required,
	}),
	ENCRYPTION_KEY: variable("32 random bytes in base64 or hex (openssl rand -base64 32)", key32, {
		...secret,
		...required,
	}),
	STORAGE_URL: variable(
		"a folder, or s3://key:secret@host/bucket?region=ap-northeast-1",
		z.string().refine((value) => readStorageUrl(value) !== null),
		secret,
	),
	METRICS_TOKEN: variable("at least 16 characters", z.string().min(16), secret),
	RATE_LIMIT_SCALE: variable("a number of 1 or more; more than 1 only in demo mode", z.coerce.number().min(1).max(1e6)),
	DEMO_API_TOKEN: variable("at least 16 characters", z.string().min(16), secret),
	TRUST_PROXY: variable(
		"the number of proxies in front, or their addresses separated by commas",
		z.string().regex(/^(\d{1,2}|[\w.:/, ]+)$/),
	),
	LOG_LEVEL: variable(
		"trace, debug, info, warn, error, fatal or silent",
		z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]),
	),
	NODE_ENV: variable("development, test or production", z.enum(["development", "test", "production"])),
	CHROMIUM_PATH: variable("the path of a Chromium program, for browser tests", z.string()),
};

export type VariableName = keyof typeof variables;
type Given = { [Name in VariableName]?: z.output<(typeof variables)[Name]["schema"]> };

export type Env = Omit<Given, "DEMO"> & {
	/** Demo mode: fictional data, the bundled payment sandbox, mails kept in the database. */
	demo: boolean;
	PORT: number;
	APP_URL: string;
	DATA_DIR: string;
	STRIPE_SECRET_KEY: string;
	STRIPE_WEBHOOK_SECRET: string;
	SANDBOX_STRIPE_PORT: number;
	/** Where the Stripe SDK must connect when it is not Stripe itself. */
	stripeSandbox: { host: string; port: number; protocol: "http" } | null;
	MAIL_FROM: string;
	SESSION_SECRET: string;
	ENCRYPTION_KEY: string;
	STORAGE_URL: string;
	RATE_LIMIT_SCALE: number;
	TRUST_PROXY: string;
	LOG_LEVEL: NonNullable<Given["LOG_LEVEL"]>;
	NODE_ENV: NonNullable<Given["NODE_ENV"]>;
};

type Problem = { name: VariableName; message: string };

/** One error for the whole environment: fixing one key only to learn of the next wastes an evening. */
export class EnvironmentError extends Error {
	override name = "EnvironmentError";
	readonly problems: Problem[];
	constructor(problems: Problem[]) {
		const width = Math.max(...problems.map((problem) => problem.name.length));
		const lines = problems.map((problem) => `  ${problem.name.padEnd(width)}  ${problem.message}`);
		const count = problems.length === 1 ? "One setting needs" : `${problems.length} settings need`;
		super(`${count} attention (see .env.example):\n${lines.join("\n")}`);
		this.problems = problems;
	}
}

type SecretName = "STRIPE_WEBHOOK_SECRET" | "SESSION_SECRET" | "ENCRYPTION_KEY";

/**
 * Reads and checks everything at once.
 * @param source  usually process.env; an empty value counts as absent
 * @param keptSecret  demo mode only: a secret made once and kept in DATA_DIR
 * @throws EnvironmentError  listing every wrong or missing key
 */
export function readEnv(source: Record<string, string | undefined>, keptSecret = keepSecret): Env {
	const problems: Problem[] = [];
	const given = readGiven(source, problems);
	const portNumber = given.PORT ?? 3000;
	const appUrl = given.APP_URL ?? `http://localhost:${portNumber}`;
	const bare = !source.DATABASE_URL?.trim() && !source.STRIPE_SECRET_KEY?.trim();
	const demo = given.DEMO === "1" || (bare && isLocal(appUrl));
	checkTogether(source, given, demo, problems);
	if (problems.length > 0) throw new EnvironmentError(problems);

	const dataDir = path.resolve(given.DATA_DIR ?? ".data");
	const sandboxPort = given.SANDBOX_STRIPE_PORT ?? 12111;
	const sandbox = demo && !given.STRIPE_SECRET_KEY;
	const { DEMO: _demo, ...rest } = given;
	return {
		...rest,
		demo,
		PORT: portNumber,
		APP_URL: appUrl,
		DATA_DIR: dataDir,
		STRIPE_SECRET_KEY: given.STRIPE_SECRET_KEY ?? "sk_test_sandbox",
		STRIPE_WEBHOOK_SECRET: given.STRIPE_WEBHOOK_SECRET ?? keptSecret("STRIPE_WEBHOOK_SECRET", dataDir),
		SANDBOX_STRIPE_PORT: sandboxPort,
		stripeSandbox: sandbox ? { host: "127.0.0.1", port: sandboxPort, protocol: "http" } : null,
		MAIL_FROM: given.MAIL_FROM ?? "Izumi <izumi@izumi.example>",
		SESSION_SECRET: given.SESSION_SECRET ?? keptSecret("SESSION_SECRET", dataDir),
		ENCRYPTION_KEY: given.ENCRYPTION_KEY ?? keptSecret("ENCRYPTION_KEY", dataDir),
		STORAGE_URL: given.STORAGE_URL ?? path.join(dataDir, "files"),
		RATE_LIMIT_SCALE: given.RATE_LIMIT_SCALE ?? 1,
		TRUST_PROXY: given.TRUST_PROXY ?? "loopback",
		LOG_LEVEL: given.LOG_LEVEL ?? "info",
		NODE_ENV: given.NODE_ENV ?? "production",
	};
}

function readGiven(source: Record<string, string | undefined>, problems: Problem[]): Given {
	const given: Record<string, unknown> = {};
	for (const [name, { schema, expected, secret }] of Object.entries(variables) as [VariableName, Variable][]) {
		const value = source[name]?.trim();
		if (!value) continue;
		const parsed = schema.safeParse(value);
		if (parsed.success) given[name] = parsed.data;
		else problems.push({ name, message: `is ${secret ? "wrong" : JSON.stringify(value)}: expected ${expected}` });
	}
	return given as Given;
}

function checkTogether(source: Record<string, string | undefined>, given: Given, demo: boolean, problems: Problem[]) {
	const missing = (name: VariableName, why = "") => {
		if (source[name]?.trim()) return;
		problems.push({ name, message: `is missing${why}: expected ${variables[name].expected}` });
	};
	if (!demo) {
		for (const [name, { required }] of Object.entries(variables) as [VariableName, Variable][]) {
			if (required) missing(name);
		}
		if ((given.RATE_LIMIT_SCALE ?? 1) > 1) {
			problems.push({ name: "RATE_LIMIT_SCALE", message: "must be 1: limits may be loosened in demo mode only" });
		}
		return;
	}
	if (given.STRIPE_SECRET_KEY) missing("STRIPE_WEBHOOK_SECRET", ", which STRIPE_SECRET_KEY needs");
	if (given.STRIPE_SECRET_KEY && /^(sk|rk)_live_/.test(given.STRIPE_SECRET_KEY)) {
		problems.push({ name: "STRIPE_SECRET_KEY", message: "is a live key: demo mode takes test keys only" });
	}
}

function isLocal(appUrl: string): boolean {
	const { hostname } = new URL(appUrl);
	return hostname === "localhost" || hostname.endsWith(".localhost") || ["127.0.0.1", "[::1]"].includes(hostname);
}

/** The 32 bytes of ENCRYPTION_KEY, from hex or base64. */
export function decodeKey(value: string): Buffer | null {
	if (/^[0-9a-f]{64}$/i.test(value)) return Buffer.from(value, "hex");
	if (/^[\w+/-]{43}=?$/.test(value)) return Buffer.from(value, "base64");
	return null;
}

function keepSecret(name: SecretName, dataDir: string): string {
	return keepOnce(path.join(dataDir, "secrets", name.toLowerCase().replaceAll("_", "-")), () => {
		const value = randomBytes(32).toString("base64");
		return name === "STRIPE_WEBHOOK_SECRET" ? `whsec_${value}` : value;
	});
}

/** Loads `.env` when it is there; what the process was given wins. Tests never read a developer's `.env`. */
function loadEnvFile(): void {
	if (process.env.VITEST || !fs.existsSync(".env")) return;
	process.loadEnvFile(".env");
}

function currentEnv(): Env {
	return processWide("env", () => {
		loadEnvFile();
		return readEnv(process.env);
	});
}

/** The environment of this process, read at the first use. */
export const env: Env = new Proxy({} as Env, {
	get: (_target, name) => Reflect.get(currentEnv(), name),
	has: (_target, name) => Reflect.has(currentEnv(), name),
	ownKeys: () => Reflect.ownKeys(currentEnv()),
	getOwnPropertyDescriptor: (_target, name) => ({
		...Reflect.getOwnPropertyDescriptor(currentEnv(), name),
		configurable: true,
	}),
	set: () => false,
});
