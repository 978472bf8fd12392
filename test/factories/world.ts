import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { runOnce } from "graphile-worker";
import { afterAll, beforeAll } from "vitest";
import { type Ctx, jobContext, publicContext } from "~/domain/access/ctx.server";
import { openFund } from "~/domain/funds/open-fund.server";
import { retryGift } from "~/domain/gifts/retry-gift.server";
import { type StartGiftInput, startGiftSchema } from "~/domain/gifts/start-gift.schema";
import { startGift } from "~/domain/gifts/start-gift.server";
import { brokenPromises, checkLedger } from "~/domain/ledger/check-ledger.server";
import { printLedger } from "~/domain/ledger/print-ledger.server";
import { sweepStripeEvents } from "~/domain/payments/sweep-stripe-events.server";
import { syncStripeObject } from "~/domain/payments/sync-stripe-object.server";
import { PLATFORM_ACCOUNT } from "~/domain/stripe-accounts/stripe-account.server";
import { quietLogger } from "~/jobs/quiet-logger";
import { taskList } from "~/jobs/task-list";
import { currentTime, setClock } from "~/platform/clock";
import { makePool } from "~/platform/db/pool.server";
import { getStripe, pointAtStripe } from "~/platform/stripe/stripe.server";
import { seedProgramme } from "../../prisma/seed/programme";
import { freshDatabase, type TestDatabase } from "../setup/database";
import { type Sandbox, startSandbox } from "../stripe-sandbox/server";
import { DONOR, type GiftFields } from "./donor";

export { DONOR, type GiftFields } from "./donor";

export type Outcome =
	| "succeed"
	| "decline"
	| "require_3ds"
	| "konbini_issue"
	| "konbini_pay"
	| "konbini_expire"
	| "transfer_issue"
	| "transfer"
	| "transfer_partial"
	| "abandon";

const LIMITS = {
	minYen: 500n,
	maxYen: 10_000_000n,
	offeredMethods: ["card", "konbini", "bank_transfer"] as const,
	offeredFrequencies: ["once", "monthly", "yearly"] as const,
};

/** Noon in Tokyo of a day in fiscal year 2026, so that stories print the same days whenever they run. */
const STORY_BEGINS = "2026-05-20T03:00:00Z";

/**
 * The programme's real hubs in a database of this file's own, one fund at NanoLSI (overhead as asked) and a Stripe sandbox,
 * all through the product's own functions. The sandbox's clock is this process's clock, and begins on 20 May 2026 or when
 * the story does.
 */
export function freshWorld(options: { overheadBasisPoints?: number; begins?: string } = {}) {
	const database: TestDatabase = freshDatabase();
	const dir = mkdtempSync(path.join(os.tmpdir(), "izumi-sandbox-"));
	let sandbox: Sandbox | null = null;
	let fundId = "";
	beforeAll(async () => {
		sandbox = await startSandbox({ port: 0, dir, quiet: true });
		pointAtSandbox();
		followClock(await post(`${sandbox.url}/_sandbox/clock`, { startAt: options.begins ?? STORY_BEGINS }));
		const ctx = await jobContext("factory");
		await seedProgramme(ctx);
		fundId = await makeFund(ctx, options);
	});
	afterAll(async () => {
		setClock(null);
		await sandbox?.close();
		rmSync(dir, { recursive: true, force: true });
	});
	const url = () => sandbox?.url ?? "";
	const pointAtSandbox = () => pointAtStripe({ host: "127.0.0.1", port: sandbox?.port ?? 0, protocol: "http" });
	const advance = async (advanceSeconds: number) =>
		followClock(await post(`${url()}/_sandbox/clock`, { advanceSeconds }));
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
			return this.giveChecked(this.typed(fields));
		},
		typed: (fields: GiftFields = {}) => startGiftSchema(LIMITS).parse({ ...DONOR, fundId, ...fields }),
		/** For what the form itself would not let pass. */
		async giveChecked(input: StartGiftInput) {
			const ctx = await publicContext(new Request("http://localhost:3000/"), "ja");
			const started = await startGift(ctx, { hubSlug: "nanolsi", fields: input, query: new URLSearchParams() });
			return { ...started, sessionId: sessionIn(started.checkoutUrl) };
		},
		/** Presses the button of the gift's own page. */
		async tryAgain(token: string) {
			const ctx = await publicContext(new Request("http://localhost:3000/"), "ja");
			const { checkoutUrl } = await retryGift(ctx, token);
			return { checkoutUrl, sessionId: sessionIn(checkoutUrl) };
		},
		/** What the person at Stripe's page, the counter or the bank does. */
		async pay(sessionId: string, outcome: Outcome, amountYen?: number) {
			return post(`${url()}/_sandbox/checkout/${sessionId}`, { outcome, amountYen });
		},
		/** A refund made at Stripe's own dashboard. */
		async refund(giftId: string, amountYen?: number) {
			const { data } = await getStripe().paymentIntents.list({ limit: 100 });
			const intent = data.find(({ status, metadata }) => status === "succeeded" && metadata.giftId === giftId);
			return getStripe().refunds.create({ payment_intent: intent?.id ?? "", amount: amountYen });
		},
		/** What the donor's bank does with a refund. */
		endRefund: (refundId: string, status: "succeeded" | "failed") =>
			post(`${url()}/_sandbox/refund/${refundId}`, { status }),
		faults: (faults: object) => post(`${url()}/_sandbox/faults`, faults),
		advance,
		/** Moves both clocks to a later moment. */
		async advanceTo(moment: string) {
			// From the past the sandbox's clock stops at the present first.
			for (let step = 0; step < 2; step += 1) {
				const seconds = (Date.parse(moment) - currentTime().getTime()) / 1000;
				if (seconds > 0) await advance(seconds);
			}
		},
		async state(): Promise<SandboxState> {
			return (await (await fetch(`${url()}/_sandbox/state`)).json()) as SandboxState;
		},
		pointAtSandbox,
		/** Brings the events that no webhook brought, then does every job that is due. */
		async settle() {
			// A charge gets its balance transaction a moment after it was made.
			await advance(1);
			await sweepStripeEvents(await jobContext("factory"));
			await workJobs(database.ownerUrl);
		},
		workJobs: () => workJobs(database.ownerUrl),
		/** Does the job of one of Stripe's objects now, whatever events came. */
		async syncNow(rootId: string) {
			return syncStripeObject(await jobContext("factory"), { stripeAccountId: PLATFORM_ACCOUNT, rootId });
		},
		gift: (giftId: string) =>
			database.prisma.gift.findUniqueOrThrow({
				where: { id: giftId },
				include: { attempts: { orderBy: { number: "asc" } }, allocations: { include: { payment: true } } },
			}),
		ledger: async (giftId: string) => printLedger(await jobContext("test"), { giftId }),
		/** Every broken promise of the books; empty when all is right. */
		/** What one check found. */
		async attention(name: string) {
			return (await checkLedger()).find((check) => check.name === name)?.findings ?? [];
		},
		/** Our inbox rows of a session and of its payment. */
		async eventsOf(sessionId: string) {
			const session = await getStripe().checkout.sessions.retrieve(sessionId);
			const rootId = { in: [sessionId, String(session.payment_intent)] };
			return database.prisma.stripeEvent.findMany({ where: { rootId, status: { not: "stored" } } });
		},
		brokenPromises: async () => brokenPromises(await checkLedger()),
	};
}

/** What `GET /_sandbox/state` tells, as far as tests read it. */
export type SandboxState = {
	now: string;
	pendingDeliveries: number;
	counts: Record<string, number>;
	sessions: { id: string; status: string; payment_status: string; metadata: Record<string, string> }[];
	paymentIntents: { id: string; status: string; metadata: Record<string, string> }[];
	charges: {
		id: string;
		amount: number;
		amount_refunded: number;
		paid: boolean;
		status: string;
		payment_intent: string;
		balance_transaction: string | null;
	}[];
	refunds: { id: string; amount: number; status: string; charge: string }[];
	disputes: { id: string; amount: number; status: string; charge: string }[];
	balanceTransactions: { id: string; amount: number; fee: number; net: number; type: string; source: string }[];
};

function sessionIn(checkoutUrl: string): string {
	return /cs_\w+/.exec(checkoutUrl)?.[0] ?? "";
}

/** Lets this process live at the sandbox's time. */
function followClock(answer: unknown): void {
	const { now } = answer as { now: string };
	const aheadMs = Date.parse(now) - Date.now();
	setClock(() => new Date(Date.now() + aheadMs));
}

export type TestWorld = ReturnType<typeof freshWorld>;

async function workJobs(ownerUrl: string): Promise<void> {
	const pool = makePool(ownerUrl, 4, "izumi test jobs");
	try {
		await runOnce({ pgPool: pool, taskList, noHandleSignals: true, logger: quietLogger });
	} finally {
		await pool.end();
	}
}

export async function makeFund(
	ctx: Ctx,
	{ overheadBasisPoints = 0 }: { overheadBasisPoints?: number },
): Promise<string> {
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
