import { expect, test } from "vitest";
import { REPORT_CONSENT_VERSION, REPORT_CONSENT_WORDING } from "~/domain/gifts/consent-wording";
import { freshWorld } from "../factories/world";

const world = freshWorld();

async function donorOf(giftId: string) {
	const { donorId } = await world.gift(giftId);
	return world.database.prisma.donor.findUniqueOrThrow({ where: { id: donorId } });
}

async function duplicatesOf(donorId: string) {
	const rows = await world.database.prisma.possibleDuplicate.findMany({ where: { donorId } });
	return rows.map(({ otherDonorId, reason, status }) => ({ otherDonorId, reason, status }));
}

test("the same mail, name and kana is the same donor, however it was typed", async () => {
	const first = await donorOf((await world.give()).giftId);
	const again = await world.give({
		amountYen: "3000",
		familyName: "髙橋 ",
		familyNameKana: "たかはし",
		givenNameKana: "ｻｷｺ",
		email: "Sakiko@Example.jp",
	});
	expect((await donorOf(again.giftId)).id).toBe(first.id);
	expect(await duplicatesOf(first.id)).toEqual([]);
});

test("a form never edits a donor: the gift keeps what was typed, the donor what was there", async () => {
	const first = await world.give({ email: "never-edit@example.jp" });
	const before = await donorOf(first.giftId);
	const moved = await world.give({
		email: "never-edit@example.jp",
		amountYen: "4000",
		postalCode: "100-0001",
		prefecture: "東京都",
		city: "千代田区",
		addressLine: "千代田1",
		phone: "0312345678",
	});
	expect(await donorOf(moved.giftId)).toEqual(before);
	expect(await world.gift(moved.giftId)).toMatchObject({ city: "千代田区", prefecture: "東京都" });
	expect(await world.gift(first.giftId)).toMatchObject({ city: "金沢市" });
});

test("the same mail under another name, or the same name under another mail, is noted for staff and never merged", async () => {
	const first = await donorOf((await world.give({ email: "family@example.jp", givenName: "一郎" })).giftId);
	const spouse = await donorOf((await world.give({ email: "family@example.jp", givenName: "花子" })).giftId);
	expect(spouse.id).not.toBe(first.id);
	expect(await duplicatesOf(spouse.id)).toContainEqual({
		otherDonorId: first.id,
		reason: "same_email",
		status: "open",
	});
	const office = await donorOf((await world.give({ email: "office@example.jp", givenName: "一郎" })).giftId);
	expect(await duplicatesOf(office.id)).toContainEqual({ otherDonorId: first.id, reason: "same_name", status: "open" });
});

test("a company and its contact", async () => {
	const company = {
		donorKind: "company",
		companyName: "株式会社泉製作所",
		companyNameKana: "カブシキガイシャイズミセイサクショ",
		contactName: "泉 太郎",
		corporateNumber: "7000012050002",
		email: "kifu@izumi-seisakusho.example",
	};
	const first = await donorOf((await world.give({ ...company, amountYen: "1000000" })).giftId);
	expect(first).toMatchObject({ kind: "company", companyName: "株式会社泉製作所", familyName: "" });
	const again = await donorOf((await world.give({ ...company, contactName: "泉 次郎", amountYen: "900000" })).giftId);
	expect(again.id).toBe(first.id);
});

test("twenty first gifts of one new donor at once make one donor", async () => {
	const gifts = await Promise.all(
		Array.from({ length: 20 }, (_, index) => world.give({ email: "rush@example.jp", amountYen: String(1000 + index) })),
	);
	const donors = await Promise.all(gifts.map(({ giftId }) => donorOf(giftId)));
	expect(new Set(donors.map(({ id }) => id)).size).toBe(1);
});

test("consent is kept with the words the donor read, and only when given", async () => {
	const yes = await world.give({ email: "yes@example.jp", reportConsent: "on" });
	const no = await world.give({ email: "no@example.jp" });
	const consents = await world.database.prisma.consent.findMany({
		where: { donorId: { in: [(await donorOf(yes.giftId)).id, (await donorOf(no.giftId)).id] } },
	});
	expect(consents).toMatchObject([
		{
			donorId: (await donorOf(yes.giftId)).id,
			purpose: "reports",
			channel: "email",
			wordingVersion: REPORT_CONSENT_VERSION,
			wording: REPORT_CONSENT_WORDING.ja,
			lang: "ja",
			source: `gift:${yes.giftId}`,
			withdrawnAt: null,
		},
	]);
});

test("an anonymous gift has no name to show, and a shown name waits for staff", async () => {
	const anonymous = await world.give({ email: "quiet@example.jp", anonymous: "on", displayName: "髙橋" });
	expect(await world.gift(anonymous.giftId)).toMatchObject({ anonymous: true, displayName: "", displayStatus: "none" });
	const words = await world.give({
		email: "words@example.jp",
		anonymous: "on",
		displayName: "髙橋",
		message: "応援します",
	});
	expect(await world.gift(words.giftId)).toMatchObject({
		displayName: "",
		message: "応援します",
		displayStatus: "pending",
	});
	const named = await world.give({ email: "named@example.jp", displayName: "金沢の髙橋" });
	expect(await world.gift(named.giftId)).toMatchObject({ displayName: "金沢の髙橋", displayStatus: "pending" });
});

test("the hub knows its donor by the first gift, and the day of the last one that arrived", async () => {
	const gift = await world.give({ email: "relation@example.jp" });
	const donor = await donorOf(gift.giftId);
	const relation = () => world.database.prisma.relationship.findFirstOrThrow({ where: { donorId: donor.id } });
	expect(await relation()).toMatchObject({ lastGivenOn: null });
	await world.pay(gift.sessionId, "succeed");
	await world.settle();
	expect((await relation()).lastGivenOn?.toISOString().slice(0, 10)).toBe("2026-05-20");
});
