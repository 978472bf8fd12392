import type { ImportKind } from "./import.status.ts";

/** What a column of a file may hold. `words`: its cells are words that stand for values of ours. */
export type FieldKind = "text" | "amount" | "day" | "year" | "share" | "words" | "hub" | "fund";
export type ImportField = {
	name: FieldName;
	kind: FieldKind;
	/** headings known for it, in Japanese and English, the surest first; compared as `foldWord` has them */
	headings: readonly string[];
};

export type FundFieldName =
	| "hub"
	| "number"
	| "title"
	| "funder"
	| "principalInvestigator"
	| "category"
	| "use"
	| "hostKind"
	| "valuationBasis"
	| "startsOn"
	| "endsOn"
	| "hubShare"
	| "decision"
	| "decidedOn"
	| "fiscalYear"
	| "plannedYen"
	| "decidedYen"
	| "directYen"
	| "indirectYen"
	| "carriedOverYen"
	| "returnedYen"
	| "receivedOn"
	| "receivedYen"
	| "receivedIndirectYen"
	| "receiptKind"
	| "channel"
	| "note";
export type SpendingFieldName =
	| "hub"
	| "spentOn"
	| "amountYen"
	| "expenseItem"
	| "description"
	| "voucher"
	| "line"
	| "number"
	| "fund"
	| "use";
export type FieldName = FundFieldName | SpendingFieldName;

const field = (name: FieldName, kind: FieldKind, ...headings: string[]): ImportField => ({ name, kind, headings });

/** In the order in which they choose their columns: a heading two fields know goes to the first. */
export const IMPORT_FIELDS: Record<ImportKind, readonly ImportField[]> = {
	external_funds: [
		field("hub", "hub", "拠点", "拠点名", "WPI拠点", "hub", "center", "centre"),
		field(
			"number",
			"text",
			"課題番号",
			"研究課題番号",
			"契約番号",
			"受託番号",
			"研究課題/領域番号",
			"体系的番号",
			"管理番号",
			"number",
			"award number",
			"grant number",
			"contract number",
		),
		field(
			"title",
			"text",
			"研究課題名",
			"課題名",
			"研究題目",
			"事業名",
			"研究開発課題名",
			"件名",
			"名称",
			"title",
			"project title",
			"award title",
		),
		field(
			"funder",
			"text",
			"配分機関",
			"資金配分機関",
			"配分機関名",
			"委託元",
			"相手先",
			"契約相手方",
			"交付元",
			"相手方",
			"funder",
			"sponsor",
			"funding agency",
		),
		field(
			"principalInvestigator",
			"text",
			"研究代表者",
			"研究代表者名",
			"代表者",
			"研究担当者",
			"氏名",
			"principal investigator",
			"pi",
		),
		field(
			"category",
			"words",
			"区分",
			"資金区分",
			"外部資金区分",
			"経費区分",
			"種別",
			"category",
			"資金制度",
			"資金制度名",
			"研究種目",
			"program",
		),
		field("use", "words", "使途区分", "使途", "use"),
		field("hostKind", "words", "負担の種類", "支援の種類", "host kind"),
		field("valuationBasis", "text", "換算の根拠", "算定根拠", "valuation basis"),
		field("startsOn", "day", "開始日", "研究開始日", "契約開始日", "start", "starts on", "start date"),
		field("endsOn", "day", "終了日", "研究終了日", "契約終了日", "end", "ends on", "end date"),
		field("hubShare", "share", "拠点の割合", "按分率", "配分割合", "hub share"),
		field("decision", "words", "採否", "決定", "状態", "decision"),
		field("decidedOn", "day", "交付決定日", "決定日", "採択日", "契約日", "decided on"),
		field("fiscalYear", "year", "年度", "会計年度", "対象年度", "fiscal year", "fy"),
		field("plannedYen", "amount", "計画額", "予定額", "申請額", "planned", "planned amount"),
		field("decidedYen", "amount", "交付決定額", "決定額", "契約額", "配分額", "decided", "awarded", "awarded amount"),
		field("directYen", "amount", "直接経費", "direct", "direct cost"),
		field("indirectYen", "amount", "間接経費", "indirect", "indirect cost", "overhead"),
		field("carriedOverYen", "amount", "繰越額", "次年度繰越額", "繰越", "carried over"),
		field("returnedYen", "amount", "返還額", "returned"),
		field("receivedOn", "day", "受入日", "入金日", "受領日", "received on", "date received"),
		field("receivedYen", "amount", "受入額", "入金額", "受領額", "受入金額", "received", "amount received"),
		field("receivedIndirectYen", "amount", "うち間接経費", "受入間接経費", "間接経費受入額", "received indirect"),
		field("receiptKind", "words", "入出金区分", "受入返還区分", "receipt kind"),
		field("channel", "words", "受入方法", "入金方法", "channel"),
		field("note", "text", "備考", "摘要", "note", "remarks"),
	],
	spending: [
		field("hub", "hub", "拠点", "拠点名", "hub"),
		field("spentOn", "day", "支出日", "執行日", "支払日", "計上日", "伝票日付", "日付", "spent on", "date"),
		field("amountYen", "amount", "金額", "支出額", "執行額", "支払額", "支出金額", "amount", "spent"),
		field("expenseItem", "words", "費目", "費目名", "勘定科目", "科目", "expense item", "item"),
		field("description", "text", "摘要", "品名", "内容", "件名", "用途", "description"),
		field("voucher", "text", "伝票番号", "伝票no", "支出番号", "整理番号", "voucher", "voucher number"),
		field("line", "text", "行番号", "明細番号", "明細", "行", "枝番", "line"),
		field(
			"number",
			"text",
			"課題番号",
			"財源番号",
			"プロジェクトコード",
			"予算コード",
			"契約番号",
			"award number",
			"number",
		),
		field("fund", "fund", "使途", "財源", "財源名", "基金", "予算名", "プロジェクト名", "fund"),
		field("use", "words", "使途区分", "use"),
	],
};

/** The amounts of a file, the one its total is compared by first. */
export const MAIN_AMOUNTS: Record<ImportKind, readonly FieldName[]> = {
	external_funds: ["receivedYen", "decidedYen", "directYen", "plannedYen"],
	spending: ["amountYen"],
};

/** Columns without which no row can be read; of a list, one is enough. */
export const NEEDED: Record<ImportKind, readonly (readonly FieldName[])[]> = {
	external_funds: [["number", "title"]],
	spending: [["spentOn"], ["amountYen"], ["number", "fund"]],
};

export type WordFieldName = "category" | "use" | "hostKind" | "decision" | "receiptKind" | "channel" | "expenseItem";

/** What a word of a file stands for: width, case and spaces folded. */
export const KNOWN_WORDS: Record<WordFieldName, Record<string, readonly string[]>> = {
	category: {
		competitive: [
			"競争的研究費",
			"競争的資金",
			"科研費",
			"科学研究費",
			"科学研究費助成事業",
			"科学研究費補助金",
			"学術研究助成基金助成金",
			"基盤研究(S)",
			"基盤研究(A)",
			"基盤研究(B)",
			"基盤研究(C)",
			"特別推進研究",
			"新学術領域研究",
			"学術変革領域研究(A)",
			"学術変革領域研究(B)",
			"挑戦的研究(開拓)",
			"挑戦的研究(萌芽)",
			"若手研究",
			"国際共同研究強化",
			"CREST",
			"さきがけ",
			"ERATO",
			"創発的研究支援事業",
			"kakenhi",
		],
		commissioned: ["受託研究", "受託", "受託事業", "受託研究費", "委託", "commissioned research"],
		joint: ["共同研究", "共同研究費", "共同", "joint research"],
		subsidy: ["補助金", "その他補助金", "補助事業", "助成金", "grant"],
		fund_income: ["基金運用益", "運用益", "基金", "endowment income", "fund income"],
		ip: ["知的財産", "知財", "知財収入", "特許料", "特許料収入", "ライセンス", "licence", "license"],
		startup: ["スタートアップ", "ベンチャー", "新株予約権", "出資"],
		other: ["その他", "雑収入"],
		host: ["ホスト機関", "ホスト機関負担", "大学負担", "機関負担", "自己資金", "host contribution"],
		wpi_subsidy: ["wpi補助金", "国際研究拠点形成促進事業費補助金", "wpi"],
	},
	use: {
		core_posts: ["中核人件費", "コア人件費", "基幹人件費", "常勤人件費", "core posts"],
		running: ["運営費", "運営", "拠点運営", "間接経費", "running costs"],
		research: ["研究費", "研究"],
		facility: ["施設設備", "施設", "設備", "facilities"],
		talent: ["人材育成", "若手育成", "奨学金"],
		outreach: ["アウトリーチ", "広報", "国際交流"],
	},
	hostKind: {
		money: ["資金", "現金", "経費", "金銭"],
		posts: ["人件費", "ポスト", "人員", "教員ポスト"],
		space: ["スペース", "建物", "場所", "施設"],
	},
	decision: {
		decided: ["採択", "内定", "交付決定", "決定", "契約済", "契約済み", "awarded"],
		pending: ["申請中", "審査中", "未定", "応募中", "交渉中", "applied"],
		declined: ["不採択", "不採用", "辞退", "rejected"],
	},
	receiptKind: { received: ["受入", "入金", "収入"], returned: ["返還", "返金"] },
	channel: {
		bank_transfer: ["振込", "銀行振込", "口座振込", "bank transfer"],
		cash: ["現金"],
		in_kind: ["現物", "in kind"],
		securities: ["有価証券", "株式"],
	},
	expenseItem: {
		equipment: ["設備備品費", "設備費", "備品費", "物品費"],
		personnel: ["人件費", "人件費・謝金", "謝金", "給与", "賃金"],
		project: ["事業推進費", "消耗品費", "役務費", "印刷費", "会議費", "通信運搬費"],
		travel: ["旅費", "国内旅費", "外国旅費"],
		other: ["その他", "間接経費", "一般管理費"],
	},
};

/** Width, case, spaces and the kinds of brackets make no other word. */
export function foldWord(text: string): string {
	return text
		.normalize("NFKC")
		.toLowerCase()
		.replace(/[\s_]+/gu, "")
		.replace(/[〔［【]/gu, "(")
		.replace(/[〕］】]/gu, ")");
}

const folded = new Map(
	Object.entries(KNOWN_WORDS).map(([name, values]) => [
		name,
		new Map(
			Object.entries(values).flatMap(([value, words]) =>
				[value, ...words].map((word) => [foldWord(word), value] as const),
			),
		),
	]),
);

/** The value a word is known to stand for, without anybody saying so. */
export function knownValue(name: string, word: string): string | null {
	return folded.get(name)?.get(foldWord(word)) ?? null;
}

export const isWordField = (name: string): name is WordFieldName => name in KNOWN_WORDS;
export const valuesOf = (name: WordFieldName): string[] => Object.keys(KNOWN_WORDS[name]);
