import type { Use } from "../ledger/kinds.ts";
import { parseYen } from "../money/yen.ts";
import { storedText } from "../names/fold-name.ts";
import { PLAN_MAX, PLAN_YEARS } from "./plan.schema.ts";
import type { PlanCost } from "./plan.ts";

/** What a person calls a use, in either language or by its own word. */
export type UseReader = (text: string) => Use | null;

/** Errors shown at once; a wrong file has thousands. */
const ERRORS_SHOWN = 10;
const PASTED_MAX_CHARACTERS = 200_000;

/** First years of Japanese eras, less one. */
const ERAS: Record<string, number> = { 平成: 1988, H: 1988, 令和: 2018, R: 2018 };

/** `2027`, `FY2027`, `２０２７年度`, `令和9年度`, `R9`. Null when it is no fiscal year a plan can have. */
export function readFiscalYear(text: string): number | null {
	const bare = text.normalize("NFKC").replace(/\s/g, "").toUpperCase();
	const plain = /^(?:FY)?(\d{4})(?:年度?)?$/.exec(bare);
	const ofEra = /^(平成|令和|H|R)(\d{1,2}|元)(?:年度?)?$/.exec(bare);
	const year = plain
		? Number(plain[1])
		: ofEra
			? (ERAS[ofEra[1] ?? ""] ?? 0) + (ofEra[2] === "元" ? 1 : Number(ofEra[2]))
			: Number.NaN;
	return year >= PLAN_YEARS.earliest && year <= PLAN_YEARS.latest ? year : null;
}

/**
 * Lines of fiscal year, use, name and amount, pasted from a spreadsheet (tabs) or typed (commas). A first line of headings
 * and empty lines are passed over. Errors are keys of errors.json that name their line.
 */
export function readPastedLines(text: string, readUse: UseReader): { lines: PlanCost[]; errors: string[] } {
	const lines: PlanCost[] = [];
	const errors: string[] = [];
	if (text.length > PASTED_MAX_CHARACTERS) return { lines, errors: ["sufficiencyPlan.pasteTooLong"] };
	const seen = new Set<string>();
	for (const [index, given] of text.split(/\r\n?|\n/).entries()) {
		if (given.trim() === "") continue;
		const cells = cellsOf(given).map((cell) => storedText(cell).trim());
		if (index === 0 && readFiscalYear(cells[0] ?? "") === null && !/\d/.test(cells.at(-1) ?? "")) continue;
		const read = readLine(cells, readUse);
		const at = index + 1;
		if ("key" in read) {
			errors.push(`sufficiencyPlan.paste.${read.key}?line=${at}`);
			continue;
		}
		const key = `${read.fiscalYear}/${read.use}/${read.label}`;
		if (seen.has(key)) errors.push(`sufficiencyPlan.paste.twice?line=${at}`);
		seen.add(key);
		lines.push(read);
	}
	return { lines, errors: errors.slice(0, ERRORS_SHOWN) };
}

type PasteRefusal = "columns" | "year" | "use" | "label" | "amount";

function readLine(cells: readonly string[], readUse: UseReader): PlanCost | { key: PasteRefusal } {
	const [yearText = "", useText = "", label = "", ...amountParts] = cells;
	if (cells.length < 4) return { key: "columns" };
	const fiscalYear = readFiscalYear(yearText);
	if (fiscalYear === null) return { key: "year" };
	const use = readUse(useText);
	if (use === null) return { key: "use" };
	if (label === "" || [...label].length > PLAN_MAX.label || /\p{Cc}/u.test(label)) return { key: "label" };
	// Typed with commas, an amount of `12,000,000` is in several cells.
	const amount = parseYen(amountParts.join(",").replace(/,+$/, ""));
	if (!amount.ok || amount.yen === 0n) return { key: "amount" };
	return { fiscalYear, use, label, amountYen: amount.yen };
}

/** By tabs where there is one, else by commas (also full-width ones), with quotes around a cell that holds one. */
function cellsOf(line: string): string[] {
	if (line.includes("\t")) return line.split("\t").map((cell) => cell.replace(/^"(.*)"$/, "$1").replaceAll('""', '"'));
	const cells: string[] = [];
	for (const [, quoted, plain = ""] of line.matchAll(/(?:^|[,，])(?:\s*"((?:[^"]|"")*)"\s*|([^,，]*))(?=[,，]|$)/g)) {
		cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
	}
	return cells;
}
