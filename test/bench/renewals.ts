import { randomUUID } from "node:crypto";
import type pg from "pg";
import { applyInvoiceTruth } from "~/domain/recurring/apply-invoice-truth.server";
import type { InvoiceTruth } from "~/domain/recurring/plan-truth";
import { PLATFORM_ACCOUNT } from "~/domain/stripe-accounts/stripe-account.server";
import { makePool } from "~/platform/db/pool.server";
import { inSqlTransaction } from "~/platform/db/transaction.server";
import { type BenchGift, compared, hex, later, truthOf } from "./booking";
import { bulkDonors, prepareBulk } from "./bulk";
import { bookingCommit } from "./plain-booking";
import { type Commit, copyTables, plainCommits, type Row } from "./plain-pg";
import { allAtOnce, type Measured } from "./report";
import type { Stage } from "./stage";

const AT_ONCE = 16;
const PLANS = Number(process.env.BENCH_RENEWED ?? 1600);
/** The first few warm both up. */
const WARM = 100;

/** A paid invoice of a plan until its gift is made and booked, against `pg` alone writing the same rows in the same commits. */
export async function benchRenewals(stage: Stage): Promise<Measured[]> {
	const pool = makePool(stage.databaseUrl, 4, "izumi bench");
	try {
		await prepareBulk(pool);
		await bulkDonors(pool, 0, PLANS);
		await bulkPlans(pool);
		await copyTables(pool);
		await pool.query("VACUUM ANALYZE");
		const numbers = Array.from({ length: PLANS }, (_, n) => n);
		await allAtOnce(numbers.slice(0, WARM), AT_ONCE, (n) => renew(stage, n));
		const ours = await allAtOnce(numbers.slice(WARM), AT_ONCE, (n) => renew(stage, n));
		const plans = await plansOf(pool);
		const commits = plans.slice(WARM).map((plan) => [renewalCommit(plan)]);
		const plain = await plainCommits(stage.databaseUrl, AT_ONCE, commits);
		const note = "a paid invoice, Stripe's answer given: plan locked, gift made from its donor, booked";
		return [compared("renewal booked", PLANS - WARM, ours, plain, note)];
	} finally {
		await pool.end();
	}
}

function renew(stage: Stage, n: number) {
	const ctx = later(stage.ctx);
	return inSqlTransaction(ctx, (tx) => applyInvoiceTruth(tx, ctx, PLATFORM_ACCOUNT, invoiceOf(n)));
}

function invoiceOf(n: number): InvoiceTruth {
	const payment = { ...truthOf(n), attemptId: null };
	return {
		planId: hex("p", n),
		attemptId: null,
		invoiceId: `in_${n}`,
		subscriptionId: `sub_${n}`,
		isFirst: false,
		status: "paid",
		amountYen: payment.amountYen,
		dueOn: "2026-05-20",
		attemptCount: 1,
		nextAttemptAt: null,
		hostedUrl: null,
		payment,
	};
}

/** One active plan for every donor. */
async function bulkPlans(pool: pg.Pool): Promise<void> {
	await pool.query(
		`INSERT INTO recurring_plan (id, donor_id, institution_id, hub_id, fund_id, stripe_account_id, stripe_subscription_id,
			stripe_customer_id, unit, anchor_day, amount_yen, status, lang, started_on)
		SELECT bench_id('p', n), bench_id('d', n), f.institution_id, f.hub_id, f.id, 'platform', 'sub_' || n, 'cus_' || n, 'month', 27,
			1000 + n % 90000, 'active', 'ja', date '2026-04-27'
		FROM generate_series(0, $1::bigint - 1) AS n JOIN bench_fund f ON f.number = n % (SELECT count(*) FROM bench_fund)`,
		[PLANS],
	);
	await pool.query(
		"INSERT INTO relationship (donor_id, hub_id) SELECT donor_id, hub_id FROM recurring_plan ON CONFLICT DO NOTHING",
	);
}

type BenchPlan = BenchGift & { planId: string };

async function plansOf(pool: pg.Pool): Promise<BenchPlan[]> {
	const { rows } = await pool.query(
		`SELECT n::int, p.id AS "planId", p.amount_yen AS "amountYen", p.hub_id AS "hubId", p.fund_id AS "fundId",
			p.institution_id AS "institutionId", p.donor_id AS "donorId"
		FROM generate_series(0, $1::bigint - 1) AS n JOIN recurring_plan p ON p.id = bench_id('p', n) ORDER BY n`,
		[PLANS],
	);
	return rows.map((row: BenchPlan) => ({
		...row,
		id: randomUUID(),
		attemptId: randomUUID(),
		amountYen: BigInt(row.amountYen),
	}));
}

/** Every row a renewal writes: the invoice, the gift with its donor's name, who did it, and what booking writes. */
function renewalCommit(plan: BenchPlan): Commit {
	const { n, id, planId, amountYen, hubId, fundId, institutionId, donorId } = plan;
	const booked = bookingCommit(plan);
	const invoice: Row = {
		table: "recurring_invoice",
		values: {
			id: randomUUID(),
			plan_id: planId,
			stripe_account_id: "platform",
			stripe_invoice_id: `in_${n}`,
			status: "paid",
			amount_yen: amountYen,
			due_on: "2026-05-20",
			attempt_count: 1,
			payment_intent_id: `pi_${n}`,
			gift_id: id,
		},
	};
	const gift: Row = {
		table: "gift",
		values: {
			id,
			public_token: `renewal-${n}`,
			hub_id: hubId,
			fund_id: fundId,
			institution_id: institutionId,
			donor_id: donorId,
			recurring_plan_id: planId,
			amount_yen: amountYen,
			frequency: "monthly",
			channel: "card",
			lang: "ja",
			donor_kind: "individual",
			family_name: "佐藤",
			given_name: "翔太",
			email: `donor${n}@example.jp`,
			form_key: `renewal:in_${n}`,
		},
	};
	const audited: Row = {
		table: "audit_event",
		values: {
			at: new Date(),
			institution_id: institutionId,
			actor_kind: "job",
			actor_id: "bench",
			action: "gift.started",
			subject_type: "gift",
			subject_id: id,
			request_id: "bench",
			salt: "0".repeat(32),
			digest_after: "0".repeat(64),
			after: JSON.stringify({ planId, amountYen: amountYen.toString() }),
		},
	};
	// A renewal has no page of its own to be moved on.
	const updates = booked.updates?.filter(({ sql }) => !sql.startsWith("UPDATE checkout_attempt"));
	return { rows: [invoice, gift, audited, ...booked.rows], updates };
}
