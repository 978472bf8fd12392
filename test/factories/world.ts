import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { runOnce } from "graphile-worker";
import { afterAll, beforeAll } from "vitest";
import { type Ctx, jobContext, publicContext } from "~/domain/access/ctx.server";
import { openFund } from "~/domain/funds/open-fund.server";
import { type StartGiftInput, startGiftSchema } from "~/domain/gifts/start-gift.schema";
import { startGift } from "~/domain/gifts/start-gift.server";
import { sweepStripeEvents } from "~/domain/payments/sweep-stripe-events.server";
import { taskList } from "~/jobs/task-list";
import { makePool } from "~/platform/db/pool.server";
import { pointAtStripe } from "~/platform/stripe/stripe.server";
import { seedProgramme } from "../../prisma/seed/programme";
import { freshDatabase, type TestDatabase } from "../setup/database";
import { type Sandbox, startSandbox } from "../stripe-sandbox/server";

export type Outcome =
	| "succeed"
	| "decline"
	| "require_3ds"
	| "konbini_issue"
	| "konbini_pay"
	| "konbini_expire"
	| "transfer"
	| "transfer_partial"
	| "abandon";

export type GiftFields = Partial<Record<keyof StartGiftInput, string>>;

/** What a donor would type, whole and valid; a test says only what matters to it. */
export const DONOR: GiftFields = {
	amountYen: "10000",
	frequency: "once",
	donorKind: "individual",
	familyName: "髙橋",
	givenName: "﨑子",
	familyNameKana: "タカハシ",
	givenNameKana: "サキコ",
	email: "sakiko@example.jp",
	postalCode: "920-1192",
	prefecture: "石川県",
	city: "金沢市",
	addressLine: "角間町1",
	paymentMethod: "card",
};

const LIMITS = {
	minYen: 500n,
	maxYen: 10_000_000n,
	offeredMethods: ["card", "konbini", "bank_transfer"] as const,
	offeredFrequencies: ["once"] as const,
};

/**
 * The programme's real hubs in a database of this file's own, one fund at NanoLSI (overhead as asked) and a Stripe sandbox,
 * all through the product's own functions.
 */
export function freshWorld(options: { overheadBasisPoints?: number } = {}) {
	const database: TestDatabase = freshDatabase();
	const dir = mkdtempSync(path.join(os.tmpdir(), "izumi-sandbox-"));
	let sandbox: Sandbox | null = null;
	let fundId = "";
	beforeAll(async () => {
		sandbox = await startSandbox({ port: 0, dir, quiet: true });
		pointAtStripe({ host: "127.0.0.1", port: sandbox.port, protocol: "http" });
		const ctx = await jobContext("factory");
		await seedProgramme(ctx);
		fundId = await makeFund(ctx, options.overheadBasisPoints ?? 0);
	});
	afterAll(async () => {
		await sandbox?.close();
		rmSync(dir, { recursive: true, force: true });
	});
	const url = () => sandbox?.url ?? "";
	return {
		database,
		get fundId() {
			return fundId;
		},
		get sandboxUrl() {
			return url();
		},
		/** Sends the form as a browser would have had it parsed. */
		async give(fields: GiftFields = {}) {
			const input = startGiftSchema(LIMITS).parse({ ...DONOR, fundId, ...fields });
			const ctx = await publicContext(new Request("http://localhost:3000/"), "ja");
			const started = await startGift(ctx, { hubSlug: "nanolsi", fields: input, query: new URLSearchParams() });
			const sessionId = /cs_\w+/.exec(started.checkoutUrl)?.[0] ?? "";
			return { ...started, sessionId };
		},
		/** What the person at Stripe's page, the counter or the bank does. */
		async pay(sessionId: string, outcome: Outcome, amountYen?: number) {
			return post(`${url()}/_sandbox/checkout/${sessionId}`, { outcome, amountYen });
		},
		advance: (advanceSeconds: number) => post(`${url()}/_sandbox/clock`, { advanceSeconds }),
		/** Brings the events that no webhook brought, then does every job that is due. */
		async settle() {
			await sweepStripeEvents(await jobContext("factory"));
			await workJobs(database.ownerUrl);
		},
		workJobs: () => workJobs(database.ownerUrl),
	};
}

export type TestWorld = ReturnType<typeof freshWorld>;

async function workJobs(ownerUrl: string): Promise<void> {
	const pool = makePool(ownerUrl, 4, "izumi test jobs");
	try {
		await runOnce({ pgPool: pool, taskList, noHandleSignals: true });
	} finally {
		await pool.end();
	}
}

async function makeFund(ctx: Ctx, overheadBasisPoints: number): Promise<string> {
	const hub = await ctx.db.hub.findUniqueOrThrow({ where: { slug: "nanolsi" } });
	const institution = await ctx.db.institution.findUniqueOrThrow({ where: { slug: "kanazawa-u" } });
	const fund = await openFund(ctx, {
		slug: "nanolsi-gen",
		hubId: hub.id,
		institutionId: institution.id,
		receiptIssuerId: institution.id,
		nameJa: "拠点全般",
		nameEn: "Where it is needed most",
		purposeJa: "ナノ生命科学研究所の活動全般に使います。",
		purposeEn: "For the work of the institute as a whole.",
		use: "running",
		taxTreatment: "designated",
		overheadBasisPoints,
		presetYen: [3000n, 10_000n, 30_000n],
	});
	return fund.id;
}

async function post(url: string, body: object): Promise<unknown> {
	const response = await fetch(url, {
		method: "POST",
		headers: { "Content-Type": "application/json" },
		body: JSON.stringify(body),
	});
	const answer = await response.text();
	if (!response.ok) throw new Error(`${url} answered ${response.status}: ${answer}`);
	return answer ? JSON.parse(answer) : null;
}
