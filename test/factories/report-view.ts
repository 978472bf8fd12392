import { parseRichText } from "~/domain/rich-text/rich-text";
import type { ReportFigureView, ReportImageView, ReportRecipientView, ReportView } from "~/ui/report/report-view";

const SITE = "https://izumi.example.jp";
const HASH = "3fa9c1d2".repeat(8);
const both = { ja: 0, en: 1 } as const;

export const REPORT_SITE = SITE;

export function reportImage(name: string, alt: string, origin = SITE): ReportImageView {
	const id = `0199aaaa-0000-7000-8000-00000000000${name.length % 10}`;
	const files = [480, 960, 1600].map((width) => ({
		width,
		webp: `${origin}/images/${id}/${width}.webp`,
		jpg: `${origin}/images/${id}/${width}.jpg`,
	}));
	return { imageId: `${id}-${name}`, alt, credit: "© NanoLSI", width: 1600, height: 1067, files };
}

function figure(
	key: string,
	label: string,
	value: string,
	definition: string,
	rows: ReportFigureView["rows"] = [],
): ReportFigureView {
	return { key, label, value, definition, asOf: "2026-09-30", lineCount: 412, href: null, rows, linesSha256: HASH };
}

/** A person who gave twice in the period. */
export function sampleRecipient(lang: "ja" | "en", addressee: string): ReportRecipientView {
	const yen = (ja: string, en: string) => [ja, en][both[lang]] ?? "";
	const fund = yen("若手研究者の「最初の一年」", "A young researcher’s first year");
	return {
		addressee,
		kind: "individual",
		ownThisYearYen: yen("60,000円", "¥60,000"),
		ownInAllYen: yen("186,000円", "¥186,000"),
		funds: [fund, yen("ナノ生命科学研究所基金", "NanoLSI Fund")],
		firstGivenOn: yen("2023年4月12日", "12 April 2023"),
		gifts: [
			{ givenOn: yen("2026年4月12日", "12 April 2026"), fund, yen: yen("30,000円", "¥30,000") },
			{ givenOn: yen("2026年8月1日", "1 August 2026"), fund, yen: yen("30,000円", "¥30,000") },
		],
	};
}

/** A report with every block, as one reader has it. */
export function sampleReport(lang: "ja" | "en", recipient: ReportRecipientView | null): ReportView {
	const t = (ja: string, en: string) => [ja, en][both[lang]] ?? "";
	const rich = (ja: string, en: string) => parseRichText(t(ja, en));
	const hub = t("ナノ生命科学研究所", "Nano Life Science Institute");
	return {
		reportId: "0199aaaa-1111-7000-8000-000000000001",
		kind: "impact",
		lang,
		audience: recipient?.kind ?? "individual",
		title: t("2026年 春の活動報告", "Report of spring 2026"),
		period: { from: t("2026年4月1日", "1 April 2026"), to: t("2026年9月30日", "30 September 2026") },
		hub: { slug: "nanolsi", name: hub, abbreviation: "NanoLSI" },
		institution: t("国立大学法人金沢大学", "Kanazawa University"),
		approvedOn: "2026-10-05",
		frozenSha256: HASH,
		code: "k7m2p9qx",
		recipient,
		blocks: [
			{
				id: "letter",
				kind: "letter",
				heading: "",
				text: rich(
					"細胞の表面で分子が動くさまを、私たちはこの春はじめて**一秒に二十枚**撮ることができました。三年前、探針を削っていたのは大学院に入ったばかりの学生です。\n\n基礎研究は、何に役立つかを約束できません。お約束できるのは、何を尋ね、何が分かり、何がまだ分からないかを正直にお伝えすることです。この報告は、そのためのものです。",
					"This spring we filmed molecules moving on the surface of a living cell, **twenty frames a second**. Three years ago the probe was being shaped by a student in her first term.\n\nBasic research cannot promise a use. It can say honestly what was asked, what was found, and what is still unknown. That is what this report is for.",
				),
				signature: t("泉　拓也", "Takuya Izumi"),
				role: t("所長", "Director"),
				image: reportImage("director", t("所長の泉拓也", "Takuya Izumi, director")),
			},
			{
				id: "gift",
				kind: "yourGift",
				heading: "",
				text: rich(
					"半年のあいだ支えてくださり、ありがとうございました。",
					"Thank you for standing by us this half year.",
				),
				showsGifts: true,
			},
			{
				id: "figures",
				kind: "figures",
				heading: "",
				text: [],
				figures: [
					figure(
						"received",
						t("この期間のご寄附", "Given in this period"),
						t("12,480,000円", "¥12,480,000"),
						t(
							"期間中に受け取った寄附から返金を除いた額です。寄附の日で数えます。",
							"Gifts received in the period, less refunds, by the day of the gift.",
						),
					),
					figure(
						"donors",
						t("寄附者", "Donors"),
						t("318人・社", "318"),
						t("期間中に寄附のあった方の数です。", "How many gave in the period."),
					),
					figure(
						"byFund",
						t("使途ごとのご寄附", "Gifts by fund"),
						t("12,480,000円", "¥12,480,000"),
						t("同じ寄附を使途で分けたものです。", "The same gifts, by what they are for."),
						[
							{
								label: t("若手研究者の「最初の一年」", "A young researcher’s first year"),
								value: t("9,000,000円", "¥9,000,000"),
								share: 0.721,
							},
							{
								label: t("ナノ生命科学研究所基金", "NanoLSI Fund"),
								value: t("3,480,000円", "¥3,480,000"),
								share: 0.279,
							},
						],
					),
				],
			},
			{
				id: "spending",
				kind: "spending",
				heading: "",
				text: [],
				total: figure(
					"spent",
					t("使った額", "Spent"),
					t("7,150,000円", "¥7,150,000"),
					t("期間中に寄附から支出した額です。", "What was paid from gifts in the period."),
					[
						{ label: t("人件費", "Salaries"), value: t("5,200,000円", "¥5,200,000"), share: 0.727 },
						{ label: t("設備備品費", "Equipment"), value: t("1,950,000円", "¥1,950,000"), share: 0.273 },
					],
				),
				funds: [
					{
						name: t("若手研究者の「最初の一年」", "A young researcher’s first year"),
						value: t("7,150,000円", "¥7,150,000"),
						items: [
							{ label: t("人件費", "Salaries"), value: t("5,200,000円", "¥5,200,000"), bought: [] },
							{
								label: t("設備備品費", "Equipment"),
								value: t("1,950,000円", "¥1,950,000"),
								bought: [
									t("高速AFM用カンチレバー", "Cantilevers for high-speed AFM"),
									t("除振台", "A vibration table"),
								],
							},
						],
					},
				],
			},
			{
				id: "outputs",
				kind: "outputs",
				heading: "",
				items: [
					{
						sentence: t(
							"細胞膜の上でたんぱく質が集まる瞬間を、はじめて捉えました。",
							"For the first time we saw proteins gather on the membrane of a cell.",
						),
						citation: "Izumi T. et al., Journal of Example Biology 12, 345 (2026).",
						doi: "10.5555/12345678",
						url: "https://doi.org/10.5555/12345678",
					},
				],
			},
			{
				id: "people",
				kind: "people",
				heading: "",
				items: [
					{
						name: t("髙橋 花", "Hana Takahashi"),
						role: t("特任助教", "Assistant professor"),
						text: rich(
							"最初の一年を支えていただき、自分の装置を持つことができました。",
							"The first year you paid for gave me an instrument of my own.",
						),
						image: reportImage("person", t("装置の前の髙橋花", "Hana Takahashi at her instrument")),
					},
				],
			},
			{
				id: "photos",
				kind: "photos",
				heading: "",
				items: [
					{
						image: reportImage("microscope", t("高速原子間力顕微鏡", "A high-speed atomic force microscope")),
						caption: t("春に動き始めた顕微鏡", "The microscope that began this spring"),
					},
				],
			},
			{
				id: "story",
				kind: "story",
				heading: "",
				text: [],
				story: {
					title: t("針の先で細胞に触れる", "Touching a cell with the tip of a needle"),
					lead: t(
						"髪の毛の千分の一の針が、生きた細胞の上を歩きます。",
						"A needle a thousandth of a hair wide walks over a living cell.",
					),
					url: `${SITE}/${lang}/stories/needle`,
					image: null,
				},
			},
			{
				id: "text",
				kind: "text",
				heading: t("まだ分からないこと", "What we do not know yet"),
				text: rich(
					"なぜ集まるのかは、まだ分かりません。次の一年で[温度を変えて](https://doi.org/10.5555/87654321)確かめます。",
					"Why they gather we do not know. Next year we will [change the temperature](https://doi.org/10.5555/87654321) and look.",
				),
				isClaim: true,
				sources: [{ citation: "Izumi T., protocol 7.", doi: null, url: `${SITE}/${lang}/stories/protocol` }],
			},
			{
				id: "thanks",
				kind: "thanks",
				heading: t("ありがとうございました", "Thank you"),
				text: rich("318人・社の皆さまのおかげです。", "318 of you made this possible."),
			},
			{
				id: "ask",
				kind: "ask",
				heading: t("次の「最初の一年」へ", "The next first year"),
				text: rich(
					"来春、二人目の若手研究者を迎えます。毎月3,000円から加われます。",
					"Next spring a second young researcher joins us. You can give from ¥3,000 a month.",
				),
				button: t("毎月の寄附をはじめる", "Give every month"),
				url: `${SITE}/${lang}/hubs/nanolsi/give?frequency=monthly`,
			},
		],
	};
}
