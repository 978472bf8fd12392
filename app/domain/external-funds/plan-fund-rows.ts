import type { Use } from "../ledger/kinds.ts";
import { checkFund, type FundCategory, type HostKind, USUAL_USE } from "./external-fund.schema.ts";
import type {
	FundRowError,
	FundWords,
	ImportFundRow,
	KnownFund,
	KnownReceipt,
	RowOutcome,
	Wrong,
} from "./fund-rows.ts";
import { checkYears, type FundYear } from "./fund-years.schema.ts";
import { type PlannedReceipt, planReceipts } from "./plan-fund-receipts.ts";

export type FundPlan = {
	errors: FundRowError[];
	/** what becomes of each row that is right */
	outcomes: Map<number, RowOutcome>;
	/** null: the fund stays as it is */
	fund: { action: "create" | "change"; line: number; words: FundWords } | null;
	years: { line: number; year: FundYear; before: FundYear | null }[];
	receipts: { line: number; receipt: NonNullable<ImportFundRow["receipt"]>; replaces: KnownReceipt | null }[];
	/** no row of the group is right: nothing happens */
	nothing: boolean;
};

/**
 * What rows of one fund make of it: pure, so that the check before a run and the run itself cannot differ. A cell that is
 * empty says nothing, and nothing is taken away by it. Rows that contradict an earlier one are refused.
 */
export function planFundRows(rows: readonly ImportFundRow[], known: KnownFund | null): FundPlan {
	const errors: FundRowError[] = [];
	const wrong = (line: number, column: string | null, reason: string) => errors.push({ line, column, reason });
	const inOrder = rows.toSorted((a, b) => a.line - b.line);
	const agreeing = agreeingRows(inOrder, wrong);
	const words = wordsOf(agreeing, known);
	const refused = words === null ? [] : refusalsOf(words, known);
	const first = agreeing[0];
	if (first === undefined) return nothingOf(errors);
	if (words === null || refused.length > 0) {
		const reasons = words === null ? missing(agreeing, known) : refused;
		for (const row of agreeing) for (const { column, reason } of reasons) wrong(row.line, column, reason);
		return nothingOf(errors);
	}
	const years = planYears(agreeing, known, words.decision, wrong);
	const bad = new Set(errors.map(({ line }) => line));
	const right = agreeing.filter((row) => !bad.has(row.line));
	const receipts = planReceipts(right, words, known, wrong);
	return outcome({ errors, agreeing, years, receipts, words, known });
}

const nothingOf = (errors: FundRowError[]): FundPlan => ({
	errors,
	outcomes: new Map(),
	fund: null,
	years: [],
	receipts: [],
	nothing: true,
});

type WordName = keyof ImportFundRow["words"];

/** The column of the file that says a word. */
const COLUMN: Partial<Record<WordName, string>> = { hubShareBasisPoints: "hubShare" };
/** The category says what a word of it is called; a number is compared folded, by the group already. */
const COMPARED: WordName[] = [
	"title",
	"funder",
	"principalInvestigator",
	"category",
	"use",
	"hostKind",
	"valuationBasis",
	"startsOn",
	"endsOn",
	"hubShareBasisPoints",
	"decision",
	"decidedOn",
];

function agreeingRows(rows: readonly ImportFundRow[], wrong: Wrong): ImportFundRow[] {
	const said = new Map<WordName, { value: string | number; line: number }>();
	return rows.filter((row) => {
		const other = COMPARED.find((name) => {
			const before = said.get(name);
			return before !== undefined && row.words[name] !== null && row.words[name] !== before.value;
		});
		if (other !== undefined) {
			wrong(row.line, COLUMN[other] ?? other, `imports.fundDiffers?line=${said.get(other)?.line}`);
			return false;
		}
		for (const name of COMPARED) {
			const value = row.words[name];
			if (value !== null && !said.has(name)) said.set(name, { value, line: row.line });
		}
		return true;
	});
}

function wordsOf(rows: readonly ImportFundRow[], known: KnownFund | null): FundWords | null {
	const said = <N extends WordName>(name: N) =>
		rows.find((row) => row.words[name] !== null)?.words[name] as NonNullable<ImportFundRow["words"][N]> | undefined;
	const old = known?.words;
	const category = (said("category") as FundCategory | undefined) ?? old?.category;
	const title = said("title") ?? old?.title;
	const funder = said("funder") ?? old?.funder;
	if (category === undefined || title === undefined || funder === undefined) return null;
	return {
		number: old?.number || (said("number") ?? ""),
		title,
		funder,
		principalInvestigator: said("principalInvestigator") ?? old?.principalInvestigator ?? "",
		category,
		use: (said("use") as Use | undefined) ?? old?.use ?? USUAL_USE[category as FundCategory],
		hostKind: category === "host" ? ((said("hostKind") as HostKind | undefined) ?? old?.hostKind ?? "money") : null,
		valuationBasis: said("valuationBasis") ?? old?.valuationBasis ?? "",
		startsOn: said("startsOn") ?? old?.startsOn ?? null,
		endsOn: said("endsOn") ?? old?.endsOn ?? null,
		hubShareBasisPoints: said("hubShareBasisPoints") ?? old?.hubShareBasisPoints ?? 10_000,
		decision: said("decision") ?? old?.decision ?? usualDecision(rows),
		decidedOn: said("decidedOn") ?? old?.decidedOn ?? null,
	};
}

/** Only hoped for as long as a file has nothing but plans of it. */
function usualDecision(rows: readonly ImportFundRow[]): string {
	const planned = rows.some(({ year }) => year?.plannedYen != null);
	const decided = rows.some(
		({ year, receipt }) => receipt !== null || year?.decidedYen != null || year?.directYen != null,
	);
	return planned && !decided ? "pending" : "decided";
}

function missing(rows: readonly ImportFundRow[], known: KnownFund | null): { column: string; reason: string }[] {
	return (["category", "title", "funder"] as const)
		.filter((name) => known === null && rows.every((row) => row.words[name] === null))
		.map((column) => ({ column, reason: "fields.required" }));
}

function refusalsOf(words: FundWords, known: KnownFund | null): { column: string | null; reason: string }[] {
	const found: { column: string | null; reason: string }[] = [];
	const add = (issue: { message: string; path: PropertyKey[] }) =>
		found.push({ column: String(issue.path[0] ?? "") || null, reason: issue.message });
	checkFund(words, { addIssue: add as never } as never);
	if (known?.booked && (words.category !== known.words.category || words.hostKind !== known.words.hostKind)) {
		found.push({ column: "category", reason: "imports.bookedStays" });
	}
	if (known?.booked && words.use !== known.words.use) found.push({ column: "use", reason: "imports.bookedStays" });
	return found;
}

type PlannedYear = { line: number; year: FundYear; before: FundYear | null };

function planYears(
	rows: readonly ImportFundRow[],
	known: KnownFund | null,
	decision: string,
	wrong: Wrong,
): PlannedYear[] {
	const merged = new Map<number, { line: number; said: NonNullable<ImportFundRow["year"]> }>();
	for (const { line, year } of rows) {
		if (year === null) continue;
		const before = merged.get(year.fiscalYear);
		if (before === undefined) merged.set(year.fiscalYear, { line, said: year });
		else if (!mergeYear(before.said, year, (said) => merged.set(year.fiscalYear, { line: before.line, said }))) {
			wrong(line, "fiscalYear", `imports.yearDiffers?line=${before.line}`);
		}
	}
	const planned = [...merged.values()].map(({ line, said }) => {
		const before = known?.years.get(said.fiscalYear) ?? null;
		return { line, year: yearOf(said, before), before };
	});
	const kept = [...(known?.years.values() ?? [])].filter((year) => !merged.has(year.fiscalYear));
	const all = [...planned.map(({ line, year }) => ({ ...year, line })), ...kept.map((year) => ({ ...year, line: -1 }))];
	const bad = new Set<number>();
	const add = (issue: { message: string; path: PropertyKey[] }) => {
		const [, at, column] = issue.path;
		// A year of the database is right by itself: what does not fit is the file's year beside it.
		const line = typeof at === "number" && at >= 0 ? at : (planned.at(-1)?.line ?? 0);
		bad.add(line);
		wrong(line, typeof column === "string" && column !== "precision" ? column : null, issue.message);
	};
	if (planned.length > 0) checkYears(all, decision, { addIssue: add as never } as never);
	return planned.filter(({ line }) => !bad.has(line));
}

const YEAR_AMOUNTS = ["plannedYen", "decidedYen", "directYen", "indirectYen", "carriedOverYen", "returnedYen"] as const;
type SaidYear = NonNullable<ImportFundRow["year"]>;

/** Rows of one year, one for each receipt, repeat its amounts or leave them out. */
function mergeYear(before: SaidYear, next: SaidYear, keep: (said: SaidYear) => void): boolean {
	if (YEAR_AMOUNTS.some((name) => before[name] !== null && next[name] !== null && before[name] !== next[name])) {
		return false;
	}
	const amounts = Object.fromEntries(YEAR_AMOUNTS.map((name) => [name, before[name] ?? next[name]]));
	const precision = before.precision === next.precision ? before.precision : "yen";
	keep({ ...before, ...amounts, precision } as SaidYear);
	return true;
}

function yearOf(said: SaidYear, before: FundYear | null): FundYear {
	const amount = (text: string | null) => (text === null ? null : BigInt(text));
	const direct = amount(said.directYen) ?? before?.directYen ?? null;
	const indirect = amount(said.indirectYen) ?? before?.indirectYen ?? null;
	const parts = said.directYen !== null || said.indirectYen !== null;
	const sum = parts && (direct !== null || indirect !== null) ? (direct ?? 0n) + (indirect ?? 0n) : null;
	return {
		fiscalYear: said.fiscalYear,
		plannedYen: amount(said.plannedYen) ?? before?.plannedYen ?? 0n,
		decidedYen: amount(said.decidedYen) ?? sum ?? before?.decidedYen ?? null,
		directYen: direct,
		indirectYen: indirect,
		carriedOverYen: amount(said.carriedOverYen) ?? before?.carriedOverYen ?? 0n,
		returnedYen: amount(said.returnedYen) ?? before?.returnedYen ?? 0n,
		precision:
			before !== null && before.precision === "yen" && said.precision === "million_yen" ? "yen" : said.precision,
	};
}

function outcome(of: {
	errors: FundRowError[];
	agreeing: readonly ImportFundRow[];
	years: PlannedYear[];
	receipts: PlannedReceipt[];
	words: FundWords;
	known: KnownFund | null;
}): FundPlan {
	const { errors, words, known } = of;
	const bad = new Set(errors.map(({ line }) => line));
	const right = of.agreeing.filter(({ line }) => !bad.has(line));
	const [first] = right;
	if (first === undefined) return nothingOf(errors);
	const action = known === null ? "create" : sameWords(words, known.words) ? null : "change";
	const years = of.years.filter(({ line, year, before }) => !bad.has(line) && !(before && sameYear(year, before)));
	const receipts = of.receipts.filter(({ line, same }) => !same && !bad.has(line));
	const outcomes = new Map<number, RowOutcome>(right.map(({ line }) => [line, "unchanged"]));
	const note = (line: number, what: RowOutcome) => {
		if (what === "created" || outcomes.get(line) === "unchanged") outcomes.set(line, what);
	};
	if (action !== null) note(first.line, action === "change" ? "changed" : "created");
	for (const { line, before } of years) note(line, before === null ? "created" : "changed");
	for (const { line, replaces } of receipts) note(line, replaces === null ? "created" : "changed");
	return {
		errors,
		outcomes,
		fund: action === null ? null : { action, line: first.line, words },
		years,
		receipts: receipts.map(({ line, receipt, replaces }) => ({ line, receipt, replaces })),
		nothing: false,
	};
}

export function sameWords(a: FundWords, b: FundWords): boolean {
	return (Object.keys(a) as (keyof FundWords)[]).every((name) => a[name] === b[name]);
}

export function sameYear(a: FundYear, b: FundYear): boolean {
	return a.precision === b.precision && YEAR_AMOUNTS.every((name) => a[name] === b[name]);
}
