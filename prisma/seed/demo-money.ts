import { contextFor } from "~/domain/access/ctx.server";
import { requestRefund } from "~/domain/refunds/request-refund.server";
import { getPrisma } from "~/platform/db/client.server";
import { type DemoTime, HOUR_MS, type Step } from "./demo-time";

const DAY_MS = 24 * HOUR_MS;

/** Institutions that issue receipts and take transfers in the demo; what is said of them beyond their name is invented. */
const ISSUERS = [
	{ slug: "kanazawa-u", datePolicy: "charge_date", rhythm: "each", delivery: "pdf" },
	{ slug: "u-tokyo", datePolicy: "funds_arrival", rhythm: "each", delivery: "pdf" },
	{ slug: "kyoto-u", datePolicy: "funds_arrival", rhythm: "annual", delivery: "paper" },
] as const;

/** @param now  receipts begin with its calendar year: a new installation does not issue those of years before */
export async function openInstitutions(now: Date): Promise<void> {
	const prisma = await getPrisma();
	for (const { slug, ...policy } of ISSUERS) {
		const institution = await prisma.institution.findUnique({ where: { slug } });
		if (!institution) continue;
		const settings = {
			...policy,
			enabled: true,
			startsOn: new Date(Date.UTC(now.getUTCFullYear(), 0, 1)),
			legalNameJa: institution.nameJa,
			legalNameEn: institution.nameEn,
			addressJa: "〒000-0000　架空県見本市一丁目1番1号",
			addressEn: "1-1-1 Mihon, Kaku 000-0000, Japan",
			representativeTitleJa: "学長（見本）",
			representativeTitleEn: "President (specimen)",
			representativeNameJa: "架空　太郎",
			representativeNameEn: "Taro KAKUU",
			contact: "基金室（見本）",
		};
		await prisma.receiptIssuer.upsert({
			where: { institutionId: institution.id },
			create: { institutionId: institution.id, ...settings },
			update: settings,
		});
		await prisma.givingPolicy.update({
			where: { institutionId: institution.id },
			data: {
				bankName: "見本銀行",
				bankBranch: "本店営業部",
				bankAccountNumber: "0000000",
				bankAccountHolder: "ｶｸｳ ﾀﾞｲｶﾞｸ",
			},
		});
	}
}

/** Disputes, a warning and refunds that wait for somebody. */
export function troubleSteps(time: DemoTime, { end }: { end: number }): Step[] {
	const charge = async (days: number) => cardChargeBefore(new Date(end - days * DAY_MS));
	return [
		{ at: end - 100 * DAY_MS, run: async () => time.tell(`dispute/${await charge(105)}`, { outcome: "lose" }) },
		{ at: end - 30 * DAY_MS, run: async () => time.tell(`dispute/${await charge(40)}`, { outcome: "win" }) },
		{ at: end - 4 * DAY_MS, run: async () => time.tell(`dispute/${await charge(20)}`, { outcome: "open" }) },
		{ at: end - 2 * DAY_MS, run: async () => time.tell(`fraud-warning/${await charge(10)}`, {}) },
		{ at: end - 1 * DAY_MS, run: askForRefund },
	];
}

async function cardChargeBefore(moment: Date): Promise<string> {
	const prisma = await getPrisma();
	const payment = await prisma.payment.findFirstOrThrow({
		where: {
			stripeAccountId: "platform",
			channel: "card",
			chargedAt: { lt: moment },
			refunds: { none: {} },
			disputes: { none: {} },
			hub: { slug: { in: ["nanolsi", "ircn"] } },
		},
		orderBy: { chargedAt: "desc" },
		select: { chargeId: true },
	});
	return payment.chargeId ?? "";
}

/** Above the institution's limit: a second person has to approve it. */
async function askForRefund(): Promise<void> {
	const prisma = await getPrisma();
	const gift = await prisma.gift.findFirst({
		where: {
			hub: { slug: "ircn" },
			paymentStatus: "received",
			amountYen: { gt: 100_000n },
			allocations: { some: { payment: { refunds: { none: {} }, disputes: { none: {} }, chargeId: { not: null } } } },
		},
		orderBy: { givenOn: "desc" },
	});
	const officer = await prisma.user.findUnique({ where: { email: "officer@ircn.example" }, include: { grants: true } });
	const hubId = officer?.grants[0]?.hubId;
	if (!gift || !officer || !hubId) return;
	const ctx = await contextFor({
		kind: "staff",
		userId: officer.id,
		name: officer.name,
		email: officer.email,
		grants: [{ role: "officer", scope: { kind: "hub", hubId } }],
	});
	await requestRefund(ctx, {
		giftId: gift.id,
		amountYen: gift.amountYen,
		note: "金額の入力誤りとのご連絡がありました。",
	});
}
