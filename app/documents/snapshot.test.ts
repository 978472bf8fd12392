import { expect, it } from "vitest";
import { outside, overlaps, readPdf } from "../../test/factories/pdf";
import { renderDocument } from "./index.ts";
import type { SnapshotContent, SnapshotFigure } from "./snapshot-content.ts";

const SLUGS = "AIMR NanoLSI KavliIPMU IRCN".split(" ");
const CATEGORIES = "gift competitive commissioned joint subsidy fund_income ip startup other host wpi_subsidy".split(
	" ",
);
const YEARS = [2022, 2023, 2024, 2025, 2026];
const SHA256 = "0123456789abcdef".repeat(4);

/** Every category, amounts of ten digits and more, long words; few hubs, since each only adds a row. */
function widest(): SnapshotContent {
	const figures: SnapshotFigure[] = YEARS.flatMap((fiscalYear) =>
		[...SLUGS, "none", "all"].flatMap((hub, at) =>
			[...CATEGORIES, "all"].map((category, of) => {
				const yen = String((at + 1) * 1_234_567_890 + of * 98_765_432);
				const amounts = { grossYen: yen, refundedYen: "1000000", feeYen: "3600000", netYen: yen, securedYen: yen };
				return {
					...{ fiscalYear, hub, category, externalYen: yen, spentYen: yen, ...amounts },
					...{ count: 1000, precision: "yen" as const },
				};
			}),
		),
	);
	return {
		...{ version: 1, fiscalYear: 2026, fiscalYears: YEARS, hub: null, figures },
		title: "2026年度 世界トップレベル研究拠点プログラム 年次フォローアップに供する確定値（髙橋委員会）",
		note: "プログラム委員会への報告と同じ数字です。",
		takenAt: "2027-04-20T01:02:03.000Z",
		takenBy: "事務局 渡邉",
		ledger: { readPoint: "1:1:", lastEntryId: "1" },
		hubs: SLUGS.map((slug) => ({ slug, abbreviation: slug, nameJa: slug, nameEn: slug })),
		coverage: SLUGS.flatMap((hub) =>
			YEARS.map((fiscalYear) => ({
				...{ hub, fiscalYear, neededYen: "1200000000", securedYen: "900000000", securedRatio: 0.75 },
				likelyYen: { low: "1", expected: "2", high: "3" },
			})),
		),
		reviewSheet: {
			budgets: YEARS.map((fiscalYear) => ({
				...{ fiscalYear, initialMillionYen: 7012, carriedInMillionYen: 0, carriedOutMillionYen: null },
				...{ totalMillionYen: 7012, executedMillionYen: 6998, executionRatePercent: 99 },
			})),
			blocks: [{ fiscalYear: 2022, block: "A", sumMillionYen: 4736, printedMillionYen: 4735 }],
		},
		followUp: SLUGS.map((hub) => ({ hub, open: 2, answered: 1, late: 1 })),
		indicators: SLUGS.flatMap((hub) =>
			["foreign_researchers", "coauthorship"].map((indicator) => ({ hub, indicator, value: "41.5", target: "30" })),
		),
	};
}

it("fits A4 in both languages, and bears its hash, moment and page on every sheet", async () => {
	const bytes = await renderDocument("snapshot", { content: widest(), sha256: SHA256 });
	const { sheets, facts } = await readPdf(bytes);
	for (const [index, sheet] of sheets.entries()) {
		expect([sheet.width, sheet.height].map(Math.round)).toEqual([595, 842]);
		expect(outside(sheet, 28)).toEqual([]);
		expect(overlaps(sheet)).toEqual([]);
		expect(sheet.joined).toContain(`sha256${SHA256}`);
		expect(sheet.joined).toContain(`${index + 1}/${sheets.length}`);
		expect(sheet.joined).toMatch(/2027年4月20日10:02|20April2027,10:02JST/);
	}
	const all = sheets.map(({ joined }) => joined).join("");
	for (const words of ["外部資金拠点別・区分別2026年度", "Externalfundsbyhubandcategory", "75.0%", "髙橋"]) {
		expect(all).toContain(words);
	}
	expect(facts).toMatchObject({ subject: `sha256 ${SHA256}` });
});
