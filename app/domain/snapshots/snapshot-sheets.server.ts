import { SNAPSHOT_MEASURES, type SnapshotContent } from "~/documents/snapshot-content";
import { roundToMillion } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { type SheetCell, type SheetToWrite, writeXlsx } from "~/platform/sheets/write-sheet.server";

const ja = getT("ja", "document");
const en = getT("en", "document");
/** The committee's workbook is read in both languages. */
const both = (read: (t: typeof ja) => string) => `${read(ja)} / ${read(en)}`;

const UNITS = { yen: "円 / yen", million_yen: "百万円 / ¥ million" } as const;

/** The workbook of a snapshot: every frozen figure in rows, what they mean, and when, by whom and under which hash. */
export function writeSnapshotSheets(content: SnapshotContent, sha256: string): Promise<Uint8Array> {
	return writeXlsx([
		figures(content),
		coverage(content),
		budgets(content),
		followUp(content),
		indicators(content),
		definitions(),
		about(content, sha256),
	]);
}

const text = (heading: string, width?: number) => ({ heading, kind: "text" as const, width });
const number = (heading: string) => ({ heading, kind: "number" as const });
const yen = (heading: string) => ({ heading, kind: "yen" as const });
const year = () => number(both((t) => t("snapshot.year")));
const hub = () => text(both((t) => t("snapshot.hub")));

/** An amount known only in millions stays in millions, and its row says so. */
function figures(content: SnapshotContent): SheetToWrite {
	const inUnit = (amount: string, precision: "yen" | "million_yen"): SheetCell =>
		precision === "yen" ? BigInt(amount) : roundToMillion(BigInt(amount));
	return {
		name: "figures",
		columns: [
			year(),
			hub(),
			text("区分 / category"),
			text("単位 / unit"),
			...SNAPSHOT_MEASURES.map((measure) => yen(both((t) => t(`snapshot.measures.${measure}`)))),
			number("件数 / count"),
		],
		rows: content.figures.map((one) => [
			one.fiscalYear,
			one.hub,
			one.category,
			UNITS[one.precision],
			...SNAPSHOT_MEASURES.map((measure) => inUnit(one[`${measure}Yen`], one.precision)),
			one.count,
		]),
	};
}

function coverage(content: SnapshotContent): SheetToWrite {
	return {
		name: "coverage",
		columns: [
			hub(),
			year(),
			yen("必要額 / needed (yen)"),
			yen("確保額 / secured (yen)"),
			yen("見込 低 / likely, low (yen)"),
			yen("見込 / likely, expected (yen)"),
			yen("見込 高 / likely, high (yen)"),
			{ heading: "確保率 / secured ratio", kind: "ratio" },
		],
		rows: content.coverage.map((one) => [
			one.hub,
			one.fiscalYear,
			BigInt(one.neededYen),
			BigInt(one.securedYen),
			BigInt(one.likelyYen.low),
			BigInt(one.likelyYen.expected),
			BigInt(one.likelyYen.high),
			one.securedRatio,
		]),
	};
}

function budgets({ reviewSheet }: SnapshotContent): SheetToWrite {
	const names = ["initial", "carriedIn", "carriedOut", "total", "executed", "rate"] as const;
	return {
		name: "review sheet (¥ million)",
		columns: [year(), ...names.map((name) => number(both((t) => t(`snapshot.budgets.${name}`))))],
		rows: reviewSheet.budgets.map((one) => [
			one.fiscalYear,
			one.initialMillionYen,
			one.carriedInMillionYen,
			one.carriedOutMillionYen,
			one.totalMillionYen,
			one.executedMillionYen,
			one.executionRatePercent,
		]),
	};
}

function followUp(content: SnapshotContent): SheetToWrite {
	const names = ["open", "late", "answered"] as const;
	return {
		name: "findings",
		columns: [hub(), ...names.map((name) => number(both((t) => t(`snapshot.findings.${name}`))))],
		rows: content.followUp.map((one) => [one.hub, ...names.map((name) => one[name])]),
	};
}

function indicators(content: SnapshotContent): SheetToWrite {
	return {
		name: "indicators",
		columns: [
			hub(),
			text(both((t) => t("snapshot.indicator"))),
			number(both((t) => t("snapshot.value"))),
			number(both((t) => t("snapshot.target"))),
		],
		rows: content.indicators.map(({ hub: of, indicator, value, target }) => [
			of,
			indicator,
			value === null ? null : Number(value),
			target === null ? null : Number(target),
		]),
	};
}

function definitions(): SheetToWrite {
	const names = [...SNAPSHOT_MEASURES, "host", "wpi_subsidy"] as const;
	return {
		name: "definitions",
		columns: [text("数えるもの / measure"), text("定義", 70), text("definition", 70)],
		rows: names.map((name) => [
			both((t) => t(`snapshot.measures.${name}`)),
			ja(`snapshot.definitions.${name}`),
			en(`snapshot.definitions.${name}`),
		]),
	};
}

function about(content: SnapshotContent, sha256: string): SheetToWrite {
	return {
		name: "about",
		columns: [text("項目 / item"), text("内容 / value", 80)],
		rows: [
			[both((t) => t("snapshot.word")), content.title],
			[both((t) => t("snapshot.year")), String(content.fiscalYear)],
			[both((t) => t("snapshot.scope")), content.hub ?? both((t) => t("snapshot.programme"))],
			[both((t) => t("snapshot.takenAt")), content.takenAt],
			[both((t) => t("snapshot.takenBy")), content.takenBy],
			[both((t) => t("snapshot.note")), content.note],
			["sha256", sha256],
		],
	};
}
