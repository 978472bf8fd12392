import { beforeAll, expect, test } from "vitest";
import type { Ctx } from "~/domain/access/ctx.server";
import { jobContext } from "~/domain/access/ctx.server";
import { refuseApplication } from "~/domain/applications/refuse-application.server";
import { bookBankGift } from "~/domain/payments/book-bank-gift.server";
import { approveRefund } from "~/domain/refunds/approve-refund.server";
import { recordBankRefund } from "~/domain/refunds/record-bank-refund.server";
import { refuseRefund } from "~/domain/refunds/refuse-refund.server";
import { requestRefund } from "~/domain/refunds/request-refund.server";
import { sendRefund } from "~/domain/refunds/send-refund.server";
import { inTransaction } from "~/platform/db/transaction.server";
import { getStripe } from "~/platform/stripe/stripe.server";
import { now, paidGift, staffCtx } from "../factories/money-back";
import { hubScope, institutionScope } from "../factories/staff";
import { freshWorld } from "../factories/world";

const world = freshWorld({ overheadBasisPoints: 1000 });
let officer: Ctx;
let finance: Ctx;
let secondOfficer: Ctx;

beforeAll(async () => {
	const nanolsi = await hubScope("nanolsi");
	officer = await staffCtx("Izumi", [{ role: "officer", scope: nanolsi }]);
	secondOfficer = await staffCtx("Wada", [{ role: "officer", scope: nanolsi }]);
	finance = await staffCtx("Zaimu", [{ role: "finance", scope: await institutionScope("kanazawa-u") }]);
});

const ask = async (who: Ctx, giftId: string, amountYen: bigint, note = "二重の手続き") =>
	requestRefund(await now(who), { giftId, amountYen, note });
const row = (id: string) => world.database.prisma.refund.findUniqueOrThrow({ where: { id } });
const mailsTo = (toAddress: string) =>
	world.database.prisma.mail
		.findMany({ where: { toAddress }, orderBy: { createdAt: "asc" } })
		.then((mails) => mails.map(({ kind, status }) => `${kind} ${status}`));

test("a part at once, then the rest", async () => {
	const gift = await paidGift(world, "part@example.jp");
	const first = await ask(officer, gift.giftId, 4000n);
	expect(first).toMatchObject({ waits: false });
	await world.settle();
	expect(await row(first.refundId)).toMatchObject({ status: "succeeded", stripeRefundId: expect.any(String) });
	expect(await world.ledger(gift.giftId)).toMatchInlineSnapshot(`
		"| kind              | account              | amountYen | purpose     | day        | year |
		| gift_received     | stripe_balance       |    10,000 |             | 2026-05-20 | 2026 |
		| gift_received     | gift_income          |   -10,000 | nanolsi-gen | 2026-05-20 | 2026 |
		| overhead          | overhead             |     1,000 | nanolsi-gen | 2026-05-20 | 2026 |
		| overhead          | institution_overhead |    -1,000 |             | 2026-05-20 | 2026 |
		| processor_fee     | processor_fee        |       360 | nanolsi-gen | 2026-05-20 | 2026 |
		| processor_fee     | stripe_balance       |      -360 |             | 2026-05-20 | 2026 |
		| gift_refunded     | gift_income          |     4,000 | nanolsi-gen | 2026-05-20 | 2026 |
		| gift_refunded     | stripe_balance       |    -4,000 |             | 2026-05-20 | 2026 |
		| overhead_returned | institution_overhead |       400 |             | 2026-05-20 | 2026 |
		| overhead_returned | overhead             |      -400 | nanolsi-gen | 2026-05-20 | 2026 |"
	`);
	const rest = await ask(officer, gift.giftId, 6000n);
	await world.settle();
	expect(await row(rest.refundId)).toMatchObject({ status: "succeeded" });
	expect(
		await world.database.prisma.refund.count({
			where: { payment: { allocations: { some: { giftId: gift.giftId } } } },
		}),
	).toBe(2);
	expect(await mailsTo("part@example.jp")).toEqual(["gift-thanks sent", "gift-refunded sent", "gift-refunded sent"]);
	await expect(ask(officer, gift.giftId, 1n)).rejects.toMatchObject({ code: "refund_too_much", params: { left: 0 } });
	expect(await world.brokenPromises()).toEqual([]);
});

test("above the limit a second person decides, never the one who asked", async () => {
	const gift = await paidGift(world, "large@example.jp", "150000");
	const asked = await ask(finance, gift.giftId, 150_000n);
	expect(asked.waits).toBe(true);
	await world.settle();
	expect(await row(asked.refundId)).toMatchObject({ status: "requested", stripeRefundId: null });
	await expect(approveRefund(await now(finance), asked)).rejects.toMatchObject({
		status: 403,
		personKey: "refund.own",
	});
	await expect(approveRefund(await now(officer), asked)).rejects.toMatchObject({ code: "forbidden" });
	const otherFinance = await staffCtx("Keiri", [{ role: "finance", scope: await institutionScope("kanazawa-u") }]);
	await refuseRefund(await now(otherFinance), { refundId: asked.refundId, note: "金額をご確認ください" });
	expect(await row(asked.refundId)).toMatchObject({ status: "refused", decisionNote: "金額をご確認ください" });
	await expect(approveRefund(await now(otherFinance), asked)).rejects.toMatchObject({ code: "refund_decided" });
	// Many small ones are one large one.
	await ask(officer, gift.giftId, 60_000n);
	const second = await ask(officer, gift.giftId, 60_000n);
	expect(second.waits).toBe(true);
	await approveRefund(await now(finance), { refundId: second.refundId });
	await world.settle();
	expect(await row(second.refundId)).toMatchObject({ status: "succeeded" });
	expect(await mailsTo("zaimu@staff.example")).toContain("refund-alert sent");
	expect(await world.brokenPromises()).toEqual([]);
});

test("two who ask at once for more than is left: one is refused", async () => {
	const gift = await paidGift(world, "race@example.jp");
	const asked = await Promise.allSettled([
		ask(officer, gift.giftId, 7000n),
		ask(secondOfficer, gift.giftId, 7000n),
		ask(finance, gift.giftId, 7000n),
	]);
	expect(asked.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected", "rejected"]);
	await world.settle();
	expect(await world.brokenPromises()).toEqual([]);
});

test("what is asked for wrongly is refused", async () => {
	const gift = await world.give({ email: "unpaid@example.jp" });
	await expect(ask(officer, gift.giftId, 100n)).rejects.toMatchObject({ code: "refund_not_received" });
	await expect(ask(officer, gift.giftId, 0n)).rejects.toMatchObject({ code: "refund_invalid" });
	await expect(ask(officer, gift.giftId, -5n)).rejects.toMatchObject({ code: "refund_invalid" });
	await expect(ask(officer, gift.giftId, 5n, " \n ")).rejects.toMatchObject({ code: "refund_invalid" });
	await expect(ask(officer, "00000000-0000-4000-8000-000000000000", 5n)).rejects.toMatchObject({ status: 404 });
	const viewer = await staffCtx("Viewer", [{ role: "viewer", scope: await hubScope("nanolsi") }]);
	await expect(ask(viewer, gift.giftId, 5n)).rejects.toMatchObject({ code: "forbidden" });
	const foreign = await staffCtx("Ircn", [{ role: "officer", scope: await hubScope("ircn") }]);
	await expect(ask(foreign, gift.giftId, 5n)).rejects.toMatchObject({ status: 404 });
});

test("a refund that comes back after it had succeeded: donor, asker and books know", async () => {
	const gift = await paidGift(world, "closed@example.jp");
	const asked = await ask(officer, gift.giftId, 10_000n);
	await world.settle();
	const { stripeRefundId } = await row(asked.refundId);
	await world.advance(3 * 86_400);
	await world.endRefund(stripeRefundId ?? "", "failed");
	await world.settle();
	expect(await row(asked.refundId)).toMatchObject({ status: "failed" });
	expect(await mailsTo("closed@example.jp")).toEqual([
		"gift-thanks sent",
		"gift-refunded sent",
		"gift-refund-failed sent",
	]);
	expect(await mailsTo("izumi@staff.example")).toEqual(["refund-alert sent"]);
	// Asked again, it is a new refund.
	const again = await ask(officer, gift.giftId, 10_000n);
	await world.settle();
	expect(await row(again.refundId)).toMatchObject({ status: "succeeded" });
	expect(await world.brokenPromises()).toEqual([]);
});

test("an answer lost on its way makes no second refund, however late it is tried again", async () => {
	const gift = await paidGift(world, "lost@example.jp");
	const { refundId } = await ask(officer, gift.giftId, 3000n);
	// Stripe did it, and we never heard.
	const charge = (await world.gift(gift.giftId)).allocations[0]?.payment.chargeId ?? "";
	await getStripe().refunds.create({ charge, amount: 3000, metadata: { refundId } }, { idempotencyKey: refundId });
	await world.database.prisma.refund.update({ where: { id: refundId }, data: { sendingAt: new Date() } });
	await world.advance(2 * 86_400);
	await sendRefund(await jobContext("test"), { refundId });
	await sendRefund(await jobContext("test"), { refundId });
	await world.settle();
	expect(await row(refundId)).toMatchObject({ status: "succeeded" });
	const { refunds } = await world.state();
	expect(refunds.filter((one) => one.charge === charge)).toHaveLength(1);
	expect(await world.brokenPromises()).toEqual([]);
});

test("what Stripe refuses for good fails, and whoever asked hears of it", async () => {
	const gift = await paidGift(world, "stolen-back@example.jp");
	const { refundId } = await ask(officer, gift.giftId, 10_000n);
	await world.refund(gift.giftId);
	await world.workJobs();
	expect(await row(refundId)).toMatchObject({ status: "failed", failureReason: "charge_already_refunded" });
	await world.settle();
	expect(await mailsTo("stolen-back@example.jp")).toEqual(["gift-thanks sent", "gift-refunded sent"]);
	expect(await world.brokenPromises()).toEqual([]);
});

test("a gift of the bank goes back by bank, on the day finance says", async () => {
	const gift = await world.give({ email: "bank@example.jp", paymentMethod: "bank_transfer" });
	const ctx = await jobContext("test");
	await inTransaction(ctx, (tx) =>
		bookBankGift(tx, ctx, { giftId: gift.giftId, bankLineId: null, amountYen: 10_000n, receivedOn: "2026-05-20" }),
	);
	const { refundId } = await ask(officer, gift.giftId, 2500n);
	await expect(recordBankRefund(await now(officer), { refundId, refundedOn: "2026-05-26" })).rejects.toMatchObject({
		code: "forbidden",
	});
	for (const refundedOn of ["2026-05-19", "2030-01-01"]) {
		await expect(recordBankRefund(await now(finance), { refundId, refundedOn })).rejects.toMatchObject({
			code: "refund_day",
		});
	}
	await recordBankRefund(await now(finance), { refundId, refundedOn: "2026-05-21" });
	await expect(recordBankRefund(await now(finance), { refundId, refundedOn: "2026-05-21" })).rejects.toMatchObject({
		code: "refund_decided",
	});
	await world.settle();
	expect(await world.ledger(gift.giftId)).toMatchInlineSnapshot(`
		"| kind               | account              | amountYen | purpose     | day        | year |
		| bank_gift_received | institution_bank     |    10,000 |             | 2026-05-20 | 2026 |
		| bank_gift_received | gift_income          |   -10,000 | nanolsi-gen | 2026-05-20 | 2026 |
		| overhead           | overhead             |     1,000 | nanolsi-gen | 2026-05-20 | 2026 |
		| overhead           | institution_overhead |    -1,000 |             | 2026-05-20 | 2026 |
		| bank_gift_refunded | gift_income          |     2,500 | nanolsi-gen | 2026-05-21 | 2026 |
		| bank_gift_refunded | institution_bank     |    -2,500 |             | 2026-05-21 | 2026 |
		| overhead_returned  | institution_overhead |       250 |             | 2026-05-21 | 2026 |
		| overhead_returned  | overhead             |      -250 | nanolsi-gen | 2026-05-21 | 2026 |"
	`);
	expect(await mailsTo("bank@example.jp")).toContain("gift-refunded sent");
	expect(await world.brokenPromises()).toEqual([]);
});

test("an acceptance refused after the card was charged sends everything back", async () => {
	const gift = await paidGift(world, "refused@example.jp", "20000");
	const { prisma } = world.database;
	const { institutionId, hubId } = await prisma.gift.update({
		where: { id: gift.giftId },
		data: { acceptanceStatus: "under_review" },
	});
	const { id: applicationId } = await prisma.application.create({
		data: { giftId: gift.giftId, institutionId, hubId, reference: "41072594", status: "under_review" },
	});
	await refuseApplication(await now(finance), { applicationId, ground: "benefit_in_return", note: "" });
	await world.settle();
	const refund = await prisma.refund.findFirstOrThrow({ where: { requestedBy: "refuseApplication" } });
	expect(refund).toMatchObject({ status: "succeeded", amountYen: 20_000n, note: "benefit_in_return" });
	expect(await world.gift(gift.giftId)).toMatchObject({ paymentStatus: "received", acceptanceStatus: "refused" });
	expect(await world.brokenPromises()).toEqual([]);
});
