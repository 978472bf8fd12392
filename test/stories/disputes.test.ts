import { beforeAll, expect, test } from "vitest";
import type { Ctx } from "~/domain/access/ctx.server";
import { jobContext } from "~/domain/access/ctx.server";
import { applyDisputeTruth } from "~/domain/disputes/apply-dispute-truth.server";
import { decideFraudWarning } from "~/domain/disputes/decide-fraud-warning.server";
import { readDispute } from "~/domain/disputes/dispute-truth";
import { remindOfDisputes } from "~/domain/disputes/remind-of-disputes.server";
import { listTotals } from "~/domain/ledger/list-totals.server";
import { requestRefund } from "~/domain/refunds/request-refund.server";
import { getStripe } from "~/platform/stripe/stripe.server";
import { atSandbox, chargeOf, now, paidGift, staffCtx } from "../factories/money-back";
import { hubScope, institutionScope } from "../factories/staff";
import { serveWebhooks } from "../factories/webhooks";
import { freshWorld } from "../factories/world";

const world = freshWorld({ overheadBasisPoints: 1000 });
serveWebhooks(world);
let officer: Ctx;

beforeAll(async () => {
	officer = await staffCtx("Izumi", [{ role: "officer", scope: await hubScope("nanolsi") }]);
	await staffCtx("Zaimu", [{ role: "finance", scope: await institutionScope("kanazawa-u") }]);
});

const dispute = async (giftId: string, outcome: "open" | "win" | "lose", more: object = {}) =>
	atSandbox(world, `dispute/${await chargeOf(world, giftId)}`, { outcome, ...more });
const row = (stripeDisputeId: string) => world.database.prisma.dispute.findFirstOrThrow({ where: { stripeDisputeId } });
const alerts = async () =>
	(
		await world.database.prisma.mail.findMany({
			where: { toAddress: "izumi@staff.example" },
			orderBy: { createdAt: "asc" },
		})
	).map(({ kind, params, status }) => `${kind} ${(params as { event?: string }).event ?? ""} ${status}`);
const forgetMails = () => world.database.prisma.mail.deleteMany({});

test("won: the money comes back, the fee stays paid", async () => {
	const gift = await paidGift(world, "won@example.jp");
	const { id } = await dispute(gift.giftId, "open");
	await world.settle();
	expect(await row(id)).toMatchObject({
		status: "open",
		amountYen: 10_000n,
		feeYen: 1300n,
		stripeStatus: "needs_response",
	});
	await expect(
		requestRefund(await now(officer), { giftId: gift.giftId, amountYen: 10_000n, note: "不審請求" }),
	).rejects.toMatchObject({ code: "refund_charge_disputed" });
	await world.advance(2 * 86_400);
	await dispute(gift.giftId, "win");
	await world.settle();
	expect(await row(id)).toMatchObject({ status: "won" });
	expect(await world.ledger(gift.giftId)).toMatchInlineSnapshot(`
		"| kind               | account              | amountYen | purpose     | day        | year |
		| gift_received      | stripe_balance       |    10,000 |             | 2026-05-20 | 2026 |
		| gift_received      | gift_income          |   -10,000 | nanolsi-gen | 2026-05-20 | 2026 |
		| overhead           | overhead             |     1,000 | nanolsi-gen | 2026-05-20 | 2026 |
		| overhead           | institution_overhead |    -1,000 |             | 2026-05-20 | 2026 |
		| processor_fee      | processor_fee        |       360 | nanolsi-gen | 2026-05-20 | 2026 |
		| processor_fee      | stripe_balance       |      -360 |             | 2026-05-20 | 2026 |
		| dispute_fee        | processor_fee        |     1,300 | nanolsi-gen | 2026-05-20 | 2026 |
		| dispute_fee        | stripe_balance       |    -1,300 |             | 2026-05-20 | 2026 |
		| dispute_withdrawn  | stripe_disputed      |    10,000 |             | 2026-05-20 | 2026 |
		| dispute_withdrawn  | stripe_balance       |   -10,000 |             | 2026-05-20 | 2026 |
		| dispute_reinstated | stripe_balance       |    10,000 |             | 2026-05-22 | 2026 |
		| dispute_reinstated | stripe_disputed      |   -10,000 |             | 2026-05-22 | 2026 |"
	`);
	expect(await alerts()).toEqual(["dispute-alert opened sent", "dispute-alert won sent"]);
	// Now it may be refunded.
	await requestRefund(await now(officer), { giftId: gift.giftId, amountYen: 10_000n, note: "やはり返金" });
	await world.settle();
	expect(await world.brokenPromises()).toEqual([]);
});

test("lost on a later day: the gift no longer counts, and the institution's share goes back", async () => {
	await forgetMails();
	const before = await keptYen();
	const gift = await paidGift(world, "lost@example.jp");
	const { id } = await dispute(gift.giftId, "open");
	await world.settle();
	expect(await keptYen()).toBe(before + 10_000n);
	await world.advance(7 * 86_400);
	await remindOfDisputes(await jobContext("test"));
	await remindOfDisputes(await jobContext("test"));
	await world.settle();
	await world.advance(3 * 86_400);
	await world.settle();
	expect(await row(id)).toMatchObject({ status: "lost", closedOn: expect.any(Date) });
	expect(await world.ledger(gift.giftId)).toMatchInlineSnapshot(`
		"| kind              | account              | amountYen | purpose     | day        | year |
		| gift_received     | stripe_balance       |    10,000 |             | 2026-05-22 | 2026 |
		| gift_received     | gift_income          |   -10,000 | nanolsi-gen | 2026-05-22 | 2026 |
		| overhead          | overhead             |     1,000 | nanolsi-gen | 2026-05-22 | 2026 |
		| overhead          | institution_overhead |    -1,000 |             | 2026-05-22 | 2026 |
		| processor_fee     | processor_fee        |       360 | nanolsi-gen | 2026-05-22 | 2026 |
		| processor_fee     | stripe_balance       |      -360 |             | 2026-05-22 | 2026 |
		| dispute_fee       | processor_fee        |     1,300 | nanolsi-gen | 2026-05-22 | 2026 |
		| dispute_fee       | stripe_balance       |    -1,300 |             | 2026-05-22 | 2026 |
		| dispute_withdrawn | stripe_disputed      |    10,000 |             | 2026-05-22 | 2026 |
		| dispute_withdrawn | stripe_balance       |   -10,000 |             | 2026-05-22 | 2026 |
		| dispute_lost      | gift_income          |    10,000 | nanolsi-gen | 2026-05-31 | 2026 |
		| dispute_lost      | stripe_disputed      |   -10,000 |             | 2026-05-31 | 2026 |
		| overhead_returned | institution_overhead |     1,000 |             | 2026-05-31 | 2026 |
		| overhead_returned | overhead             |    -1,000 | nanolsi-gen | 2026-05-31 | 2026 |"
	`);
	expect(await keptYen()).toBe(before);
	expect(await alerts()).toEqual([
		"dispute-alert opened sent",
		"dispute-alert deadline sent",
		"dispute-alert lost sent",
	]);
	expect(await world.brokenPromises()).toEqual([]);
});

test("lost after a refund: it costs twice", async () => {
	const before = await keptYen();
	const gift = await paidGift(world, "twice@example.jp");
	await requestRefund(await now(officer), { giftId: gift.giftId, amountYen: 10_000n, note: "誤り" });
	await world.settle();
	const { id } = await dispute(gift.giftId, "lose");
	await world.settle();
	expect(await row(id)).toMatchObject({ status: "lost", amountYen: 10_000n });
	expect(await keptYen()).toBe(before - 10_000n);
	expect(await world.brokenPromises()).toEqual([]);
});

test("part of a charge disputed, and the fee given back with the decision", async () => {
	const gift = await paidGift(world, "part@example.jp");
	const { id } = await dispute(gift.giftId, "open", { amountYen: 4000 });
	await world.settle();
	await dispute(gift.giftId, "win", { returnFee: true });
	await world.settle();
	expect(await row(id)).toMatchObject({ status: "won", amountYen: 4000n, feeYen: 0n });
	expect(await world.brokenPromises()).toEqual([]);
});

test("doubled, shuffled, heard of before the charge, three days late: the day of the loss is Stripe's", async () => {
	await forgetMails();
	await world.faults({ duplicate: 2, reorder: true, drop: 0.5 });
	const gift = await world.give({ email: "late@example.jp" });
	await world.pay(gift.sessionId, "succeed");
	const intent = (await world.state()).paymentIntents.find(({ metadata }) => metadata.giftId === gift.giftId)?.id ?? "";
	const charge = (await world.state()).charges.find((one) => one.payment_intent === intent)?.id ?? "";
	const { id } = await atSandbox(world, `dispute/${charge}`, { outcome: "lose" });
	await world.syncNow(id);
	const closedOn = (await row(id)).closedOn;
	await world.advance(3 * 86_400);
	await world.faults({});
	await world.settle();
	await world.syncNow(id);
	expect(await row(id)).toMatchObject({ status: "lost", closedOn });
	expect(await alerts()).toEqual(["dispute-alert lost sent"]);
	expect(await world.brokenPromises()).toEqual([]);
});

test("heard of only three days after it was lost, it is booked on the day it was lost", async () => {
	const gift = await paidGift(world, "very-late@example.jp");
	await world.faults({ drop: 1 });
	const { id } = await dispute(gift.giftId, "lose");
	const lostOn = new Date((await getStripe().disputes.retrieve(id)).created * 1000 + 9 * 3_600_000)
		.toISOString()
		.slice(0, 10);
	await world.advance(3 * 86_400);
	await world.faults({});
	await world.syncNow(id);
	await world.settle();
	expect((await row(id)).closedOn?.toISOString().slice(0, 10)).toBe(lostOn);
	expect(await world.brokenPromises()).toEqual([]);
});

test("a decision that turns, twice: each loss is taken back by a reversal", async () => {
	const gift = await paidGift(world, "turns@example.jp");
	const { id } = await dispute(gift.giftId, "lose");
	await world.settle();
	const ctx = await jobContext("test");
	const truth = readDispute(await getStripe().disputes.retrieve(id));
	const [taken] = truth.balanceTransactions;
	if (!taken) throw new Error("nothing was taken");
	const back = { ...taken, id: "txn_back", amountYen: 10_000n, feeYen: 0n, netYen: 10_000n, createdAt: ctx.now };
	const again = { ...back, id: "txn_again", amountYen: -10_000n, netYen: -10_000n };
	const apply = (stripeStatus: string, more: (typeof taken)[]) =>
		applyDisputeTruth(
			ctx,
			"platform",
			{ ...truth, stripeStatus, balanceTransactions: [...truth.balanceTransactions, ...more] },
			ctx.now,
		);
	await apply("won", [back]);
	await apply("won", [back]);
	expect(await row(id)).toMatchObject({ status: "won" });
	expect(await world.brokenPromises()).toEqual([]);
	// A reading that was overtaken opens nothing again.
	await apply("under_review", [back]);
	expect(await row(id)).toMatchObject({ status: "won" });
	await apply("lost", [back, again]);
	expect(await row(id)).toMatchObject({ status: "lost" });
	expect((await world.ledger(gift.giftId)).match(/dispute_lost .*gift_income/g)).toHaveLength(3);
	expect(await world.brokenPromises()).toEqual([]);
});

test("a warning, then a refund at once", async () => {
	await forgetMails();
	const gift = await paidGift(world, "warned@example.jp");
	await atSandbox(world, `fraud-warning/${await chargeOf(world, gift.giftId)}`);
	await world.settle();
	const warning = await world.database.prisma.fraudWarning.findFirstOrThrow({ where: { status: "open" } });
	expect(await alerts()).toEqual(["fraud-warning  sent"]);
	const decide = async (decision: "refund" | "keep", note = "本人に確認できない") =>
		decideFraudWarning(await now(officer), { warningId: warning.id, decision, note });
	await expect(decide("refund", "")).rejects.toMatchObject({ code: "refund_invalid" });
	const { refundId } = await decide("refund");
	await expect(decide("keep")).rejects.toMatchObject({ code: "fraud_warning_decided" });
	await world.settle();
	expect(await world.database.prisma.refund.findUnique({ where: { id: refundId ?? "" } })).toMatchObject({
		status: "succeeded",
		reason: "fraudulent",
		amountYen: 10_000n,
	});
	expect(await world.brokenPromises()).toEqual([]);
});

test("a warning kept for a reason, and the dispute that came all the same", async () => {
	const gift = await paidGift(world, "kept@example.jp");
	await atSandbox(world, `fraud-warning/${await chargeOf(world, gift.giftId)}`);
	await world.settle();
	const warning = await world.database.prisma.fraudWarning.findFirstOrThrow({ where: { status: "open" } });
	await decideFraudWarning(await now(officer), {
		warningId: warning.id,
		decision: "keep",
		note: "電話で本人に確認した",
	});
	await dispute(gift.giftId, "lose");
	await world.settle();
	expect(await world.brokenPromises()).toEqual([]);
});

test("on two accounts at once, doubled and shuffled: each movement stays on its own", async () => {
	const { prisma } = world.database;
	const { institutionId } = await prisma.fund.findUniqueOrThrow({ where: { id: world.fundId } });
	const here = await paidGift(world, "platform@example.jp");
	await prisma.stripeAccount.create({
		data: { id: "kanazawa", stripeId: "acct_kanazawa", kind: "connected", institutionId, label: "金沢大学" },
	});
	await prisma.givingPolicy.update({ where: { institutionId }, data: { stripeAccountId: "kanazawa" } });
	const there = await paidGift(world, "connected@example.jp");
	await world.faults({ duplicate: 2, reorder: true, drop: 0.3 });
	await Promise.all([
		dispute(here.giftId, "lose"),
		requestRefund(await now(officer), { giftId: there.giftId, amountYen: 4000n, note: "誤り" }),
	]);
	await world.workJobs();
	const { id } = await dispute(there.giftId, "win");
	await world.faults({});
	await world.settle();
	expect(await row(id)).toMatchObject({ stripeAccountId: "kanazawa", status: "won", amountYen: 6000n });
	const sums = await prisma.ledgerEntry.groupBy({
		by: ["stripeAccountId"],
		_sum: { amountYen: true },
		where: { stripeAccountId: "kanazawa", account: "stripe_balance" },
	});
	// 10,000 less its fee, the refund and the fee of the dispute.
	expect(sums).toEqual([{ stripeAccountId: "kanazawa", _sum: { amountYen: 10_000n - 360n - 4000n - 1300n } }]);
	expect(await world.brokenPromises()).toEqual([]);
});

/** Received less refunds and lost disputes: what a goal bar shows. */
async function keptYen(): Promise<bigint> {
	const rows = (await listTotals(await jobContext("test"))).filter(({ category }) => category === "gift");
	return rows.reduce((sum, { grossYen, refundedYen }) => sum + grossYen - refundedYen, 0n);
}
