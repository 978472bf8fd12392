import type { ReportKind } from "./report.status.ts";
import { emptyBlock, type ReportBlock } from "./report-blocks.ts";

/** What a first report of each kind begins with: headings that say what belongs there, figures that matter, no words put in anyone's mouth. */
export function templateBlocks(
	kind: ReportKind,
	hub: { name: string; nameEn: string },
	newBlockId: () => string,
): ReportBlock[] {
	const block = <K extends ReportBlock["kind"]>(of: K) => emptyBlock(of, newBlockId());
	const yourGift = {
		...block("yourGift"),
		heading: { ja: "あなたのご寄附", en: "Your giving" },
		showsGifts: kind !== "impact",
	};
	const thanks = { ...block("thanks"), heading: { ja: "御礼", en: "Thank you" } };
	const ask = {
		...block("ask"),
		heading: { ja: "これからも", en: "What comes next" },
		button: { ja: "寄附をする", en: "Give again" },
	};
	const letter = { ...block("letter"), heading: { ja: `${hub.name}より`, en: `From ${hub.nameEn}` } };
	if (kind === "statement") return [letter, yourGift, thanks];
	if (kind === "year_end") return [letter, yourGift, thanks, ask];
	return [
		letter,
		yourGift,
		{
			...block("figures"),
			heading: { ja: "数字で見る一年", en: "The year in figures" },
			keys: ["gifts_kept", "gift_count", "donor_count", "new_donor_count", "kept_by_fund"],
		},
		{ ...block("spending"), heading: { ja: "ご寄附で実現したこと", en: "What gifts made possible" } },
		{ ...block("outputs"), heading: { ja: "研究の成果", en: "What was found" } },
		{ ...block("people"), heading: { ja: "研究を支える人", en: "The people" } },
		thanks,
		ask,
	];
}
