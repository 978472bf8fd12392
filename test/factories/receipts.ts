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
