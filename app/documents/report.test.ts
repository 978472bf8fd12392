import { expect, it } from "vitest";
import { ownWords } from "~/domain/reports/own-words.ts";
import { plainPng } from "../../test/factories/documents";
import { outside, overlaps, readPdf } from "../../test/factories/pdf";
import { sampleRecipient, sampleReport } from "../../test/factories/report-view.ts";
import { renderDocument } from "./index.ts";

it.each(["ja", "en"] as const)("a report on paper says what the page says, within its sheets, in %s", async (lang) => {
	const recipient = sampleRecipient(lang, "株式会社O'Brien & <b>髙﨑　御中");
	// One who gave every week.
	const gifts = Array.from({ length: 34 }, () => recipient.gifts[0]).filter((gift) => gift !== undefined);
	const view = sampleReport(lang, { ...recipient, gifts });
	const image = view.blocks.find((block) => block.kind === "photos")?.items[0]?.image;
	const bytes = await renderDocument("report", {
		view,
		own: ownWords({ ...recipient, gifts }, { lang, limit: 100, receipts: gifts.map(() => "発行済み") }),
		yearEnd: null,
		receipts: { url: "https://izumi.example.jp/portal/receipts" },
		contactEmail: "kifu@example.ac.jp",
		postalAddress: "石川県金沢市角間町",
		pictures: new Map([[image?.imageId ?? "", plainPng(80)]]),
	});
	const { sheets, facts } = await readPdf(bytes);
	for (const sheet of sheets) {
		expect(outside(sheet, 28)).toEqual([]);
		expect(overlaps(sheet)).toEqual([]);
	}
	const all = sheets.map(({ joined }) => joined).join("");
	const plain = (text: string) => text.replace(/\s+/g, "");
	for (const word of ["髙﨑", "<b>", recipient.ownInAllYen, "10.5555/12345678", view.title, "kifu@example.ac.jp"]) {
		expect(all).toContain(plain(word));
	}
	for (const figure of view.blocks.flatMap((block) => (block.kind === "figures" ? block.figures : []))) {
		expect(all).toContain(plain(figure.value));
		for (const row of figure.rows) expect(all).toContain(plain(row.value));
	}
	expect(facts).toMatchObject({ title: view.title, createdOn: expect.stringMatching(/^D:20261005/) });
});
