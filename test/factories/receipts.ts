import { crc32, deflateSync } from "node:zlib";
import { jobContext } from "~/domain/access/ctx.server";
import { addCertificate } from "~/domain/receipts/change-certificates.server";
import { changeSeal } from "~/domain/receipts/change-seal.server";
import { issueDueReceipts } from "~/domain/receipts/issue-due-receipts.server";
import { prepareReceiptBatch } from "~/domain/receipts/prepare-receipt-batch.server";
import { reprintReceipt } from "~/domain/receipts/reprint-receipt.server";
import type { Prisma } from "~/platform/db/client.server";
import type { TestWorld } from "./world";

type Issuer = Partial<Omit<Prisma.ReceiptIssuerUncheckedCreateInput, "institutionId">>;

/** Settings of an institution that issues receipts. */
export async function makeIssuer(
	prisma: TestWorld["database"]["prisma"],
	slug: string,
	change: Issuer = {},
): Promise<string> {
	const { id } = await prisma.institution.findUniqueOrThrow({ where: { slug }, select: { id: true } });
	const settings = {
		enabled: true,
		legalNameJa: "国立大学法人金沢大学",
		legalNameEn: "Kanazawa University",
		addressJa: "石川県金沢市角間町",
		addressEn: "Kakuma-machi, Kanazawa, Ishikawa",
		representativeTitleJa: "学長",
		representativeTitleEn: "President",
		representativeNameJa: "泉　太郎",
		representativeNameEn: "Taro IZUMI",
		numberFormat: "第{year}-{number:6}号",
		contact: "基金室 kifu@example.ac.jp",
		...change,
	};
	await prisma.receiptIssuer.upsert({
		where: { institutionId: id },
		create: { institutionId: id, ...settings },
		update: settings,
	});
	return id;
}

/** A card gift whose money has reached the bank. */
export async function arrivedGift(
	world: TestWorld,
	fields: Parameters<TestWorld["give"]>[0],
	arrivedOn = "2026-06-03",
) {
	const gift = await world.give(fields);
	await world.pay(gift.sessionId, "succeed");
	await world.settle();
	await world.database.prisma.gift.update({
		where: { id: gift.giftId },
		data: { arrivedOn: new Date(`${arrivedOn}T00:00:00Z`) },
	});
	return gift;
}

/** A square PNG of one colour. */
export function squarePng(size = 8): Uint8Array {
	const chunk = (type: string, data: Buffer) => {
		const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
		const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
		length.writeUInt32BE(data.byteLength);
		sum.writeUInt32BE(crc32(body));
		return Buffer.concat([length, body, sum]);
	};
	const head = Buffer.alloc(13);
	head.writeUInt32BE(size, 0);
	head.writeUInt32BE(size, 4);
	head.set([8, 2, 0, 0, 0], 8);
	const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(size * 3, 0xb0)]);
	return Buffer.concat([
		Buffer.from("89504e470d0a1a0a", "hex"),
		chunk("IHDR", head),
		chunk("IDAT", deflateSync(Buffer.concat(Array.from({ length: size }, () => row)))),
		chunk("IEND", Buffer.alloc(0)),
	]);
}

export const SMALL_PDF = Buffer.from("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n");

/** An issued receipt of a received gift with a copy, an open annual issue, a seal and a certificate. */
export async function makeReceipts(world: TestWorld, giftId: string) {
	const { prisma } = world.database;
	const ctx = await jobContext("factory");
	const institution = "kanazawa-u";
	await makeIssuer(prisma, institution, { datePolicy: "charge_date" });
	await changeSeal(ctx, { institution, png: squarePng() });
	await addCertificate(ctx, {
		institution,
		certificate: {
			kind: "tax_credit",
			number: "7文科高第1号",
			issuedBy: "文部科学大臣",
			validFrom: "2026-04-01",
			validTo: "2031-03-31",
		},
		pdf: SMALL_PDF,
	});
	await issueDueReceipts(ctx);
	await world.workJobs();
	const receipt = await prisma.receipt.findFirstOrThrow({ where: { gifts: { some: { giftId } } } });
	await reprintReceipt(ctx, { receiptId: receipt.id, reason: "紛失" });
	const copy = await prisma.receiptReprint.findFirstOrThrow({ where: { receiptId: receipt.id } });
	const { batchId } = await prepareReceiptBatch(ctx, { issuerId: receipt.issuerId, taxYear: 2025 });
	const certificate = await prisma.receiptCertificate.findFirstOrThrow({ where: { issuerId: receipt.issuerId } });
	return { receiptId: receipt.id, copyId: copy.id, batchId, certificateId: certificate.id };
}
