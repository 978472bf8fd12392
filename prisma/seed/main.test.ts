import { spawnSync } from "node:child_process";
import pg from "pg";
import { expect, test } from "vitest";
import { freshDatabase } from "../../test/setup/database";

const database = freshDatabase();

/** A real installation as the environment has it: a database, keys, mail, an address people open. */
const REAL = {
	DEMO: "",
	APP_URL: "https://izumi.example.ac.jp",
	STRIPE_SECRET_KEY: "sk_live_not_a_real_key",
	STRIPE_WEBHOOK_SECRET: "whsec_not_a_real_secret",
	SMTP_URL: "smtp://127.0.0.1:1",
	MAIL_FROM: "giving@izumi.example.ac.jp",
	SESSION_SECRET: "not-a-real-secret-not-a-real-secret-not",
	ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
};

function seed(env: Record<string, string>, ...args: string[]) {
	return spawnSync(process.execPath, ["--import", "tsx", "prisma/seed/main.ts", ...args], {
		env: { ...process.env, VITEST: "1", ...env },
		encoding: "utf8",
		timeout: 60_000,
	});
}

async function count(table: string): Promise<number> {
	const client = new pg.Client({ connectionString: database.ownerUrl });
	await client.connect();
	try {
		return Number((await client.query(`SELECT count(*) FROM ${table}`)).rows[0].count);
	} finally {
		await client.end();
	}
}

test("a real installation is never given invented people", async () => {
	const refused = seed({ ...REAL, DATABASE_URL: database.ownerUrl });
	expect(refused.status).toBe(2);
	expect(refused.stderr).toContain("this is not demo mode");
	expect(await count("institution")).toBe(0);
});

test("a database or a Stripe key alone ends demo mode: what is missing is listed and nothing is written", async () => {
	for (const key of [{ DATABASE_URL: database.ownerUrl }, { DATABASE_URL: "", STRIPE_SECRET_KEY: "sk_test_a_key" }]) {
		const refused = seed({ ...REAL, STRIPE_SECRET_KEY: "", SMTP_URL: "", APP_URL: "http://localhost:3000", ...key });
		expect(refused.status).not.toBe(0);
		expect(refused.stderr).toContain("SMTP_URL");
	}
	expect(await count("institution")).toBe(0);
});

test("the programme's real facts may go into a real installation, twice, and nothing else does", async () => {
	for (let time = 0; time < 2; time += 1) {
		const done = seed({ ...REAL, DATABASE_URL: database.ownerUrl }, "--programme");
		expect(done.stderr).not.toContain("Error");
		expect(done.status).toBe(0);
	}
	expect(await count("hub")).toBe(18);
	expect(await count("institution")).toBe(15);
	expect(await count("hub_host")).toBe(19);
	expect(await count("external_fund_receipt")).toBe(8);
	expect(await count("review_sheet_payment")).toBe(9);
	for (const empty of ["donor", "gift", "staff_user", "fund", "hub_gift_goal", "api_token"]) {
		expect([empty, await count(empty)]).toEqual([empty, 0]);
	}
});
