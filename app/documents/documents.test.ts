import { describe, expect, it } from "vitest";
import {
	annualContent,
	plainPng,
	pledgeLetter,
	printedGift,
	receiptContent,
	transferRequest,
} from "../../test/factories/documents";
import { drawSheet, outside, overlaps, type PdfSheet, readPdf } from "../../test/factories/pdf";
import { cleanPng, type DocumentKind, type DocumentPropsByKind, renderDocument, unprintable } from "./index.ts";
import type { ReceiptContent } from "./receipt-content.ts";

const LANGS = ["ja", "en"] as const;
/** 10 mm: what an ordinary printer reaches, and less than our margins. */
const PRINTABLE = 28;

async function read<K extends DocumentKind>(kind: K, props: DocumentPropsByKind[K]) {
	const bytes = await renderDocument(kind, props);
	const pdf = await readPdf(bytes);
	for (const sheet of pdf.sheets) {
		expect([sheet.width, sheet.height].map(Math.round)).toEqual([595, 842]);
		expect(outside(sheet, PRINTABLE)).toEqual([]);
		expect(overlaps(sheet)).toEqual([]);
	}
	return { ...pdf, bytes, all: pdf.sheets.map((sheet) => sheet.joined).join("") };
}

const receipt = (
	content: ReceiptContent,
	mark: "none" | "reprint" | "preview" = "none",
	seal: Uint8Array | null = null,
) => read("receipt", { content, mark, seal });
const plain = (text: string) => text.replace(/\s+/g, "");

describe.each(LANGS)("a receipt in %s", (lang) => {
	it("says who gave how much, when, for what, to whom and under which law", async () => {
		const content = receiptContent(lang);
		const { all, sheets, facts } = await receipt(content);
		expect(sheets).toHaveLength(1);
		const said = [
			lang === "ja" ? "寄附金受領証明書" : "Certificate of Donation Received",
			content.numberText,
			lang === "ja" ? "令和8年（2026年）11月22日" : "22 November 2026",
			lang === "ja" ? "令和8年（2026年）11月20日" : "20 November 2026",
			lang === "ja" ? "金10,000,000円※" : "JPY10,000,000※",
			content.donor.name + (lang === "ja" ? "様" : ""),
			...content.donor.addressLines,
			content.donor.postalCode,
			lang === "ja"
				? "ナノ生命科学研究所「若手研究者の『最初の一年』」への寄附金として"
				: "“A young researcher’s first year”",
			"G-7K2M-9QXT",
			...content.legalBasis,
			content.issuer.name,
			content.issuer.address,
			content.issuer.representativeName,
			"1234567890123",
			content.issuer.contact,
		];
		for (const text of said) expect(all).toContain(plain(text));
		expect(facts).toMatchObject({
			title: expect.stringContaining(content.numberText),
			author: content.issuer.name,
			subject: content.donor.name,
			lang: lang === "ja" ? "ja-JP" : "en-GB",
			createdOn: expect.stringMatching(/^D:20261122/),
		});
	});

	it("is the same bytes each time, whatever was printed in between", async () => {
		const content = receiptContent(lang);
		const seal = cleanPng(plainPng(80));
		const first = await renderDocument("receipt", { content, mark: "none", seal });
		// The same glyphs by other code points: a radical, a compatibility ideograph, a variation selector.
		const donor = { ...content.donor, name: "\u2f2d\u2f65 \uf9e1 \u9089\u{e0103} \u8fbb\u{e0101}" };
		await renderDocument("receipt", { content: { ...content, donor }, mark: "none", seal: null });
		const second = await renderDocument("receipt", { content, mark: "none", seal });
		expect(Buffer.compare(first, second)).toBe(0);
	});

	it("says what a copy, a preview, a refund and a replaced receipt are", async () => {
		const gifts = [printedGift(lang, { amountYen: "10000000", refundedYen: "4000000" })];
		const content = receiptContent(lang, { gifts, amountYen: "6000000", replacesNumberText: "X-99" });
		const reprint = await receipt(content, "reprint");
		expect(reprint.all).toContain(lang === "ja" ? "再発行" : "REPRINT");
		for (const sum of ["10,000,000", "4,000,000", "6,000,000"]) expect(reprint.all).toContain(sum);
		expect(reprint.all).toContain(plain(lang === "ja" ? "X-99に代えて" : "in place of X-99"));
		const preview = await receipt({ ...content, numberText: "", issuedOn: "" }, "preview");
		expect(preview.sheets[0]?.texts.filter(({ turned }) => turned).map(({ text }) => text)).toEqual([
			lang === "ja" ? "見本" : "SPECIMEN",
		]);
		expect(preview.all).toContain(lang === "ja" ? "発行時に付番" : "givenonissue");
		const certificate = await receipt({ ...content, document: "certificate" });
		expect(certificate.all).toContain(lang === "ja" ? "寄附証明書" : "CertificateofDonation");
		expect(certificate.all).not.toContain(lang === "ja" ? "寄附金受領証明書" : "CertificateofDonationReceived");
	});

	it.each([1, 5, 60])("of a year lists %i gifts, and each sheet carries its sum to the next", async (count) => {
		const { sheets, all } = await receipt(annualContent(lang, count));
		const yen = (sum: number) => sum.toLocaleString("en");
		const total = 500 * count * (count + 1);
		expect(all).toContain(yen(total));
		const lists = count <= 5 ? sheets : sheets.slice(1);
		const labels =
			lang === "ja" ? ["前頁より繰越", "次頁へ繰越", "合計"] : ["Broughtforward", "Carriedforward", "Total"];
		let carried = 0;
		let listed = 0;
		for (const [index, sheet] of lists.entries()) {
			const lines = linesOf(sheet);
			const last = index === lists.length - 1;
			if (index > 0) expect(lines).toContain(`${labels[0]}${yen(carried)}`);
			for (const _row of lines.filter((line) => /G-\d{4}-9QXT/.test(line))) carried += 1000 * ++listed;
			expect(lines).toContain(last ? `${labels[2]}${yen(total)}` : `${labels[1]}${yen(carried)}`);
		}
		expect([listed, carried]).toEqual([count, total]);
		if (sheets.length === 1) return;
		for (const [index, sheet] of sheets.entries()) {
			const page = lang === "ja" ? `${index + 1}／${sheets.length}頁` : `Page${index + 1}of${sheets.length}`;
			expect(linesOf(sheet)).toContain(page);
		}
	});

	it("keeps whatever people are called and wherever they live whole and apart", async () => {
		const longest: ReceiptContent = receiptContent(lang, {
			numberText: "泉大学基金（研究支援・ナノ生命科学研究所分）第2026年度-000123号",
			donor: {
				name: `株式会社${"国際基礎研究支援開発振興協力".repeat(12)}ホールディングス`,
				honorific: "organisation",
				postalCode: "100-0001",
				addressLines: [
					"東京都千代田区".concat("千代田一丁目二番三号".repeat(12)),
					"Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch".repeat(3),
				],
			},
			gifts: [printedGift(lang, { fundName: "とても長い名前の使途".repeat(20), hubName: "研究拠点".repeat(20) })],
			legalBasis: Array.from({ length: 4 }, () => receiptContent(lang).legalBasis[0] ?? ""),
			certificates: (["special_public_interest", "tax_credit"] as const).map((kind) => ({
				...{
					kind,
					number: "3文科高第1234号",
					issuedBy: "文部科学大臣",
					validFrom: "2023-04-01",
					validTo: "2028-03-31",
				},
			})),
			issuer: {
				...receiptContent(lang).issuer,
				name: "国立大学法人".concat("北陸先端基礎科学".repeat(5)),
				representativeTitle: "理事長・学長事務代理",
				representativeName: "泉水　源五郎左衛門之助太郎兵衛",
				contact: "基金室\n電話 076-000-0000".repeat(4),
			},
			replacesNumberText: "第2026-000100号",
		});
		const { all, sheets } = await receipt(longest, "reprint", cleanPng(plainPng(300)));
		expect(sheets.length).toBeGreaterThan(1);
		const { donor, gifts, issuer, legalBasis } = longest;
		for (const text of [
			donor.name,
			...donor.addressLines,
			gifts[0]?.fundName ?? "",
			issuer.name,
			issuer.representativeName,
		])
			expect(all).toContain(plain(text));
		expect(all.split(plain(legalBasis[0] ?? "")).length - 1).toBe(4);
		expect(all).toContain(plain(longest.numberText));
	});
});

/** What stands on each baseline, from left to right, without spaces. */
function linesOf(sheet: PdfSheet): string[] {
	const lines = new Map<number, PdfSheet["texts"]>();
	for (const text of sheet.texts) {
		const baseline = Math.round(text.baseline);
		lines.set(baseline, [...(lines.get(baseline) ?? []), text]);
	}
	return [...lines.values()].map((texts) => plain(texts.map(({ text }) => text).join("")));
}

describe("names", () => {
	/** 髙 﨑 渡邉 渡邊 𠮷 and variants by selector, 人名用・旧字, kana of half width, Latin with marks. */
	const NAMES = [
		"\u9ad9\u6a4b \u5c71\ufa11",
		"\u6e21\u9089 \u6e21\u908a \u{20bb7}\u91ce",
		"\u8fbb\u{e0100} \u845b\u{e0100}\u57ce \u7947\u{e0100}\u5712 \u698a\u{e0100}",
		"\u6fc1 \u6ff5\u7530 \u9f4b\u85e4 \u5e83\u702c \u5ee3\u702c \u6a73\u672c \u{2363a}\u672c",
		"\ufa19\u8c37 \u795e\u8c37 \u5fb7\u5ddd \u5fb3\u5ddd \u6804 \u69ae",
		"ﾔﾏﾀﾞ ﾊﾅｺ ｶﾞ ㈱泉 №１",
		"Renée Müller-Øvergård Nguyễn Đặng Ōta",
	];

	const named = (name: string) => {
		const content = receiptContent("ja");
		return { ...content, donor: { ...content.donor, name } };
	};

	it.each(NAMES)("%s is printed as it is written", async (name) => {
		expect(await unprintable(name)).toEqual([]);
		const { all } = await receipt(named(name));
		// A reader copies the usual form of a variant, which is what searches look for.
		expect(all).toContain(`${plain(name).replace(/[\u{e0100}-\u{e01ef}]/gu, "")}様`);
		expect(all).not.toContain("〓");
	});

	it("in letters the font lacks show where they stood, and staff can be told", async () => {
		const name = "김민준 😀\ue000";
		expect(await unprintable(name)).toEqual(["김", "민", "준", "😀", "\ue000"]);
		const { all } = await receipt(named(name));
		expect(all).toContain("〓〓〓〓〓様");
	});

	it("with a variant the font has are drawn as the variant", async () => {
		const [usual, variant] = await Promise.all(
			["\u8fbb", "\u8fbb\u{e0100}"].map(async (name) => {
				return drawSheet(await renderDocument("receipt", { content: named(name), mark: "none", seal: null }));
			}),
		);
		expect(usual && variant && Buffer.compare(usual.png, variant.png)).not.toBe(0);
	});

	it("with a variant the font does not have are printed in the usual form", async () => {
		expect((await receipt(named("\u9089\u{e0113} \u8fbb\u{e0101}"))).all).toContain("邉辻様");
	});

	it("with marks the font does not have are printed without them, and staff can be told", async () => {
		expect(await unprintable("Łukasz Šťastný")).toEqual(["Ł", "Š", "ť"]);
		expect((await receipt(named("Łukasz Šťastný"))).all).toContain("LukaszStastný様");
	});

	it("cannot turn a line around, break it or hide in it", async () => {
		const content = receiptContent("ja");
		const name = "泉\u202e花\u200b子\n\u0000<b>&amp;\ud800";
		const { all } = await receipt({ ...content, donor: { ...content.donor, name } });
		expect(all).toContain("泉花子<b>&amp;〓様");
	});
});

describe.each(LANGS)("a transfer request in %s", (lang) => {
	it("says how much to pay, until when, where and with which number", async () => {
		const props = transferRequest(lang);
		const { all, sheets } = await read("transfer-request", props);
		expect(sheets).toHaveLength(1);
		const { account, to, contact } = props;
		const said = [
			lang === "ja" ? "寄附金振込のお願い" : "Request for Transfer of Your Donation",
			...[props.applicationNumber, props.referenceNumber, "3,000,000", props.issuer.name],
			lang === "ja" ? "令和8年（2026年）12月18日" : "18 December 2026",
			...[to.name, to.contactName, ...to.addressLines],
			...[
				account.bankName,
				account.bankCode,
				account.branchName,
				account.accountNumber,
				account.holderKana,
				account.swiftCode,
			],
			...[contact.office, contact.phone, contact.email],
		];
		for (const text of said) expect(all).toContain(plain(text));
	});

	it("keeps long answers whole", async () => {
		const props = transferRequest(lang, {
			hubName: "",
			fundName: "とても長い名前の使途".repeat(12),
			to: {
				...transferRequest(lang).to,
				name: "株式会社国際基礎研究支援開発振興協力".repeat(6),
				department: "総務部経営企画室".repeat(6),
				addressLines: ["東京都千代田区".repeat(20)],
			},
			account: { ...transferRequest(lang).account, holderKana: "ｺｸﾘﾂﾀﾞｲｶﾞｸﾎｳｼﾞﾝ ".repeat(8) },
		});
		const { all } = await read("transfer-request", props);
		for (const text of [props.to.name, props.to.department, props.fundName, props.account.holderKana])
			expect(all).toContain(plain(text));
	});
});

it("looks like what it says: ink where the text is, none in the margins, the seal on the name", async () => {
	const seal = cleanPng(plainPng(64));
	const bytes = await renderDocument("receipt", { content: receiptContent("ja"), mark: "none", seal });
	const { width, height, pixels } = await drawSheet(bytes);
	let [inked, red, astray] = [0, 0, 0];
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const at = (y * width + x) * 4;
			const [r = 255, g = 255, b = 255] = [pixels[at], pixels[at + 1], pixels[at + 2]];
			if (r + g + b > 600) continue;
			if (r > 150 && g < 100) red += 1;
			else inked += 1;
			if (x <= 50 || x >= width - 50 || y <= 50 || y >= height - 20) astray += 1;
		}
	}
	expect(astray).toBe(0);
	expect(inked).toBeGreaterThan(3000);
	// 60 points square, less where black letters shine through the ink.
	expect(red).toBeGreaterThan(3200);
	expect(red).toBeLessThan(3610);
});

describe.each(LANGS)("a pledge letter in %s", (lang) => {
	it.each([1, 8, 60])(
		"says what was promised with all of its %i instalments, and leaves room to sign",
		async (count) => {
			const props = pledgeLetter(lang, count);
			const { all, sheets } = await read("pledge-letter", props);
			expect(sheets.length).toBe(count > 12 ? 2 : 1);
			const year = 2027 + count - 1;
			const last = lang === "ja" ? `（${year}年）4月30日` : `30April${year}`;
			const said = [props.title, props.reference, props.body, props.donor.name, props.conditions, last];
			for (const text of said) expect(all).toContain(plain(text));
			expect(all.split("1,000,000").length - 1).toBe(count + (count === 1 ? 2 : 0));
			const signed = lang === "ja" ? "役職・氏名" : "Officeandname";
			expect(sheets.at(-1)?.joined).toContain(signed);
		},
	);
});
