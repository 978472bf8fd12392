import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { EnvironmentError, readEnv, variables } from "./env.server";

const kept = (name: string) => `kept-${name}`;
const complete = {
	APP_URL: "https://izumi.example.ac.jp",
	DATABASE_URL: "postgresql://izumi:pw@db:5432/izumi",
	STRIPE_SECRET_KEY: "sk_live_abc123",
	STRIPE_WEBHOOK_SECRET: "whsec_abc",
	SMTP_URL: "smtps://user:pw@mail.example.ac.jp:465",
	MAIL_FROM: "Izumi <giving@example.ac.jp>",
	SESSION_SECRET: "s".repeat(32),
	ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
};

function problemsOf(source: Record<string, string>): Record<string, string> {
	try {
		readEnv(source, kept);
	} catch (error) {
		if (error instanceof EnvironmentError) return Object.fromEntries(error.problems.map((p) => [p.name, p.message]));
		throw error;
	}
	return {};
}

describe("demo mode", () => {
	it("is an empty environment, with the sandbox and kept secrets", () => {
		const env = readEnv({ DATABASE_URL: "", PORT: "4000" }, kept);
		expect(env).toMatchObject({
			demo: true,
			PORT: 4000,
			APP_URL: "http://localhost:4000",
			SESSION_SECRET: "kept-SESSION_SECRET",
			stripeSandbox: { host: "127.0.0.1", port: 12111, protocol: "http" },
		});
	});

	it.each([
		["a database", { DATABASE_URL: complete.DATABASE_URL }],
		["a Stripe key", { STRIPE_SECRET_KEY: "sk_test_1" }],
		["an address that is not this machine", { APP_URL: "https://izumi.example.ac.jp" }],
	])("ends with %s", (_what, source) => {
		expect(problemsOf(source)).toHaveProperty("SMTP_URL");
	});

	it("can be asked for beside a database and a public address", () => {
		const env = readEnv({ DEMO: "1", DATABASE_URL: complete.DATABASE_URL, APP_URL: "https://demo.example.jp/" }, kept);
		expect(env).toMatchObject({ demo: true, APP_URL: "https://demo.example.jp" });
	});

	it("refuses a live Stripe key", () => {
		const problems = problemsOf({ DEMO: "1", STRIPE_SECRET_KEY: "sk_live_1", STRIPE_WEBHOOK_SECRET: "whsec_1" });
		expect(problems).toEqual({ STRIPE_SECRET_KEY: expect.stringContaining("live key") });
	});

	it("keeps its secrets in DATA_DIR, readable by nobody else", () => {
		const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), "izumi-env-"));
		const first = readEnv({ DATA_DIR: dataDir });
		expect(readEnv({ DATA_DIR: dataDir }).SESSION_SECRET).toBe(first.SESSION_SECRET);
		expect(first.STRIPE_WEBHOOK_SECRET).toMatch(/^whsec_/);
		for (const name of fs.readdirSync(path.join(dataDir, "secrets"))) {
			expect(fs.statSync(path.join(dataDir, "secrets", name)).mode & 0o777).toBe(0o600);
		}
		fs.rmSync(dataDir, { recursive: true });
	});
});

describe("outside demo mode", () => {
	it("takes a complete environment", () => {
		expect(readEnv(complete, kept)).toMatchObject({ demo: false, stripeSandbox: null, RATE_LIMIT_SCALE: 1 });
	});

	it("names every missing and every wrong key at once, and prints no secret", () => {
		const source = {
			DATABASE_URL: "mysql://root:hunter2@db/x",
			PORT: "99999",
			RATE_LIMIT_SCALE: "5",
			LOG_LEVEL: "loud",
		};
		const problems = problemsOf(source);
		expect(Object.keys(problems).sort()).toEqual([
			"DATABASE_URL",
			"ENCRYPTION_KEY",
			"LOG_LEVEL",
			"MAIL_FROM",
			"PORT",
			"RATE_LIMIT_SCALE",
			"SESSION_SECRET",
			"SMTP_URL",
			"STRIPE_SECRET_KEY",
			"STRIPE_WEBHOOK_SECRET",
		]);
		expect(JSON.stringify(problems)).not.toContain("hunter2");
		expect(problems.PORT).toBe('is "99999": expected a port from 1 to 65535');
	});
});

it(".env.example shows every variable, and no other", () => {
	const text = fs.readFileSync(".env.example", "utf8");
	const shown = Array.from(text.matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm), (match) => match[1]);
	expect(shown.sort()).toEqual(Object.keys(variables).sort());
});
