import { type Ctx, jobContext } from "~/domain/access/ctx.server";
import { recordExternalFund } from "~/domain/external-funds/record-external-fund.server";
import { returnExternalFund } from "~/domain/external-funds/return-external-fund.server";
import { openFund } from "~/domain/funds/open-fund.server";
import { enterGiftSchema } from "~/domain/gifts/enter-gift.schema";
import { enterGift } from "~/domain/gifts/enter-gift.server";
import { EXTERNAL_CATEGORIES, USES } from "~/domain/ledger/kinds";
import { approveRefund } from "~/domain/refunds/approve-refund.server";
import { recordBankRefund } from "~/domain/refunds/record-bank-refund.server";
import { requestRefund } from "~/domain/refunds/request-refund.server";
import { recordSpending } from "~/domain/spending/record-spending.server";

/** One thing that happens to money somewhere in the programme; numbers choose the place, the day and how. */
export type Happening = {
	what: "gift" | "refund" | "award" | "return" | "host" | "subsidy" | "spending";
	place: number;
	day: string;
	yen: number;
	how: number;
};

type Place = { hubId: string; institutionId: string; fundId: string };
export type TestProgramme = {
	places: Place[];
	programmeFundId: string;
	gifts: { giftId: string; day: string; leftYen: bigint }[];
	awards: { id: string; day: string; leftYen: bigint }[];
	count: number;
};

const HUBS = [
	["nanolsi", "kanazawa-u"],
	["ircn", "u-tokyo"],
	["i2cner", "kyushu-u"],
] as const;

/** Three hubs of three institutions with a fund each, with the institution's share taken, and a fund of the programme. */
export async function makeProgramme(ctx: Ctx): Promise<TestProgramme> {
	const places: Place[] = [];
	const terms = { taxTreatment: "designated" as const, presetYen: [3000n], purposeJa: "使途", purposeEn: "purpose" };
	const names = { nameJa: "全般", nameEn: "General" };
	for (const [index, [slug, host]] of HUBS.entries()) {
		const hub = await ctx.db.hub.findUniqueOrThrow({ where: { slug } });
		const { id: institutionId } = await ctx.db.institution.findUniqueOrThrow({ where: { slug: host } });
		const fund = await openFund(ctx, {
			...{ ...terms, ...names, institutionId, hubId: hub.id, receiptIssuerId: institutionId },
			slug: `${slug}-of-story`,
			use: USES[index] ?? "running",
			overheadBasisPoints: index * 500,
		});
		places.push({ hubId: hub.id, institutionId, fundId: fund.id });
	}
	const institutionId = places[1]?.institutionId ?? "";
	const whole = await openFund(ctx, {
		...{ ...terms, ...names, institutionId, hubId: null, receiptIssuerId: institutionId },
		slug: "whole-of-story",
		use: "research",
		allocationRuleJa: "各拠点に等しく配分します。",
		allocationRuleEn: "Shared equally.",
		shares: [{ hub: "NanoLSI", basisPoints: 10_000 }],
	});
	return { places, programmeFundId: whole.id, gifts: [], awards: [], count: 0 };
}

/** Lets it happen, through the product's own functions. What cannot be (a refund before any gift) does not happen. */
export async function happen(programme: TestProgramme, happening: Happening): Promise<void> {
	const ctx = await jobContext("story");
	const { what, day, how } = happening;
	const place = programme.places[happening.place % programme.places.length];
	if (!place) return;
	programme.count += 1;
	const number = programme.count;
	const yen = BigInt(happening.yen);
	if (what === "gift") {
		const fundId = happening.place % 4 === 3 ? programme.programmeFundId : place.fundId;
		const form = { fundId, amountYen: String(yen), channel: how % 2 ? "cash" : "bequest", receivedOn: day };
		const donor = { donorKind: "individual", familyName: "泉", givenName: `花子${number}` };
		const { giftId } = await enterGift(ctx, enterGiftSchema(ctx.now).parse({ ...form, ...donor }));
		programme.gifts.push({ giftId, day, leftYen: yen });
	} else if (what === "refund") {
		const gift = programme.gifts.find((one) => one.leftYen > 0n && one.day <= day);
		if (!gift) return;
		const amountYen = yen < gift.leftYen ? yen : gift.leftYen;
		gift.leftYen -= amountYen;
		const asked = await requestRefund(ctx, { giftId: gift.giftId, amountYen, note: "二重の手続き" });
		if (asked.waits) await approveRefund(await jobContext("second person"), { refundId: asked.refundId });
		await recordBankRefund(ctx, { refundId: asked.refundId, refundedOn: day });
	} else if (what === "return") {
		const award = programme.awards.find((one) => one.leftYen > 0n && one.day <= day);
		if (!award) return;
		const amountYen = yen < award.leftYen ? yen : award.leftYen;
		award.leftYen -= amountYen;
		await returnExternalFund(ctx, { externalFundId: award.id, receivedOn: day, amountYen });
	} else if (what === "spending") {
		const spent = { spentOn: day, amountYen: yen, expenseItem: "travel" as const, description: "旅費" };
		await recordSpending(ctx, { ...spent, fundId: place.fundId, use: USES[how % USES.length] ?? "running" });
	} else {
		const millions = what === "subsidy";
		const category =
			what === "host"
				? "host"
				: millions
					? "wpi_subsidy"
					: (EXTERNAL_CATEGORIES[how % EXTERNAL_CATEGORIES.length] ?? "other");
		const { hubId, institutionId } = place;
		const { id } = await recordExternalFund(ctx, {
			...{ hubId, institutionId, category, source: "staff", sourceKey: `story:${number}` },
			...{ title: `件名${number}`, funder: "架空の機関", use: USES[how % USES.length] ?? "research" },
			receipts: [
				{
					receivedOn: day,
					amountYen: millions ? yen * 1_000_000n : yen,
					precision: millions ? "million_yen" : "yen",
					channel: what === "host" && how % 2 ? "in_kind" : "bank_transfer",
					sourceKey: `story:${number}:1`,
				},
			],
		});
		if (what === "award") programme.awards.push({ id, day, leftYen: yen });
	}
}
