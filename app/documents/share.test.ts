import { expect, it } from "vitest";
import { outside, overlaps, readPdf } from "../../test/factories/pdf";
import { renderDocument } from "./index.ts";
import type { PosterProps } from "./poster.ts";
import { drawShareImage, SHARE_IMAGE } from "./share-image.ts";

const drawing = [
	{ d: "M10 10L110 110", width: 2 },
	{ d: "M60 20h10v10z", solid: true, faint: true },
];
/** 10 mm: what an ordinary printer reaches; the band at the top runs off on purpose. */
const PRINTABLE = 28;

const poster: PosterProps = {
	lang: "ja",
	kicker: "NanoLSI　ナノ生命科学研究所",
	title: "見えなかった動きを、十年先も",
	summary: "生きた分子の動きを映す顕微鏡を、支援が終わったあとも動かしつづけるために。",
	url: "https://izumi.example.jp/ja/campaigns/keep-looking?utm_source=poster",
	shortUrl: "izumi.example.jp/ja/campaigns/keep-looking",
	recipients: ["国立大学法人金沢大学"],
	days: "2026年10月1日 から 2027年3月31日 まで",
	drawing,
};

it("draws the picture of a shared link in its size, whatever the words", async () => {
	const words = ["髙橋﨑子と渡邉の研究", "", "x".repeat(400), "🧬 𠮷野家 <b>&amp;", "a very long title ".repeat(30)];
	for (const title of words) {
		const png = Buffer.from(
			await drawShareImage({ kicker: title, title, foot: title, drawing, progress: { share: 1.7, label: title } }),
		);
		expect(png.subarray(1, 4).toString()).toBe("PNG");
		expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([SHARE_IMAGE.width, SHARE_IMAGE.height]);
	}
});

it.each([
	["as usual", poster],
	["in English", { ...poster, lang: "en" as const, title: "Keep looking at what moves", days: "" }],
	[
		"with more words than it holds",
		{ ...poster, title: "長い題名".repeat(20), summary: "要約の文章です。".repeat(60) },
	],
	["for many recipients", { ...poster, recipients: Array.from({ length: 12 }, (_, at) => `国立大学法人第${at}大学`) }],
])("sets a poster %s on one sheet where nothing overlaps", async (_, props) => {
	const { sheets } = await readPdf(await renderDocument("poster", props));
	expect(sheets).toHaveLength(1);
	for (const sheet of sheets) {
		expect(outside(sheet, PRINTABLE)).toEqual([]);
		expect(overlaps(sheet)).toEqual([]);
		expect(sheet.joined).toContain(props.shortUrl);
	}
});
