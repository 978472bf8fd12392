import type { Use } from "~/domain/ledger/kinds";
import type { ExpenseItem } from "~/domain/spending/expense-items";

/** Awards as a hub has them; every title, number, person and company is invented. Years count from the present one. */
export type DemoAward = {
	key: string;
	category: "competitive" | "commissioned" | "joint" | "subsidy" | "fund_income" | "ip" | "startup" | "other" | "host";
	title: string;
	funder: string;
	use: Use;
	from: number;
	to: number;
	/** a usual year, in thousands of yen */
	yearThousand: number;
	/** years decided up to this one; all when absent */
	decidedTo?: number;
	decision?: "pending" | "declined";
	indirect?: true;
	sharePercent?: number;
	hostKind?: "money" | "posts" | "space";
	valuationBasis?: string;
	millions?: true;
	/** not every hub has it: 1 of n */
	oneIn?: number;
	/** of what one year brings, in percent */
	carries?: { year: number; percent: number };
	returns?: { year: number; yen: number };
};

const JSPS = "日本学術振興会";
const JST = "科学技術振興機構";
const HOST = "ホスト機関";

export const DEMO_AWARDS: readonly DemoAward[] = [
	{
		key: "kiban-s",
		category: "competitive",
		title: "基盤研究(S) 界面の自己組織化を動かして観る",
		funder: JSPS,
		use: "research",
		from: -2,
		to: 2,
		yearThousand: 44_200,
		indirect: true,
	},
	{
		key: "henkaku",
		category: "competitive",
		title: "学術変革領域研究(A) ゆらぎの設計図",
		funder: JSPS,
		use: "research",
		from: -1,
		to: 3,
		yearThousand: 61_100,
		indirect: true,
		carries: { year: -1, percent: 8 },
	},
	{
		key: "crest",
		category: "competitive",
		title: "CREST 一細胞から組織へ",
		funder: JST,
		use: "research",
		from: -3,
		to: 1,
		yearThousand: 84_500,
		indirect: true,
		sharePercent: 60,
		returns: { year: -2, yen: 1_240_000 },
	},
	{
		key: "sakigake",
		category: "competitive",
		title: "さきがけ 時間をさかのぼる計測",
		funder: JST,
		use: "research",
		from: -1,
		to: 2,
		yearThousand: 17_550,
		indirect: true,
	},
	{
		key: "erato",
		category: "competitive",
		title: "ERATO 泉しずくプロジェクト",
		funder: JST,
		use: "research",
		from: -2,
		to: 3,
		yearThousand: 180_000,
		millions: true,
		oneIn: 3,
	},
	{
		key: "suishin",
		category: "competitive",
		title: "特別推進研究 見えない結び目の物理",
		funder: JSPS,
		use: "research",
		from: 1,
		to: 5,
		yearThousand: 78_000,
		decision: "pending",
	},
	{
		key: "kiban-a",
		category: "competitive",
		title: "基盤研究(A) 極低温の水の記憶",
		funder: JSPS,
		use: "research",
		from: 0,
		to: 3,
		yearThousand: 11_700,
		decision: "declined",
		oneIn: 2,
	},
	{
		key: "jutaku",
		category: "commissioned",
		title: "受託研究 省電力材料の基礎探索",
		funder: "あけぼの素材研究機構",
		use: "research",
		from: -1,
		to: 1,
		yearThousand: 52_000,
		indirect: true,
	},
	{
		key: "kyodo",
		category: "joint",
		title: "共同研究 高感度探針の長寿命化",
		funder: "泉精密株式会社",
		use: "research",
		from: -2,
		to: 2,
		yearThousand: 24_200,
	},
	{
		key: "bumon",
		category: "joint",
		title: "共同研究部門 みなとヘルス基礎科学",
		funder: "みなと製薬株式会社",
		use: "core_posts",
		from: 0,
		to: 4,
		yearThousand: 60_000,
	},
	{
		key: "kyodo-next",
		category: "joint",
		title: "共同研究 次世代センサの原理検証",
		funder: "株式会社ほしぞら計測",
		use: "research",
		from: 1,
		to: 4,
		yearThousand: 36_000,
		decision: "pending",
	},
	{
		key: "kokusai",
		category: "subsidy",
		title: "国際頭脳循環の支援補助",
		funder: "みらい科学振興財団",
		use: "talent",
		from: -2,
		to: 0,
		yearThousand: 30_000,
	},
	{
		key: "unyoeki",
		category: "fund_income",
		title: "研究基金の運用益",
		funder: "大学基金",
		use: "core_posts",
		from: -3,
		to: 4,
		yearThousand: 6_200,
	},
	{
		key: "chizai",
		category: "ip",
		title: "走査プローブ特許の実施料",
		funder: "泉精密株式会社ほか",
		use: "running",
		from: -3,
		to: 0,
		yearThousand: 3_480,
		oneIn: 2,
	},
	{
		key: "startup",
		category: "startup",
		title: "大学発スタートアップの新株予約権の譲渡",
		funder: "株式会社しずくバイオ",
		use: "running",
		from: -1,
		to: -1,
		yearThousand: 12_000,
		oneIn: 4,
	},
	{
		key: "kyoyo",
		category: "other",
		title: "共用設備の利用料",
		funder: "学内外の利用者",
		use: "facility",
		from: -3,
		to: 2,
		yearThousand: 21_600,
	},
	{
		key: "host-posts",
		category: "host",
		title: "ホスト機関による教員ポストの措置",
		funder: HOST,
		use: "core_posts",
		from: -3,
		to: 4,
		decidedTo: 2,
		yearThousand: 268_000,
		hostKind: "posts",
		valuationBasis: "教授4名・准教授6名・助教12名。機関の平均給与表（法定福利費を含む）による。",
	},
	{
		key: "host-space",
		category: "host",
		title: "研究棟スペースの提供",
		funder: HOST,
		use: "facility",
		from: -3,
		to: 4,
		yearThousand: 92_400,
		hostKind: "space",
		valuationBasis: "5,500㎡。学内の施設使用料（月1,400円/㎡）による。",
	},
	{
		key: "host-money",
		category: "host",
		title: "運営費交付金等からの拠点運営費",
		funder: HOST,
		use: "running",
		from: -3,
		to: 4,
		decidedTo: 1,
		yearThousand: 150_000,
		hostKind: "money",
	},
];

export const DEMO_INVESTIGATORS = ["泉 花子", "髙橋 渡", "渡邉 澪", "山﨑 悠", "五十嵐 蓮", "Maria Keller"];

/** What such money buys: percent of what came in that year, in words a report can quote. */
export const DEMO_SPENDING: Partial<Record<DemoAward["category"], readonly [ExpenseItem, number, string][]>> = {
	competitive: [
		["equipment", 38, "測定装置の更新と専用光学系"],
		["personnel", 34, "特任研究員と技術員の人件費"],
		["travel", 5, "国際会議での発表と共同実験の旅費"],
		["project", 12, "試薬・消耗品と計算機の利用"],
	],
	commissioned: [
		["equipment", 45, "評価試料の作製装置"],
		["project", 30, "材料の分析と試作"],
	],
	joint: [
		["project", 52, "試作品の評価と消耗品"],
		["personnel", 28, "共同研究に従事する研究員の人件費"],
	],
	subsidy: [
		["travel", 46, "海外研究者の招へい旅費"],
		["personnel", 40, "国際支援担当の人件費"],
	],
	other: [["equipment", 70, "共用装置の保守契約"]],
	host: [["personnel", 96, "措置されたポストの人件費"]],
};

/** What the gifts of a fund buy, by its use. */
export const DEMO_GIFT_SPENDING: Partial<Record<Use, readonly [ExpenseItem, number, string][]>> = {
	running: [
		["project", 35, "一般公開日の展示と見学者用の安全具"],
		["other", 15, "拠点ニュースレターの印刷と郵送"],
	],
	talent: [
		["travel", 40, "若手研究者の国際会議参加旅費"],
		["equipment", 25, "若手研究者の立ち上げ機器"],
	],
	outreach: [["project", 55, "高校生向け実験教室の教材"]],
};
