import pg from "pg";
import { beforeAll, expect, test } from "vitest";
import { type Ctx, jobContext } from "~/domain/access/ctx.server";
import { explainDifference, readAgain } from "~/domain/reconciliation/explain-difference.server";
import { reconcileAccount } from "~/domain/reconciliation/reconcile-account.server";
import { requestRun, startNightlyRuns } from "~/domain/reconciliation/request-run.server";
import { currentTime } from "~/platform/clock";
import { getStripe } from "~/platform/stripe/stripe.server";
import { freshWorld } from "../factories/world";

/**
 * Ten things that go wrong with books, each planted as nobody's code would, and each found exactly: its kind, its object and
 * nothing besides. Where triggers refuse it, it is planted as the owner with them off.
 */
const world = freshWorld();

let ctx: Ctx;
let seen = new Set<string>();

beforeAll(async () => {
	ctx = await jobContext("test");
	await world.database.prisma.stripeAccount.create({
		data: { id: "kyoto", kind: "connected", stripeId: "acct_kyotouniv", institution: { connect: { slug: "kyoto-u" } } },
	});
});

/** What an account's run finds now: every difference that is open. */
async function found(stripeAccountId = "platform"): Promise<string[]> {
	const now = { ...ctx, now: currentTime() };
	const { runId } = await requestRun(now, { stripeAccountId });
	await reconcileAccount(now, { runId });
	const run = await world.database.prisma.reconciliationRun.findUniqueOrThrow({ where: { id: runId } });
	expect(run).toMatchObject({ status: "done", error: null });
	const open = await world.database.prisma.reconciliationDifference.findMany({
		where: { stripeAccountId, status: "open" },
	});
	return open.map(({ kind, objectId }) => `${kind} ${objectId}`);
}

/** What it finds that it did not find before. */
async function news(stripeAccountId?: string): Promise<string[]> {
	const now = await found(stripeAccountId);
	const fresh = now.filter((one) => !seen.has(one));
	seen = new Set([...seen, ...now]);
	return fresh;
}

async function plant(...statements: string[]) {
	const client = new pg.Client({ connectionString: world.database.ownerUrl });
	await client.connect();
	try {
		await client.query("SET session_replication_role = replica");
		for (const statement of statements) await client.query(statement);
	} finally {
		await client.end();
	}
}

type Paid = { giftId: string; paymentId: string; chargeId: string; intentId: string };
const pot: Paid[] = [];

/** Gifts of ¥10,000 each, paid and booked: made together, since each test needs one or two. */
async function fillPot(count: number) {
	const gifts = await Promise.all(
		Array.from({ length: count }, (_, index) => world.give({ email: `donor-${index}@example.jp` })),
	);
	for (const { sessionId } of gifts) await world.pay(sessionId, "succeed");
	await world.settle();
	for (const { giftId } of gifts) {
		const payment = (await world.gift(giftId)).allocations[0]?.payment;
		if (!payment?.chargeId) throw new Error("the gift was not paid");
		pot.push({ giftId, paymentId: payment.id, chargeId: payment.chargeId, intentId: payment.paymentIntentId ?? "" });
	}
}

function paid(): Paid {
	const one = pot.pop();
	if (!one) throw new Error("the pot is empty");
	return one;
}

const linesOf = (paymentId: string, where = "true") => `ledger_entry e WHERE ${where} AND transaction_id IN (
	SELECT id FROM ledger_transaction WHERE cause_type = 'payment' AND cause_id = '${paymentId}')`;

async function control(path: string, body: object) {
	const answer = await fetch(`${world.sandboxUrl}/_sandbox/${path}`, {
		method: "POST",
		headers: { "Content-Type": "application/json" },
		body: JSON.stringify(body),
	});
	if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
	return (await answer.json()) as { id: string };
}

test("none when there is none: fees, refunds, a voucher, a half-paid transfer, a dispute, payouts, and what has just happened", async () => {
	await control("payouts", { interval: "daily" });
	await fillPot(18);
	await world.refund(paid().giftId, 4000);
	await control(`dispute/${paid().chargeId}`, { outcome: "open" });
	await control(`dispute/${paid().chargeId}`, { outcome: "lose" });
	await world.advance(6 * 86_400);
	const voucher = await world.give({ paymentMethod: "konbini", email: "konbini@example.jp" });
	await world.pay(voucher.sessionId, "konbini_issue");
	const transfer = await world.give({ paymentMethod: "bank_transfer", email: "transfer@example.jp" });
	await world.pay(transfer.sessionId, "transfer_partial");
	await world.settle();
	expect(await found()).toEqual([]);
	// Paid this moment: no event was heard of, and the fee is not told.
	const justNow = await world.give({ email: "now@example.jp" });
	await world.pay(justNow.sessionId, "succeed");
	expect(await found()).toEqual([]);
	await world.settle();
	expect(await found()).toEqual([]);
	expect(await world.brokenPromises()).toEqual([]);
	expect(await world.database.prisma.reconciliationDifference.count()).toBe(0);
});

test("a missing gift: its event was lost for hours; reading it again mends it", async () => {
	const gift = await world.give({ email: "lost@example.jp" });
	await world.pay(gift.sessionId, "succeed");
	await world.advance(4 * 3600);
	const charge = (await getStripe().charges.list({ limit: 1 })).data[0];
	expect(await news()).toEqual([`missing_gift ${charge?.id}`]);
	const difference = await world.database.prisma.reconciliationDifference.findFirstOrThrow({
		where: { kind: "missing_gift" },
	});
	expect(difference).toMatchObject({ giftId: gift.giftId, stripeYen: 10_000n, ledgerYen: 0n, effectYen: 9640n });
	await readAgain(ctx, { differenceId: difference.id });
	await world.workJobs();
	expect(await found()).toEqual([]);
	expect(
		await world.database.prisma.reconciliationDifference.findUnique({ where: { id: difference.id } }),
	).toMatchObject({
		status: "gone",
	});
	seen = new Set();
});

test("a gift whose booking is gone altogether", async () => {
	const { paymentId, chargeId } = paid();
	await plant(
		`DELETE FROM ${linesOf(paymentId)}`.replace("ledger_entry e", "ledger_entry"),
		`DELETE FROM ledger_transaction WHERE cause_type = 'payment' AND cause_id = '${paymentId}'`,
		`DELETE FROM allocation WHERE payment_id = '${paymentId}'`,
		`DELETE FROM payment WHERE id = '${paymentId}'`,
		"SELECT rebuild_ledger_balance()",
	);
	expect(await news()).toEqual([`missing_gift ${chargeId}`]);
});

test("a double gift: booked once more under a charge that Stripe does not have", async () => {
	const { giftId, paymentId } = paid();
	await plant(
		`INSERT INTO payment SELECT (p).* FROM (SELECT jsonb_populate_record(p, '{"id": "01990000-0000-7000-8000-000000000001", "charge_id": "ch_twice"}') AS p
			FROM payment p WHERE id = '${paymentId}') copied`,
		`INSERT INTO allocation (id, payment_id, gift_id, amount_yen) VALUES (gen_random_uuid(), '01990000-0000-7000-8000-000000000001', '${giftId}', 10000)`,
		`INSERT INTO ledger_transaction (kind, idempotency_key, input_hash, cause_type, cause_id, occurred_on, fiscal_year)
			SELECT kind, 'gift_received:platform:ch_twice', '', cause_type, '01990000-0000-7000-8000-000000000001', occurred_on, fiscal_year
			FROM ledger_transaction WHERE cause_id = '${paymentId}' AND kind = 'gift_received'`,
		`INSERT INTO ledger_entry (transaction_id, account, class, amount_yen, kind, "precision", occurred_on, fiscal_year, institution_id, hub_id, fund_id,
				category, channel, use, stripe_account_id)
			SELECT (SELECT id FROM ledger_transaction WHERE idempotency_key = 'gift_received:platform:ch_twice'), account, class, amount_yen, kind, "precision",
				occurred_on, fiscal_year, institution_id, hub_id, fund_id, category, channel, use, stripe_account_id
			FROM ${linesOf(paymentId, "kind = 'gift_received'")}`,
		"SELECT rebuild_ledger_balance()",
	);
	expect(await news()).toEqual(["double_gift ch_twice"]);
});

test("a double gift: the donor really paid twice", async () => {
	const one = paid();
	const other = paid();
	// As if the second payment were another try of the first gift; which of the two came second is the sandbox's to say.
	await plant(`UPDATE allocation SET gift_id = '${one.giftId}' WHERE payment_id = '${other.paymentId}'`);
	const fresh = await news();
	expect(fresh).toHaveLength(1);
	expect([`double_gift ${one.chargeId}`, `double_gift ${other.chargeId}`]).toContain(fresh[0]);
});

test("a wrong fee", async () => {
	const { paymentId, chargeId } = paid();
	await plant(
		`UPDATE ledger_entry e SET amount_yen = CASE WHEN amount_yen > 0 THEN 300 ELSE -300 END
			WHERE kind = 'processor_fee' AND transaction_id IN (SELECT id FROM ledger_transaction WHERE cause_id = '${paymentId}')`,
		"SELECT rebuild_ledger_balance()",
	);
	expect(await news()).toEqual([`wrong_fee ${chargeId}`]);
});

test("a wrong account: the payment is booked at another institution's account", async () => {
	const { paymentId, chargeId } = paid();
	await plant(`UPDATE payment SET stripe_account_id = 'kyoto' WHERE id = '${paymentId}'`);
	expect(await news()).toEqual([`wrong_account ${chargeId}`]);
	expect(await found("kyoto")).toEqual([]);
});

test("a wrong account: only the ledger's lines, or payment and lines", async () => {
	const lines = paid();
	await plant(
		`UPDATE ledger_entry SET stripe_account_id = 'kyoto' WHERE stripe_account_id IS NOT NULL AND transaction_id IN (
			SELECT id FROM ledger_transaction WHERE cause_id = '${lines.paymentId}')`,
		"SELECT rebuild_ledger_balance()",
	);
	expect(await news()).toEqual([`wrong_account ${lines.chargeId}`]);
	expect(await found("kyoto")).toEqual([]);
	const both = paid();
	await plant(
		`UPDATE payment SET stripe_account_id = 'kyoto' WHERE id = '${both.paymentId}'`,
		`UPDATE ledger_entry SET stripe_account_id = 'kyoto' WHERE stripe_account_id IS NOT NULL AND transaction_id IN (
			SELECT id FROM ledger_transaction WHERE cause_id = '${both.paymentId}')`,
		"SELECT rebuild_ledger_balance()",
	);
	expect(await news()).toEqual([`wrong_account ${both.chargeId}`]);
	expect(await found("kyoto")).toEqual([]);
});

test("an amount that is off by one yen", async () => {
	const { paymentId, chargeId } = paid();
	await plant(
		`UPDATE payment SET gross_yen = gross_yen - 1 WHERE id = '${paymentId}'`,
		`UPDATE ledger_entry SET amount_yen = amount_yen - sign(amount_yen) WHERE kind = 'gift_received' AND transaction_id IN (
			SELECT id FROM ledger_transaction WHERE cause_id = '${paymentId}')`,
		"SELECT rebuild_ledger_balance()",
	);
	expect(await news()).toEqual([`amount_differs ${chargeId}`]);
	const rowOnly = paid();
	await plant(`UPDATE payment SET gross_yen = gross_yen + 1 WHERE id = '${rowOnly.paymentId}'`);
	expect(await news()).toEqual([`amount_differs ${rowOnly.chargeId}`]);
});

test("a refund that is missing here", async () => {
	const { giftId, intentId } = paid();
	const refund = await world.refund(giftId, 1000);
	await world.advance(2 * 3600);
	expect(await news()).toEqual([`refund_missing ${refund.id}`]);
	await world.syncNow(intentId);
	expect(await found()).not.toContain(`refund_missing ${refund.id}`);
	seen.delete(`refund_missing ${refund.id}`);
	await plant(
		`DELETE FROM ledger_entry WHERE transaction_id IN (SELECT t.id FROM ledger_transaction t JOIN refund r ON r.id::text = t.cause_id WHERE r.stripe_refund_id = '${refund.id}')`,
		`DELETE FROM ledger_transaction t USING refund r WHERE r.id::text = t.cause_id AND r.stripe_refund_id = '${refund.id}'`,
		`DELETE FROM refund WHERE stripe_refund_id = '${refund.id}'`,
		"SELECT rebuild_ledger_balance()",
	);
	expect(await news()).toEqual([`refund_missing ${refund.id}`]);
});

test("a payout that is missing here", async () => {
	const [payout] = (await getStripe().payouts.list({ limit: 1 })).data;
	await plant(
		`DELETE FROM ledger_entry WHERE transaction_id IN (SELECT t.id FROM ledger_transaction t JOIN payout o ON o.id::text = t.cause_id WHERE o.stripe_payout_id = '${payout?.id}')`,
		`DELETE FROM ledger_transaction t USING payout o WHERE o.id::text = t.cause_id AND o.stripe_payout_id = '${payout?.id}'`,
		`DELETE FROM payout_share s USING payout o WHERE o.id = s.payout_id AND o.stripe_payout_id = '${payout?.id}'`,
		`UPDATE payment SET payout_id = NULL, arrived_on = NULL FROM payout o WHERE o.id = payout_id AND o.stripe_payout_id = '${payout?.id}'`,
		`DELETE FROM payout WHERE stripe_payout_id = '${payout?.id}'`,
		"SELECT rebuild_ledger_balance()",
	);
	expect(await news()).toEqual([`payout_missing ${payout?.id}`]);
	await plant(`INSERT INTO payout (id, stripe_account_id, stripe_payout_id, amount_yen, stripe_status, expected_on, created_at)
		VALUES (gen_random_uuid(), 'platform', 'po_invented', 500, 'paid', '${currentTime().toISOString()}', '${currentTime().toISOString()}')`);
	expect(await news()).toEqual(["payout_missing po_invented"]);
});

test("a stale dispute", async () => {
	const { chargeId } = paid();
	const dispute = await control(`dispute/${chargeId}`, { outcome: "open" });
	await world.syncNow(dispute.id);
	expect(await news()).toEqual([]);
	await control(`dispute/${chargeId}`, { outcome: "win" });
	await world.advance(2 * 3600);
	expect(await news()).toEqual([`stale_dispute ${dispute.id}`]);
	await world.syncNow(dispute.id);
	expect(await found()).not.toContain(`stale_dispute ${dispute.id}`);
});

test("a charge nobody here made", async () => {
	const session = await getStripe().checkout.sessions.create({
		mode: "payment",
		success_url: "https://shop.example/",
		line_items: [{ price_data: { currency: "jpy", unit_amount: 777, product_data: { name: "Mug" } }, quantity: 1 }],
	});
	await world.pay(session.id, "succeed");
	await world.advance(2 * 3600);
	const [charge] = (await getStripe().charges.list({ limit: 1 })).data;
	expect(await news()).toEqual([`unknown_charge ${charge?.id}`]);
});

test("a payment that belongs to no gift", async () => {
	const { paymentId, chargeId } = paid();
	await plant(`DELETE FROM allocation WHERE payment_id = '${paymentId}'`);
	expect(await news()).toEqual([`unallocated_payment ${chargeId}`]);
	const partly = paid();
	await plant(`UPDATE allocation SET amount_yen = amount_yen - 1 WHERE payment_id = '${partly.paymentId}'`);
	expect(await news()).toEqual([`unallocated_payment ${partly.chargeId}`]);
});

test("what somebody explained asks no more, until its amounts change; nothing is opened twice", async () => {
	const before = await world.database.prisma.reconciliationDifference.findMany();
	expect(await news()).toEqual([]);
	const after = await world.database.prisma.reconciliationDifference.findMany();
	expect(after.map(({ id }) => id).sort()).toEqual(before.map(({ id }) => id).sort());
	const [one] = after.filter(({ kind }) => kind === "wrong_fee");
	if (!one) throw new Error("no wrong fee");
	await expect(explainDifference(ctx, { differenceId: one.id, note: " 　" })).rejects.toMatchObject({
		code: "explanation_empty",
	});
	await explainDifference(ctx, { differenceId: one.id, note: "料率の変更前の取引" });
	expect(await found()).not.toContain(`wrong_fee ${one.objectId}`);
	const state = () => world.database.prisma.reconciliationDifference.findUnique({ where: { id: one.id } });
	expect(await state()).toMatchObject({ status: "explained", note: "料率の変更前の取引" });
	await plant(
		"UPDATE ledger_entry SET amount_yen = CASE WHEN amount_yen > 0 THEN 301 ELSE -301 END WHERE kind = 'processor_fee' AND abs(amount_yen) = 300",
		"SELECT rebuild_ledger_balance()",
	);
	expect(await found()).toContain(`wrong_fee ${one.objectId}`);
});

test("an account that does not answer stops no other; a run that was stopped goes on where it was", async () => {
	await world.database.prisma.stripeAccount.create({
		data: { id: "broken", kind: "own_keys", institution: { connect: { slug: "u-tokyo" } } },
	});
	const now = { ...ctx, now: new Date(currentTime().getTime() + 1000) };
	expect(await startNightlyRuns(now)).toBe(3);
	await world.workJobs();
	const runs = await world.database.prisma.reconciliationRun.findMany({ where: { startedAt: now.now } });
	expect(Object.fromEntries(runs.map(({ stripeAccountId, status }) => [stripeAccountId, status]))).toEqual({
		platform: "done",
		kyoto: "done",
		broken: "failed",
	});
	expect(runs.find(({ status }) => status === "failed")?.error).toMatch(/broken/);
	const later = { ...ctx, now: new Date(currentTime().getTime() + 2000) };
	const { runId } = await requestRun(later, { stripeAccountId: "platform" });
	await world.faults({ http500: 1 });
	await world.workJobs();
	await world.faults({});
	const stopped = await world.database.prisma.reconciliationRun.findUniqueOrThrow({ where: { id: runId } });
	expect(stopped).toMatchObject({ status: "failed" });
	await reconcileAccount(later, { runId });
	expect(await world.database.prisma.reconciliationRun.findUniqueOrThrow({ where: { id: runId } })).toMatchObject({
		status: "done",
	});
});
