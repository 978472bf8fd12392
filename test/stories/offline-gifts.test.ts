import { beforeAll, describe, expect, test } from "vitest";
import { type Ctx, contextFor, jobContext } from "~/domain/access/ctx.server";
import { changeDonor } from "~/domain/donors/change-donor.server";
import { changeRelationship } from "~/domain/donors/change-relationship.server";
import { getDonor } from "~/domain/donors/get-donor.server";
import { listDonors } from "~/domain/donors/list-donors.server";
import { changeDonorSchema } from "~/domain/donors/loose-donor.schema";
import { enterGiftSchema } from "~/domain/gifts/enter-gift.schema";
import { enterGift } from "~/domain/gifts/enter-gift.server";
import { matchGift, unmatchGift } from "~/domain/gifts/match-gift.server";
import { recogniseGift, withdrawRecognition } from "~/domain/gifts/recognise-gift.server";
import { listTotals } from "~/domain/ledger/list-totals.server";
import { currentTime } from "~/platform/clock";
import { giveElsewhere, hubScope, institutionScope } from "../factories/staff";
import { freshWorld } from "../factories/world";

/** Gifts that did not come through this site, who they are of, and who is thanked for them. */
const world = freshWorld();
let finance: Ctx;
let officer: Ctx;
let elsewhere = "";

beforeAll(async () => {
	elsewhere = await giveElsewhere(world);
	const as = (role: "finance" | "officer", scope: Awaited<ReturnType<typeof hubScope>>) =>
		contextFor({ kind: "staff", userId: role, name: role, email: "", grants: [{ role, scope }] });
	finance = await as("finance", await institutionScope("kanazawa-u"));
	officer = await as("officer", await hubScope("nanolsi"));
}, 60_000);

const read = (fields: Record<string, unknown>) =>
	enterGiftSchema(currentTime()).safeParse({
		fundId: world.fundId,
		amountYen: "50000",
		channel: "cash",
		receivedOn: "2026-05-11",
		donorKind: "individual",
		familyName: "泉",
		givenName: "花子",
		...fields,
	});
async function enter(fields: Record<string, unknown> = {}, ctx = finance) {
	const parsed = read(fields);
	if (!parsed.success) throw new Error(JSON.stringify(parsed.error.issues));
	return enterGift(ctx, parsed.data);
}
const refusals = (fields: Record<string, unknown>) => {
	const parsed = read(fields);
	return parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
};
const totals = async () =>
	JSON.stringify(await listTotals(await jobContext("test"), { fiscalYear: 2026 }), (_, value) =>
		typeof value === "bigint" ? `${value}` : value,
	);

describe("a gift that did not come through this site", () => {
	test("is booked with its donor on its own day, without a mail unless one is wanted", async () => {
		const { giftId, donorId } = await enter({ note: "窓口で受け取り" });
		expect((await enter({ note: "窓口で受け取り" })).giftId, "the same form again").toBe(giftId);
		const gift = await world.gift(giftId);
		expect(gift).toMatchObject({ paymentStatus: "received", channel: "cash", enteredBy: "finance", donorId });
		expect(gift.givenOn?.toISOString().slice(0, 10)).toBe("2026-05-11");
		expect(gift.entryNote).toBe("窓口で受け取り");
		expect(await world.database.prisma.mail.count({ where: { giftId } })).toBe(0);
		expect(await world.database.prisma.bankLine.count()).toBe(0);
		const other = await enter({ donorId, familyName: "", givenName: "", amountYen: 70000, receivedOn: "2026-04-01" });
		expect(other.donorId).toBe(donorId);
		expect(await world.gift(other.giftId)).toMatchObject({ familyName: "泉", givenName: "花子" });
		expect(await world.brokenPromises()).toEqual([]);
	});

	test("by transfer brings its passbook line, once, by whoever may record one", async () => {
		const transfer = { channel: "bank_transfer", remitter: "ｲｽﾞﾐ ﾊﾅｺ", amountYen: "30000", familyNameKana: "イズミ" };
		const { giftId } = await enter({ ...transfer, email: "hanako@example.jp", sendThanks: "on" });
		const { allocations } = await world.gift(giftId);
		const line = await world.database.prisma.bankLine.findFirstOrThrow({
			where: { paymentId: allocations[0]?.paymentId },
		});
		expect(line).toMatchObject({ remitter: "ｲｽﾞﾐ ﾊﾅｺ", amountYen: 30_000n, enteredBy: "finance" });
		expect(await world.database.prisma.mail.count({ where: { giftId, kind: "gift-thanks" } })).toBe(1);
		await expect(enter({ ...transfer, note: "again" })).rejects.toMatchObject({ code: "bank_line_already_there" });
		await enter({ ...transfer, note: "again", ordinal: "2" });
		const byOfficer = await enter({ ...transfer, receivedOn: "2026-05-12" }, officer);
		expect((await world.gift(byOfficer.giftId)).paymentStatus).toBe("received");
		expect(await world.database.prisma.bankLine.count()).toBe(2);
		expect(await world.brokenPromises()).toEqual([]);
	});

	test("is refused when something of it is wrong", async () => {
		expect(refusals({ receivedOn: "2026-05-21" })).toEqual(["receivedOn fields.dayTo?to=2026-05-20"]);
		expect(refusals({ receivedOn: "2007-09-30" })).toEqual(["receivedOn fields.dayFrom?from=2007-10-01"]);
		expect(refusals({ amountYen: "0" })).toEqual(["amountYen fields.amount.belowMin?min=1"]);
		expect(refusals({ amountYen: "-5" })).toEqual(["amountYen fields.amount.negative"]);
		expect(refusals({ amountYen: "1000000000000" })).toEqual(["amountYen fields.amount.tooLarge"]);
		expect(refusals({ channel: "card" })).toEqual(["channel fields.choose"]);
		expect(refusals({ familyName: "" })).toEqual(["familyName fields.required"]);
		expect(refusals({ email: "x", postalCode: "1", corporateNumber: "1" })).toEqual([
			"email fields.email",
			"postalCode fields.postalCode.invalid",
		]);
		const { donorId, fundId } = await world.gift(elsewhere);
		await expect(enter({ donorId })).rejects.toMatchObject({ code: "donor_unknown" });
		await expect(enter({ fundId })).rejects.toMatchObject({ code: "forbidden" });
		await expect(enter({ fundId: crypto.randomUUID() })).rejects.toMatchObject({ code: "fund_unknown" });
	});
});

test("recognition is never in a total", async () => {
	const person = await enter({ familyName: "髙橋", amountYen: "10000", receivedOn: "2026-05-02" });
	const company = await enter({
		donorKind: "company",
		companyName: "株式会社泉製作所",
		amountYen: "15000",
		receivedOn: "2026-05-03",
	});
	const before = await totals();
	const matchingGiftId = company.giftId;
	const match = { matchingGiftId, matchedGiftId: person.giftId };
	await expect(matchGift(officer, { ...match, amountYen: 15_001n })).rejects.toMatchObject({ code: "match_over_gift" });
	await expect(matchGift(officer, { matchingGiftId, matchedGiftId: elsewhere, amountYen: 1n })).rejects.toMatchObject({
		code: "gift_unknown",
	});
	await expect(
		matchGift(officer, { matchingGiftId: person.giftId, matchedGiftId: matchingGiftId, amountYen: 1n }),
	).rejects.toMatchObject({ code: "not_a_company" });
	const { giftMatchId } = await matchGift(officer, { ...match, amountYen: 10_000n });
	await expect(matchGift(officer, { ...match, amountYen: 1n })).rejects.toMatchObject({ code: "match_there" });
	const credit = { giftId: matchingGiftId, donorId: person.donorId, reason: "introduced" as const, note: "" };
	await expect(recogniseGift(officer, { ...credit, amountYen: 15_001n })).rejects.toMatchObject({
		code: "amount_over_gift",
	});
	await expect(recogniseGift(officer, { ...credit, donorId: company.donorId, amountYen: 1n })).rejects.toMatchObject({
		code: "donor_unknown",
	});
	const { softCreditId } = await recogniseGift(officer, { ...credit, amountYen: 15_000n });
	await expect(recogniseGift(officer, { ...credit, amountYen: 1n })).rejects.toMatchObject({
		code: "soft_credit_there",
	});
	expect(await totals()).toBe(before);
	const story = await getDonor(officer, { donorId: person.donorId });
	expect(story.softCredits.map(({ reason, amountYen }) => `${reason} ${amountYen}`).sort()).toEqual([
		"introduced 15000",
		"matching 10000",
	]);
	expect(story.totals).toEqual({ count: 1, grossYen: 10_000n, goneYen: 0n });
	await withdrawRecognition(officer, { giftId: matchingGiftId, softCreditId });
	await unmatchGift(officer, { matchingGiftId, giftMatchId });
	expect(await world.database.prisma.softCredit.count()).toBe(0);
	expect(await world.brokenPromises()).toEqual([]);
});

describe("a donor", () => {
	test("is found in any script, by those who may, and changed without touching gifts", async () => {
		const { donorId, giftId } = await enter({
			familyName: "渡邉",
			givenName: "一郎",
			familyNameKana: "ワタナベ",
			givenNameKana: "イチロウ",
			email: "ichiro@example.jp",
			receivedOn: "2026-05-04",
		});
		for (const search of ["渡辺", "わたなべ", "watanabe ichiro", "ichiro@example.jp"]) {
			expect((await listDonors(officer, { search })).donors.map(({ id }) => id)).toContain(donorId);
		}
		expect((await listDonors(officer, { search: "本郷" })).donors).toEqual([]);
		const page = await listDonors(officer, { limit: 2 });
		expect(page.donors).toHaveLength(2);
		const next = await listDonors(officer, { limit: 2, cursor: page.nextCursor ?? "" });
		expect(next.donors.map(({ id }) => id)).not.toContain(page.donors[1]?.id);

		const before = await getDonor(officer, { donorId });
		const fields = changeDonorSchema.parse({ ...before, donorKind: "individual", familyName: "渡部", email: "" });
		const basedOn = before.updatedAt.toISOString();
		await changeDonor(officer, { donorId, basedOn, fields });
		await expect(changeDonor(officer, { donorId, basedOn, fields })).rejects.toMatchObject({ code: "donor_changed" });
		expect((await getDonor(officer, { donorId })).familyName).toBe("渡部");
		expect(await world.gift(giftId)).toMatchObject({ familyName: "渡邉", email: "ichiro@example.jp" });
		expect((await listDonors(officer, { search: "渡部" })).donors).toHaveLength(1);
		const twin = await enter({
			familyName: "渡部",
			givenName: "二郎",
			familyNameKana: "ワタベ",
			receivedOn: "2026-05-05",
		});
		const same = await getDonor(officer, { donorId: twin.donorId });
		await expect(
			changeDonor(officer, {
				donorId: twin.donorId,
				basedOn: same.updatedAt.toISOString(),
				fields: changeDonorSchema.parse({ ...fields }),
			}),
		).rejects.toMatchObject({ code: "donor_same" });
	});

	test("of another institution does not exist, and only a hub's own staff keep its notes", async () => {
		const { donorId, hubId } = await world.gift(elsewhere);
		await expect(getDonor(officer, { donorId })).rejects.toMatchObject({ code: "donor_not_found" });
		await expect(
			changeRelationship(officer, { donorId, hubId: hubId ?? "", officerId: null, notes: "x" }),
		).rejects.toMatchObject({ status: 404 });
		const own = await enter({ familyName: "林", receivedOn: "2026-05-06" });
		const { hubId: ownHub } = await world.gift(own.giftId);
		const relation = { donorId: own.donorId, hubId: ownHub ?? "", notes: "秋に訪問" };
		await expect(changeRelationship(officer, { ...relation, officerId: "nobody" })).rejects.toMatchObject({
			code: "officer_unknown",
		});
		await changeRelationship(officer, { ...relation, officerId: null });
		expect((await getDonor(officer, { donorId: own.donorId })).relationships[0]?.notes).toBe("秋に訪問");
	});
});
