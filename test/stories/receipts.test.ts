import { beforeAll, describe, expect, test } from "vitest";
import type { ReceiptContent } from "~/documents";
import { contextFor, jobContext } from "~/domain/access/ctx.server";
import { fillReceiptBatch } from "~/domain/receipts/fill-receipt-batch.server";
import { issueDueReceipts } from "~/domain/receipts/issue-due-receipts.server";
import { issueReceiptBatch, numberReceiptBatch } from "~/domain/receipts/issue-receipt-batch.server";
import { prepareReceiptBatch } from "~/domain/receipts/prepare-receipt-batch.server";
import { readReceiptFile } from "~/domain/receipts/read-receipt-file.server";
import { renderReceipt } from "~/domain/receipts/render-receipt.server";
import { replaceReceipt } from "~/domain/receipts/replace-receipt.server";
import { reprintReceipt } from "~/domain/receipts/reprint-receipt.server";
import { reviseReceipts } from "~/domain/receipts/revise-receipts.server";
import { voidReceipt } from "~/domain/receipts/void-receipt.server";
import { withdrawReceiptBatch } from "~/domain/receipts/withdraw-receipt-batch.server";
import { arrivedGift, makeIssuer } from "../factories/receipts";
import { freshWorld } from "../factories/world";

const world = freshWorld();
let issuerId = "";

beforeAll(async () => {
	issuerId = await makeIssuer(world.database.prisma, "kanazawa-u");
});

const issue = async () => issueDueReceipts(await jobContext("issueDueReceipts"));
const revise = async (giftId: string) => reviseReceipts(await jobContext("reviseReceipts"), { giftId });

/** Every receipt a gift was ever on, oldest first. */
const receiptsOf = (giftId: string) =>
	world.database.prisma.receipt.findMany({
		where: { gifts: { some: { giftId } } },
		include: { gifts: true },
		orderBy: { id: "asc" },
	});
async function oneReceipt(giftId: string) {
	const [receipt, ...more] = await receiptsOf(giftId);
	expect(more).toEqual([]);
	if (!receipt) throw new Error(`gift ${giftId} has no receipt`);
	return { ...receipt, content: receipt.content as unknown as ReceiptContent };
}
const mailsOf = async (email: string) =>
	(await world.database.prisma.mail.findMany({ where: { toAddress: email }, orderBy: { createdAt: "asc" } }))
		.map(({ kind }) => kind)
		.filter((kind) => kind.startsWith("receipt"));

async function numbersAreWhole() {
	const registers = await world.database.prisma.receiptRegister.findMany();
	for (const { issuerId: id, year, lastNumber } of registers) {
		const rows = await world.database.prisma.receipt.findMany({
			where: { issuerId: id, registerYear: year },
			select: { number: true },
			orderBy: { number: "asc" },
		});
		expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: lastNumber }, (_, index) => index + 1));
	}
}

describe("one gift, one receipt", () => {
	test("issued once the money has arrived, as typed, rendered once, told once", async () => {
		const gift = await world.give({ email: "each@example.jp", familyName: "渡邉", amountYen: "30000" });
		await world.pay(gift.sessionId, "succeed");
		await world.settle();
		expect(await issue()).toEqual({ issued: 0, more: false });
		await world.database.prisma.gift.update({
			where: { id: gift.giftId },
			data: { arrivedOn: new Date("2026-06-03T00:00:00Z") },
		});
		expect(await issue()).toEqual({ issued: 1, more: false });
		expect(await issue()).toEqual({ issued: 0, more: false });
		const receipt = await oneReceipt(gift.giftId);
		expect(receipt).toMatchObject({
			status: "issued",
			kind: "each",
			registerYear: 2026,
			taxYear: 2026,
			amountYen: 30_000n,
		});
		expect(receipt.numberText).toMatch(/^第2026-\d{6}号$/);
		expect(receipt.content).toMatchObject({
			numberText: receipt.numberText,
			issuedOn: "2026-05-20",
			receivedOn: "2026-06-03",
			donor: {
				name: "渡邉　﨑子",
				honorific: "person",
				postalCode: "920-1192",
				addressLines: ["石川県金沢市", "角間町1"],
			},
			amountYen: "30000",
			issuer: { name: "国立大学法人金沢大学", representativeTitle: "学長" },
		});
		expect(receipt.content.legalBasis.join()).toContain("第78条第2項第2号");
		await world.workJobs();
		const rendered = await oneReceipt(gift.giftId);
		expect(rendered.fileSha256).toMatch(/^[0-9a-f]{64}$/);
		const file = await readReceiptFile(await jobContext("test"), receipt.id);
		expect(file.fileName).toBe(`寄附金受領証明書_${receipt.numberText}.pdf`);
		expect(Buffer.from(file.bytes.slice(0, 5)).toString()).toBe("%PDF-");
		await renderReceipt(await jobContext("test"), { receiptId: receipt.id });
		expect(await oneReceipt(gift.giftId)).toMatchObject({ fileKey: rendered.fileKey, renderedAt: rendered.renderedAt });
		expect(await mailsOf("each@example.jp")).toEqual(["receipt-ready"]);
	});

	test("what holds a gift holds its receipt", async () => {
		const { prisma } = world.database;
		const gift = await arrivedGift(world, { email: "held@example.jp" });
		const { payment } = (await world.gift(gift.giftId)).allocations[0] ?? {};
		if (!payment) throw new Error("no payment");
		const warning = await prisma.fraudWarning.create({
			data: {
				paymentId: payment.id,
				stripeAccountId: payment.stripeAccountId ?? "",
				stripeWarningId: "issfr_1",
				fraudType: "made_with_stolen_card",
				actionable: true,
			},
		});
		expect((await issue()).issued).toBe(0);
		await prisma.fraudWarning.update({ where: { id: warning.id }, data: { status: "kept" } });
		await prisma.receiptIssuer.update({
			where: { institutionId: issuerId },
			data: { startsOn: new Date("2026-06-04") },
		});
		expect((await issue()).issued).toBe(0);
		await prisma.receiptIssuer.update({ where: { institutionId: issuerId }, data: { startsOn: null, enabled: false } });
		expect((await issue()).issued).toBe(0);
		await prisma.receiptIssuer.update({ where: { institutionId: issuerId }, data: { enabled: true } });
		expect((await issue()).issued).toBe(1);
	});

	test("by the day of the charge where the institution dates so; on paper when there is no way to mail", async () => {
		const { prisma } = world.database;
		const gift = await world.give({ email: "charge@example.jp" });
		await world.pay(gift.sessionId, "succeed");
		await world.settle();
		await prisma.receiptIssuer.update({
			where: { institutionId: issuerId },
			data: { datePolicy: "charge_date", delivery: "paper" },
		});
		expect((await issue()).issued).toBe(1);
		await prisma.receiptIssuer.update({
			where: { institutionId: issuerId },
			data: { datePolicy: "funds_arrival", delivery: "pdf" },
		});
		const receipt = await oneReceipt(gift.giftId);
		expect(receipt).toMatchObject({ delivery: "paper", content: { receivedOn: "2026-05-20" } });
		await world.workJobs();
		expect(await mailsOf("charge@example.jp")).toEqual([]);
		const donor = await contextFor({
			kind: "donor",
			sessionId: "s",
			email: "charge@example.jp",
			donorIds: [receipt.donorId],
		});
		await expect(readReceiptFile(donor, receipt.id)).rejects.toMatchObject({ code: "receipt_on_paper" });
	});
});

describe("after it was issued", () => {
	test("a part goes back: void and replaced; the rest goes back: void; it comes back: replaced again", async () => {
		const { prisma } = world.database;
		const gift = await arrivedGift(world, { email: "parts@example.jp", amountYen: "10000" });
		await issue();
		await world.workJobs();
		await world.refund(gift.giftId, 4000);
		await world.settle();
		await revise(gift.giftId);
		await revise(gift.giftId);
		const [first, second, ...more] = await receiptsOf(gift.giftId);
		expect(more).toEqual([]);
		expect(first).toMatchObject({ status: "void", voidReason: "gift_changed", amountYen: 10_000n });
		expect(second).toMatchObject({ status: "issued", amountYen: 6000n, replacesId: first?.id });
		expect(second?.content).toMatchObject({
			replacesNumberText: first?.numberText,
			gifts: [{ amountYen: "10000", refundedYen: "4000" }],
		});
		const rest = await world.refund(gift.giftId);
		await world.settle();
		await revise(gift.giftId);
		await revise(gift.giftId);
		expect((await receiptsOf(gift.giftId)).map(({ status }) => status)).toEqual(["void", "void"]);
		expect((await issue()).issued).toBe(0);
		await world.workJobs();
		expect(await mailsOf("parts@example.jp")).toEqual(["receipt-ready", "receipt-replaced", "receipt-voided"]);
		await prisma.refund.updateMany({ where: { stripeRefundId: rest.id }, data: { status: "failed" } });
		await revise(gift.giftId);
		await revise(gift.giftId);
		const chain = await receiptsOf(gift.giftId);
		expect(chain.map(({ status, amountYen }) => [status, amountYen])).toEqual([
			["void", 10_000n],
			["void", 6000n],
			["issued", 6000n],
		]);
		expect(chain[2]?.replacesId).toBe(chain[1]?.id);
		// What was issued stays as it was.
		const { giftId } = gift;
		await expect(prisma.$executeRaw`UPDATE receipt SET amount_yen = 1 WHERE id = ${first?.id}::uuid`).rejects.toThrow(
			/never changed/,
		);
		await expect(prisma.$executeRaw`DELETE FROM receipt_gift WHERE gift_id = ${giftId}::uuid`).rejects.toThrow(
			/keeps its gifts/,
		);
		await numbersAreWhole();
	});

	test("a name is corrected; what staff made void stays void until they replace it", async () => {
		const gift = await arrivedGift(world, { email: "name@example.jp" });
		await issue();
		const ctx = await jobContext("test");
		const old = await oneReceipt(gift.giftId);
		const donor = { ...old.content.donor, name: "髙橋　咲子" };
		await expect(
			replaceReceipt(ctx, { receiptId: old.id, donor: old.content.donor, reason: "typo" }),
		).rejects.toMatchObject({ code: "receipt_nothing_changed" });
		const { receiptId } = await replaceReceipt(ctx, { receiptId: old.id, donor, reason: "改姓" });
		await expect(replaceReceipt(ctx, { receiptId: old.id, donor, reason: "" })).rejects.toMatchObject({
			code: "receipt_not_issued",
		});
		await voidReceipt(ctx, { receiptId, reason: "donor wants none" });
		await revise(gift.giftId);
		expect((await issue()).issued).toBe(0);
		const again = await replaceReceipt(ctx, { receiptId, donor, reason: "" });
		const chain = await receiptsOf(gift.giftId);
		expect(chain.map(({ status }) => status)).toEqual(["void", "void", "issued"]);
		expect(chain[2]).toMatchObject({ id: again.receiptId, content: { donor: { name: "髙橋　咲子" } } });
		// A refund after the correction keeps the corrected name.
		await world.refund(gift.giftId, 1000);
		await world.settle();
		await revise(gift.giftId);
		expect((await receiptsOf(gift.giftId)).at(-1)).toMatchObject({
			amountYen: 9000n,
			content: { donor: { name: "髙橋　咲子" } },
		});
		await numbersAreWhole();
	});

	test("the payout failed and came again: no receipt of a day on which nothing came", async () => {
		const { prisma } = world.database;
		const gift = await arrivedGift(world, { email: "payout@example.jp" });
		const arrives = (day: string | null) =>
			prisma.gift.update({
				where: { id: gift.giftId },
				data: { arrivedOn: day === null ? null : new Date(`${day}T00:00:00Z`) },
			});
		await issue();
		await arrives(null);
		await revise(gift.giftId);
		await revise(gift.giftId);
		expect((await receiptsOf(gift.giftId)).map(({ status }) => status)).toEqual(["void"]);
		await arrives("2026-06-12");
		await revise(gift.giftId);
		await revise(gift.giftId);
		expect(
			(await receiptsOf(gift.giftId)).map(({ status, receivedOn }) => [status, receivedOn.toISOString().slice(0, 10)]),
		).toEqual([
			["void", "2026-06-03"],
			["issued", "2026-06-12"],
		]);
	});

	test("a lost receipt: a copy under the same number, or a certificate without one", async () => {
		const { prisma } = world.database;
		const gift = await arrivedGift(world, { email: "lost@example.jp" });
		await issue();
		await world.workJobs();
		const receipt = await oneReceipt(gift.giftId);
		const own = await contextFor({
			kind: "donor",
			sessionId: "s",
			email: "lost@example.jp",
			donorIds: [receipt.donorId],
		});
		const other = await contextFor({ kind: "donor", sessionId: "s", email: "x@example.jp", donorIds: [] });
		const copy = await reprintReceipt(own, { receiptId: receipt.id, reason: "lost" });
		expect(copy.fileName).toBe(`寄附金受領証明書_${receipt.numberText}.pdf`);
		await prisma.receiptIssuer.update({ where: { institutionId: issuerId }, data: { reissue: "certificate" } });
		const certificate = await reprintReceipt(own, { receiptId: receipt.id, reason: "lost again" });
		await prisma.receiptIssuer.update({ where: { institutionId: issuerId }, data: { reissue: "reprint" } });
		expect(certificate.fileName).toMatch(/^寄附証明書_/);
		const trail = await prisma.receiptReprint.findMany({ where: { receiptId: receipt.id }, orderBy: { id: "asc" } });
		expect(trail.map(({ document, reason, actorKind }) => [document, reason, actorKind])).toEqual([
			["receipt", "lost", "donor"],
			["certificate", "lost again", "donor"],
		]);
		await expect(prisma.$executeRaw`DELETE FROM receipt_reprint`).rejects.toThrow(/trail/);
		await expect(reprintReceipt(other, { receiptId: receipt.id, reason: "" })).rejects.toMatchObject({ status: 404 });
		await expect(readReceiptFile(other, receipt.id)).rejects.toMatchObject({ status: 404 });
		await expect(readReceiptFile(own, "nonsense")).rejects.toMatchObject({ status: 404 });
		await numbersAreWhole();
	});
});

describe("a year at once", () => {
	test("prepared, withdrawn, prepared again, issued in order; what changed meanwhile falls out", async () => {
		const { prisma } = world.database;
		const yearly = (gift: { giftId: string }) =>
			prisma.gift.update({ where: { id: gift.giftId }, data: { receiptRhythm: "annual" } });
		const amounts = ["1000", "2000", "3000"];
		const one: string[] = [];
		for (const amountYen of amounts) {
			const gift = await arrivedGift(world, {
				email: "year@example.jp",
				amountYen,
				familyName: amountYen === "3000" ? "渡邉" : "髙橋",
			});
			await yearly(gift);
			one.push(gift.giftId);
		}
		const changed = await arrivedGift(world, { email: "changed@example.jp" });
		await yearly(changed);
		const late = await arrivedGift(world, { email: "late@example.jp" }, "2027-01-04");
		await yearly(late);
		expect((await issue()).issued).toBe(0);
		await expect(prepareReceiptBatch(await jobContext("test"), { issuerId, taxYear: 2026 })).rejects.toMatchObject({
			code: "receipt_year_not_over",
		});
		await world.advanceTo("2027-01-15T03:00:00Z");
		const ctx = await jobContext("test");
		const first = await prepareReceiptBatch(ctx, { issuerId, taxYear: 2026 });
		await expect(prepareReceiptBatch(ctx, { issuerId, taxYear: 2026 })).rejects.toMatchObject({
			code: "receipt_batch_open",
		});
		await fillReceiptBatch(ctx, first);
		const before = await prisma.receiptRegister.findMany();
		// Two names, two receipts; and the donor whose gift changes below.
		expect(await prisma.receipt.count({ where: { batchId: first.batchId, status: "prepared" } })).toBe(3);
		const [preview] = await prisma.receipt.findMany({ where: { batchId: first.batchId } });
		expect((await readReceiptFile(ctx, preview?.id ?? "")).fileName).toContain("見本");
		await withdrawReceiptBatch(ctx, first);
		expect(await prisma.receipt.count({ where: { batchId: first.batchId } })).toBe(0);
		expect(await prisma.receiptRegister.findMany()).toEqual(before);
		await expect(issueReceiptBatch(ctx, { ...first, issueOn: "2027-01-15" })).rejects.toMatchObject({
			code: "receipt_batch_moved",
		});

		const batch = await prepareReceiptBatch(ctx, { issuerId, taxYear: 2026 });
		await fillReceiptBatch(ctx, batch);
		await expect(issueReceiptBatch(ctx, { ...batch, issueOn: "2027-01-14" })).rejects.toMatchObject({
			code: "receipt_issue_day",
		});
		await world.refund(changed.giftId, 1);
		await world.settle();
		await issueReceiptBatch(ctx, { ...batch, issueOn: "2027-01-20" });
		await Promise.all([numberReceiptBatch(ctx, batch), numberReceiptBatch(ctx, batch), numberReceiptBatch(ctx, batch)]);
		const issued = await prisma.receipt.findMany({
			where: { batchId: batch.batchId },
			orderBy: { number: "asc" },
			include: { gifts: true },
		});
		expect(issued.map(({ amountYen, gifts, kind }) => [amountYen, gifts.length, kind])).toEqual(
			expect.arrayContaining([
				[3000n, 2, "annual"],
				[3000n, 1, "annual"],
			]),
		);
		expect(issued.every(({ content }) => (content as unknown as ReceiptContent).issuedOn === "2027-01-20")).toBe(true);
		const again = await prepareReceiptBatch(ctx, { issuerId, taxYear: 2026 });
		await fillReceiptBatch(ctx, again);
		await issueReceiptBatch(ctx, { ...again, issueOn: "2027-01-20" });
		await numberReceiptBatch(ctx, again);
		expect(await oneReceipt(changed.giftId)).toMatchObject({ amountYen: 9999n, kind: "annual", status: "issued" });
		expect(await receiptsOf(late.giftId)).toEqual([]);
		await numbersAreWhole();
	});
});
