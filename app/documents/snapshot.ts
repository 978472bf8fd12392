import { formatFiscalYear, formatInteger, formatMoment, formatPercent, roundToMillion } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { getT } from "~/i18n/texts.server.ts";
import type { Faces } from "./paper/face.ts";
import { BOTTOM, hairline, LEFT, measureFacts, RIGHT, setFacts, TOP, WIDTH } from "./paper/parts.ts";
import type { SetDocument } from "./paper/render-sheets.tsx";
import { FAINT, Typesetter } from "./paper/sheet.ts";
import { heightOfTable, type PaperTable, setTable } from "./paper/table.ts";
import { figureOf, SNAPSHOT_MEASURES, type SnapshotContent } from "./snapshot-content.ts";

/** A snapshot with the hash of its content. */
export type SnapshotProps = { content: SnapshotContent; sha256: string };

const APART = ["host", "wpi_subsidy"] as const;
const CATEGORIES = [
	"gift",
	"competitive",
	"commissioned",
	"joint",
	"subsidy",
	"fund_income",
	"ip",
	"startup",
	"other",
] as const;

type Setting = { set: Typesetter; content: SnapshotContent; lang: Lang };

/** Sets a snapshot (確定値) on A4: the whole in Japanese, then the whole in English, hash, moment and page on every sheet. */
export function setSnapshot(faces: Faces, { content, sha256 }: SnapshotProps): SetDocument {
	const set = new Typesetter(faces);
	const langOfSheet: Lang[] = [];
	for (const lang of ["ja", "en"] as const) {
		setOneLanguage({ set, content, lang }, sha256);
		while (langOfSheet.length < set.sheets.length) langOfSheet.push(lang);
	}
	for (const [index, lang] of langOfSheet.entries()) {
		set.turnTo(index);
		setFoot({ set, content, lang }, sha256, `${index + 1} / ${langOfSheet.length}`);
	}
	const facts = {
		title: content.title,
		subject: `sha256 ${sha256}`,
		author: content.takenBy,
		lang: "ja" as const,
		issuedOn: new Date(Date.parse(content.takenAt) + 9 * 3_600_000).toISOString().slice(0, 10),
	};
	return { sheets: set.sheets, facts };
}

function setFoot({ set, content, lang }: Setting, sha256: string, page: string): void {
	const t = getT(lang, "document");
	const y = BOTTOM + 16;
	hairline(set, y - 10);
	const style = { size: 6.5, color: FAINT };
	set.line(`${t("snapshot.word")} ${formatMoment(new Date(content.takenAt), lang)}　sha256 ${sha256}`, LEFT, y, style);
	set.line(page, RIGHT, y, { ...style, align: "right" });
}

function setOneLanguage(setting: Setting, sha256: string): void {
	const { set, content, lang } = setting;
	const t = getT(lang, "document");
	set.newSheet();
	const title = set.fit(
		content.title,
		WIDTH,
		{ sizes: [20, 17, 15, 13], maxLines: 2 },
		{ weight: "bold", leading: 1.4 },
	);
	set.line(t("snapshot.word"), LEFT, TOP, { size: 10, color: FAINT });
	let y = set.place(title, LEFT, TOP + 8) + 8;
	const hub = content.hubs.find(({ slug }) => slug === content.hub);
	const table = measureFacts(
		set,
		[
			{ label: t("snapshot.year"), lines: [formatFiscalYear(content.fiscalYear, lang)] },
			{
				label: t("snapshot.scope"),
				lines: [hub ? (lang === "ja" ? hub.nameJa : hub.nameEn) : t("snapshot.programme")],
			},
			{ label: t("snapshot.takenAt"), lines: [formatMoment(new Date(content.takenAt), lang)] },
			{ label: t("snapshot.takenBy"), lines: [content.takenBy] },
			...(content.note === "" ? [] : [{ label: t("snapshot.note"), lines: content.note.split("\n") }]),
			{ label: "sha256", lines: [sha256] },
		],
		BOTTOM - y,
	);
	y = setFacts(set, table, y, BOTTOM);
	y = section(setting, y, t("snapshot.inBrief"), briefTable(setting));
	y = paragraphs(
		setting,
		y,
		[...SNAPSHOT_MEASURES, ...APART].map(
			(name) => `${t(`snapshot.measures.${name}`)}: ${t(`snapshot.definitions.${name}`)}`,
		),
	);
	for (const [heading, body, note] of tablesOf(setting)) {
		if (body.rows.length > 0) y = section(setting, y, heading, body, note);
	}
}

function section({ set }: Setting, from: number, heading: string, table: PaperTable, note = ""): number {
	let y = from + 20;
	const height = 18 + (note === "" ? 0 : 16) + heightOfTable(table);
	if (y + Math.max(70, height <= BOTTOM - TOP ? height : 0) > BOTTOM) {
		set.newSheet();
		y = TOP;
	}
	set.line(heading, LEFT, y + 10, { size: 11, weight: "bold" });
	y += 18;
	if (note !== "") y = set.place(set.block(note, WIDTH, { size: 7.5, color: FAINT }), LEFT, y) + 3;
	return setTable(set, table, y);
}

function paragraphs({ set }: Setting, from: number, texts: string[]): number {
	let y = from + 8;
	for (const text of texts) {
		const block = set.block(text, WIDTH, { size: 7.5, color: FAINT, leading: 1.45 });
		if (y + block.height > BOTTOM) {
			set.newSheet();
			y = TOP;
		}
		y = set.place(block, LEFT, y) + 1;
	}
	return y;
}

const millions = (yen: bigint) => (yen === 0n ? "–" : formatInteger(roundToMillion(yen)));

function changeText(before: bigint, after: bigint, lang: Lang): [yen: string, percent: string] {
	const difference = after - before;
	if (difference === 0n) return ["–", "–"];
	const sign = difference > 0n ? "+" : "";
	const yen = `${sign}${formatInteger(roundToMillion(difference))}`;
	if (before === 0n) return [yen, getT(lang, "document")("snapshot.new")];
	if (before < 0n) return [yen, "–"];
	const perMille = (difference * 1000n) / before;
	const size = perMille < 0n ? -perMille : perMille;
	return [yen, `${perMille < 0n ? "-" : "+"}${formatInteger(size / 10n)}.${size % 10n}%`];
}

/** Each measure this year and last; what stands apart below. */
function briefTable({ content, lang }: Setting): PaperTable {
	const t = getT(lang, "document");
	const { fiscalYear } = content;
	const lines = [
		...SNAPSHOT_MEASURES.map((measure) => ({ label: t(`snapshot.measures.${measure}`), at: {}, measure })),
		...APART.map((category) => ({
			label: t(`snapshot.measures.${category}`),
			at: { category },
			measure: "net" as const,
		})),
	];
	return {
		columns: [
			{ label: t("snapshot.unit"), weight: 3 },
			{ label: formatFiscalYear(fiscalYear, lang), weight: 1, number: true },
			{ label: formatFiscalYear(fiscalYear - 1, lang), weight: 1, number: true },
			{ label: t("snapshot.change"), weight: 1, number: true },
			{ label: t("snapshot.percent"), weight: 1, number: true },
		],
		rows: lines.map(({ label, at, measure }) => {
			const now = figureOf(content, { fiscalYear, ...at }, measure);
			const before = figureOf(content, { fiscalYear: fiscalYear - 1, ...at }, measure);
			return [label, millions(now), millions(before), ...changeText(before, now, lang)];
		}),
	};
}

function tablesOf(setting: Setting): [heading: string, table: PaperTable, note?: string][] {
	const { content, lang } = setting;
	const t = getT(lang, "document");
	const year = formatFiscalYear(content.fiscalYear, lang);
	return [
		[t("snapshot.byCategory", { year }), byCategory(setting), t("snapshot.roundingNote")],
		[t("snapshot.byYear"), byYear(setting), t("snapshot.roundingNote")],
		[t("snapshot.coverage"), coverageTable(setting), t("snapshot.coverageNote")],
		[t("snapshot.budget"), budgetTable(setting)],
		[t("snapshot.blocks"), blockTable(setting), t("snapshot.blocksNote")],
		[t("snapshot.followUp"), followUpTable(setting)],
		[t("snapshot.indicators", { year }), indicatorTable(setting)],
	];
}

/** Hubs in their order, and the programme's own money when there is any. */
function hubKeys({ content, lang }: Setting): { key: string; label: string }[] {
	const own = content.figures.some(({ hub }) => hub === "none");
	const label = getT(lang, "document")("snapshot.programmeFunds");
	return [
		...content.hubs.map(({ slug, abbreviation }) => ({ key: slug, label: abbreviation })),
		...(own ? [{ key: "none", label }] : []),
	];
}

function byCategory(setting: Setting): PaperTable {
	const { content, lang } = setting;
	const t = getT(lang, "document");
	const { fiscalYear } = content;
	const shown = CATEGORIES.filter((category) => figureOf(content, { fiscalYear, category }, "external") !== 0n);
	const line = (hub: string, label: string) => {
		const now = figureOf(content, { fiscalYear, hub }, "external");
		const before = figureOf(content, { fiscalYear: fiscalYear - 1, hub }, "external");
		const [, percent] = changeText(before, now, lang);
		return [
			label,
			...shown.map((category) => millions(figureOf(content, { fiscalYear, hub, category }, "external"))),
			millions(now),
			percent,
		];
	};
	return {
		size: 7,
		columns: [
			{ label: t("snapshot.hub"), weight: 2 },
			...shown.map((category) => ({ label: t(`snapshot.categories.${category}`), weight: 1, number: true })),
			{ label: t("snapshot.sum"), weight: 1.1, number: true },
			{ label: t("snapshot.percent"), weight: 1.1, number: true },
		],
		rows: hubKeys(setting).map(({ key, label }) => line(key, label)),
		foot: line("all", t("snapshot.sum")),
	};
}

function byYear(setting: Setting): PaperTable {
	const { content, lang } = setting;
	const t = getT(lang, "document");
	const line = (hub: string, label: string) => [
		label,
		...content.fiscalYears.map((fiscalYear) => millions(figureOf(content, { fiscalYear, hub }, "external"))),
	];
	return {
		size: 7,
		columns: [
			{ label: t("snapshot.hub"), weight: 2 },
			...content.fiscalYears.map((year) => ({ label: formatFiscalYear(year, lang), weight: 1, number: true })),
		],
		rows: hubKeys(setting).map(({ key, label }) => line(key, label)),
		foot: line("all", t("snapshot.sum")),
	};
}

function coverageTable(setting: Setting): PaperTable {
	const { content, lang } = setting;
	const years = [...new Set(content.coverage.map(({ fiscalYear }) => fiscalYear))].sort((a, b) => a - b);
	const known = content.hubs.filter(({ slug }) => content.coverage.some(({ hub }) => hub === slug));
	return {
		columns: [
			{ label: getT(lang, "document")("snapshot.hub"), weight: 2 },
			...years.map((year) => ({ label: formatFiscalYear(year, lang), weight: 1, number: true })),
		],
		rows: known.map(({ slug, abbreviation }) => [
			abbreviation,
			...years.map((year) => {
				const cell = content.coverage.find(({ hub, fiscalYear }) => hub === slug && fiscalYear === year);
				return cell?.securedRatio == null ? "–" : formatPercent(cell.securedRatio, 1);
			}),
		]),
	};
}

const printed = (value: number | null) => (value === null ? "–" : formatInteger(value));

function budgetTable({ content, lang }: Setting): PaperTable {
	const t = getT(lang, "document");
	const number = true;
	return {
		columns: [
			{ label: t("snapshot.unit"), weight: 1.4 },
			{ label: t("snapshot.budgets.initial"), weight: 1, number },
			{ label: t("snapshot.budgets.carriedIn"), weight: 1, number },
			{ label: t("snapshot.budgets.carriedOut"), weight: 1, number },
			{ label: t("snapshot.budgets.total"), weight: 1, number },
			{ label: t("snapshot.budgets.executed"), weight: 1, number },
			{ label: t("snapshot.budgets.rate"), weight: 1, number },
		],
		rows: content.reviewSheet.budgets.map((one) => [
			formatFiscalYear(one.fiscalYear, lang),
			printed(one.initialMillionYen),
			printed(one.carriedInMillionYen),
			printed(one.carriedOutMillionYen),
			printed(one.totalMillionYen),
			printed(one.executedMillionYen),
			one.executionRatePercent === null ? "–" : `${one.executionRatePercent}%`,
		]),
	};
}

function blockTable({ content, lang }: Setting): PaperTable {
	const t = getT(lang, "document");
	return {
		columns: [
			{ label: t("snapshot.unit"), weight: 2 },
			{ label: t("snapshot.block"), weight: 1 },
			{ label: t("snapshot.printed"), weight: 1, number: true },
			{ label: t("snapshot.ownSum"), weight: 1, number: true },
		],
		rows: content.reviewSheet.blocks.map((one) => [
			formatFiscalYear(one.fiscalYear, lang),
			one.block,
			formatInteger(one.printedMillionYen),
			formatInteger(one.sumMillionYen),
		]),
	};
}

function followUpTable({ content, lang }: Setting): PaperTable {
	const t = getT(lang, "document");
	const nameOf = new Map(content.hubs.map(({ slug, abbreviation }) => [slug, abbreviation]));
	const waiting = content.followUp.filter(({ open, answered }) => open + answered > 0);
	return {
		columns: [
			{ label: t("snapshot.hub"), weight: 2 },
			{ label: t("snapshot.findings.open"), weight: 1, number: true },
			{ label: t("snapshot.findings.late"), weight: 1, number: true },
			{ label: t("snapshot.findings.answered"), weight: 1, number: true },
		],
		rows: waiting.map(({ hub, open, late, answered }) => [
			nameOf.get(hub) ?? hub,
			...[open, late, answered].map((count) => formatInteger(count)),
		]),
	};
}

function indicatorTable({ content, lang }: Setting): PaperTable {
	const t = getT(lang, "document");
	const nameOf = new Map(content.hubs.map(({ slug, abbreviation }) => [slug, abbreviation]));
	return {
		columns: [
			{ label: t("snapshot.hub"), weight: 2 },
			{ label: t("snapshot.indicator"), weight: 3 },
			{ label: t("snapshot.value"), weight: 1, number: true },
			{ label: t("snapshot.target"), weight: 1, number: true },
		],
		rows: content.indicators.map(({ hub, indicator, value, target }) => [
			nameOf.get(hub) ?? hub,
			t(`snapshot.indicatorNames.${indicator}` as "snapshot.indicatorNames.coauthorship"),
			value ?? "–",
			target ?? "–",
		]),
	};
}
