import { beforeAll, expect, test } from "vitest";
import { createStaff } from "~/domain/access/create-staff.server";
import { type Ctx, contextFor, jobContext } from "~/domain/access/ctx.server";
import { appealSchema } from "~/domain/appeals/appeal.schema";
import { makeLabels, makeLetters, makeMergeFile } from "~/domain/appeals/appeal-files.server";
import { freezeLetters, listLetters, postLetters } from "~/domain/appeals/appeal-letters.server";
import { appealMailTemplate } from "~/domain/appeals/appeal-mail.server";
import { changeAppeal, createAppeal } from "~/domain/appeals/create-appeal.server";
import { decideAppeal, submitAppeal, takeBackAppeal } from "~/domain/appeals/decide-appeal.server";
import { getAppeal, readAppealResults } from "~/domain/appeals/get-appeal.server";
import { enterGiftSchema } from "~/domain/gifts/enter-gift.schema";
import { enterGift } from "~/domain/gifts/enter-gift.server";
import { listGifts } from "~/domain/gifts/list-gifts.server";
import { yen } from "~/domain/money/yen";
import { keepSegment } from "~/domain/segments/keep-segment.server";
import { EVERYBODY } from "~/domain/segments/segment-rules";
import { readSheet } from "~/platform/sheets/read-sheet.server";
import { seedProgramme } from "../../prisma/seed/programme";
import { readPdf } from "../factories/pdf";
import { hubScope } from "../factories/staff";
import { makeFund } from "../factories/world";
import { freshDatabase } from "../setup/database";

const database = freshDatabase();
const PASSWORD = "a long phrase for tests";
let writer: Ctx;
let approver: Ctx;
let stranger: Ctx;
let place = { hubId: "", institutionId: "" };
let fundId = "";
let segmentId = "";

const DONORS = [
	{ donorKind: "individual", familyName: "髙﨑", givenName: "渡邉", postalCode: "920-1192", city: "金沢市角間町" },
	{ donorKind: "individual", familyName: "泉", givenName: "花子", postalCode: "100-0001", prefecture: "東京都" },
	{
		donorKind: "company",
		companyName: "株式会社いずみ精密",
		department: "総務部",
		contactName: "林 一郎",
		postalCode: "105-0001",
	},
	{ donorKind: "company", companyName: "泉製作所", companyNameKana: "イズミセイサクショ", postalCode: "106-0032" },
	{
		donorKind: "individual",
		familyName: "住所",
		givenName: "無",
		postalCode: "",
		prefecture: "",
		city: "",
		addressLine: "",
	},
];

beforeAll(async () => {
	const job = await jobContext("test");
	await seedProgramme(job);
	fundId = await makeFund(job, {});
	const { hubId, institutionId } = await job.db.fund.findUniqueOrThrow({ where: { id: fundId } });
	place = { hubId: hubId ?? "", institutionId };
	const officerAt = async (name: string, slug: string) => {
		const grants = [{ role: "officer" as const, scope: await hubScope(slug) }];
		const { userId } = await createStaff(job, { name, email: `${name}@staff.example`, password: PASSWORD, grants });
		return contextFor({ kind: "staff", userId, name, email: "", grants });
	};
	[writer, approver, stranger] = [
		await officerAt("writer", "nanolsi"),
		await officerAt("approver", "nanolsi"),
		await officerAt("stranger", "ircn"),
	];
	for (const [index, donor] of DONORS.entries()) {
		await give(
			{ prefecture: "石川県", city: "金沢市", addressLine: "1-2-3", email: `d${index}@example.jp`, ...donor },
			10_000,
		);
	}
	segmentId = (await keepSegment(writer, { ...place, name: "すべての寄附者", rules: EVERYBODY })).segmentId;
});

async function give(fields: object, amountYen: number, appealCode = "") {
	const typed = {
		fundId,
		amountYen: String(amountYen),
		channel: "cash",
		receivedOn: "2026-06-01",
		appealCode,
		...fields,
	};
	return enterGift(writer, enterGiftSchema(writer.now).parse(typed));
}

const BODY =
	"**日頃のご支援**に、心よりお礼申し上げます。\n\n- 細胞の表面を観る装置を直します\n- %%addressee%% は文字のまま";
const words = (changes: object = {}) =>
	appealSchema.parse({
		name: "冬のお願い",
		segmentId,
		subjectJa: "冬のご支援のお願い",
		bodyJa: BODY,
		costYen: "3,000",
		...changes,
	});
const draft = (channel: "mail" | "letter", changes: object = {}) =>
	createAppeal(writer, { ...place, ...words(changes), channel });
async function approved(channel: "mail" | "letter", changes: object = {}) {
	const { appealId } = await draft(channel, changes);
	await submitAppeal(writer, { appealId });
	await decideAppeal(approver, { appealId, approve: true });
	return appealId;
}

test("an appeal is written by one person and approved by another, and only its own hub knows it", async () => {
	const { appealId } = await draft("letter", { segmentId: "", subjectEn: "A winter ask" });
	await expect(getAppeal(stranger, appealId)).rejects.toMatchObject({ status: 404 });
	await expect(createAppeal(stranger, { ...place, ...words(), channel: "mail" })).rejects.toMatchObject({
		status: 404,
	});
	await expect(submitAppeal(writer, { appealId })).rejects.toMatchObject({ personKey: "appeals.lacks.segment" });
	const { updatedAt } = await getAppeal(writer, appealId);
	const basedOn = updatedAt.toISOString();
	await expect(changeAppeal(writer, { appealId, basedOn: "x", words: words() })).rejects.toMatchObject({
		code: "appeal_changed",
	});
	await changeAppeal(writer, { appealId, basedOn, words: words() });
	await submitAppeal(writer, { appealId });
	await expect(submitAppeal(writer, { appealId })).rejects.toMatchObject({ code: "appeal_moved" });
	await expect(decideAppeal(writer, { appealId, approve: true })).rejects.toMatchObject({ personKey: "appeals.own" });
	await expect(decideAppeal(approver, { appealId, approve: false })).rejects.toMatchObject({ code: "appeal_note" });
	await decideAppeal(approver, { appealId, approve: false, note: "宛先を見直してください" });
	expect(await getAppeal(writer, appealId)).toMatchObject({
		status: "draft",
		code: null,
		note: "宛先を見直してください",
	});
	await submitAppeal(writer, { appealId });
	await decideAppeal(approver, { appealId, approve: true });
	expect(await getAppeal(writer, appealId)).toMatchObject({
		status: "approved",
		code: expect.stringMatching(/^[a-z2-9]{8}$/),
	});
	await takeBackAppeal(approver, { appealId, note: "年が明けてから" });
	expect((await getAppeal(writer, appealId)).status).toBe("draft");
});

test("letters go to who fitted when the audience was fixed; labels, letters and the merge file hold every name whole", async () => {
	const appealId = await approved("letter");
	expect(await freezeLetters(writer, appealId)).toEqual({ letters: 5 });
	await give({ donorKind: "individual", familyName: "後", givenName: "来", email: "late@example.jp" }, 5000);
	expect(await freezeLetters(writer, appealId)).toEqual({ letters: 5 });
	await expect(listLetters(stranger, { appealId })).rejects.toMatchObject({ status: 404 });
	const apart = await listLetters(writer, { appealId, complete: false });
	expect(apart.map(({ familyName }) => familyName)).toEqual(["住所"]);

	for (const layout of ["12", "21", "24"] as const) {
		const file = await makeLabels(writer, { appealId, layout, part: 1, skip: 10, shift: { right: 0, down: 0 } });
		const { sheets } = await readPdf(file.bytes);
		expect(sheets.length).toBe(layout === "12" ? 2 : 1);
		const text = sheets.map(({ joined }) => joined).join("");
		for (const part of ["髙﨑渡邉様", "株式会社いずみ精密総務部林一郎様", "泉製作所御中", "〒920-1192"])
			expect(text).toContain(part);
		expect(text).not.toContain("株式会社いずみ精密御中");
		expect(text).not.toContain("住所無");
		for (const { texts, width, height } of sheets) {
			for (const one of texts)
				expect(one.left >= 0 && one.right <= width && one.top >= 0 && one.bottom <= height).toBe(true);
		}
	}
	const { code } = await getAppeal(writer, appealId);
	const letters = await readPdf((await makeLetters(writer, { appealId, part: 1 })).bytes);
	expect(letters.sheets).toHaveLength(4);
	expect(letters.sheets[0]?.joined).toContain("日頃のご支援に、心よりお礼申し上げます。");
	expect(letters.sheets.every(({ joined }) => joined.includes(`appeal=${code}`))).toBe(true);

	const sheet = await readSheet((await makeMergeFile(writer, appealId)).bytes);
	const rows: string[][] = [];
	for await (const { cells } of sheet.rows) rows.push(cells);
	expect(rows.map((cells) => [cells[0], cells[1], cells[12]])).toContainEqual(["髙﨑\u3000渡邉", "様", "10000"]);

	await expect(
		postLetters(writer, { appealId: await approved("letter"), postedOn: "2026-11-01", costYen: yen(1) }),
	).rejects.toMatchObject({ code: "appeal_no_letters" });
	await postLetters(writer, { appealId, postedOn: "2026-11-01", costYen: yen(2500) });
	// What comes in the passbook with the code written beside it is its answer.
	await give(
		{ donorKind: "individual", familyName: "泉", givenName: "花子", email: "d1@example.jp" },
		50_000,
		code ?? "",
	);
	expect(await readAppealResults(writer, appealId)).toEqual({
		sent: 5,
		visits: 0,
		gifts: 1,
		donors: 1,
		keptYen: 50_000n,
		costYen: 2500n,
	});
	const answered = {
		match: "all" as const,
		rules: [{ fact: "answeredAppeal" as const, not: false, code: code ?? "" }],
	};
	const { gifts } = await listGifts(writer, { segment: { ...place, rules: answered } });
	expect(gifts.length).toBeGreaterThan(0);
});

test("a mail asks once, in the reader's language and by their right name, and what was typed fills in nothing", async () => {
	const appealId = await approved("mail", { subjectEn: "A winter ask", bodyEn: "Thank you for **your** gifts." });
	const { code } = await getAppeal(writer, appealId);
	const donors = await database.prisma.donor.findMany({ orderBy: { id: "asc" } });
	const template = await appealMailTemplate(writer, { appealId, code: code ?? "" });
	const recipient = (index: number, lang: "ja" | "en") => ({
		mailId: `00000000-0000-7000-8000-00000000000${index}`,
		donorId: donors[index]?.id ?? "",
		lang,
		pageToken: `page${index}`,
		mailToken: `token${index}`,
		hubSlug: "nanolsi",
		countsClicks: false,
	});
	const all = [recipient(0, "ja"), recipient(2, "en"), { ...recipient(3, "ja"), donorId: place.hubId }];
	const mails = [...(await template.renderBatch(writer, all)).values()];
	const [ja, en, nobody] = mails;
	expect(nobody).toBeNull();
	expect(ja?.subject).toBe("冬のご支援のお願い");
	expect(ja?.text).toContain("髙﨑　渡邉　様");
	expect(en?.subject).toBe("A winter ask");
	expect(en?.text).toContain("林 一郎, 株式会社いずみ精密");
	for (const mail of [ja, en]) {
		expect(mail?.html.match(/<img/g)).toBeNull();
		expect(new Set(mail?.html.match(/https?:[^"<]*appeal=[a-z0-9]+/g)).size).toBe(1);
		expect(mail?.html).toMatch(/\/mail\/token\d/);
		expect(Buffer.byteLength(mail?.html ?? "")).toBeLessThan(100_000);
	}
	expect(ja?.text).toContain("%\u2060%addressee%\u2060%");
});
