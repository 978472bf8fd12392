import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Of the folder's own settings none reaches a test: an empty value counts as absent. */
const env = {
	NODE_ENV: "test" as const,
	LOG_LEVEL: "silent",
	TZ: "UTC",
	PORT: "",
	APP_URL: "http://localhost:3000",
	DATA_DIR: at("./.test-data/app"),
	// A file that needs a database asks for one: freshDatabase() in test/setup/database.ts.
	DATABASE_URL: "postgresql://call-freshDatabase-in-this-test-file@127.0.0.1:1/none",
	DEMO: "1",
	DEMO_API_TOKEN: "",
	STRIPE_SECRET_KEY: "",
	STRIPE_WEBHOOK_SECRET: "whsec_for_tests_only_for_tests_only",
	SMTP_URL: "",
	MAIL_FROM: "",
	MAIL_BOUNCE_ADDRESS: "",
	MAIL_WEBHOOK_SECRET: "for-tests-only-for-tests-only-for-tests-only",
	DNS_SERVERS: "",
	STORAGE_URL: "",
	METRICS_TOKEN: "",
	RATE_LIMIT_SCALE: "",
	TRUST_PROXY: "",
	SESSION_SECRET: "for-tests-only-for-tests-only-for-tests-only",
	ENCRYPTION_KEY: Buffer.alloc(32, 1).toString("base64"),
};

const volume = process.env.TEST_VOLUME === "1";

/** Reads the environment of its own once for all. */
const ALONE = ["app/platform/storage/storage.server.test.ts"];

export default defineConfig({
	resolve: { alias: { "~emails": at("./emails"), "~": at("./app") } },
	esbuild: { jsx: "automatic" },
	test: {
		env,
		pool: "forks",
		maxWorkers: 2,
		testTimeout: 20_000,
		hookTimeout: 60_000,
		teardownTimeout: 30_000,
		globalSetup: ["test/setup/global.ts"],
		setupFiles: ["test/setup/console.ts"],
		projects: volume
			? [{ extends: true, test: { name: "volume", include: ["test/volume/**/*.test.ts"], testTimeout: 1_800_000 } }]
			: [
					{
						extends: true,
						// A third of their time was loading the same modules again.
						test: {
							name: "unit",
							isolate: false,
							include: ["{app,emails,prisma,bin}/**/*.test.{ts,tsx}"],
							exclude: ALONE,
						},
					},
					{ extends: true, test: { name: "alone", include: ALONE } },
					{ extends: true, test: { name: "sandbox", include: ["test/stripe-sandbox/**/*.test.ts"] } },
					{
						extends: true,
						test: {
							name: "stories",
							// What they load is half of their time. Each file has its own database, and leaves no clock, server or limit behind.
							isolate: false,
							include: ["test/{stories,routes,setup,factories}/**/*.test.{ts,tsx}"],
							testTimeout: 60_000,
						},
					},
					{
						extends: true,
						test: {
							name: "chaos",
							include: ["test/chaos/**/*.test.ts"],
							fileParallelism: false,
							// Processes are killed and timed: nothing else may run beside it.
							sequence: { groupOrder: 2 },
							testTimeout: 150_000,
							hookTimeout: 180_000,
						},
					},
					{
						extends: true,
						test: {
							name: "e2e",
							include: ["test/e2e/**/*.test.ts"],
							globalSetup: ["test/e2e/world/global.ts"],
							// One server for all, when the rest is done; two browsers, since one waits more than it works.
							sequence: { groupOrder: 1 },
							testTimeout: 120_000,
							hookTimeout: 180_000,
						},
					},
				],
	},
});
