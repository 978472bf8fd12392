import { lastDayOf } from "../calendar/fiscal-year.ts";
import { EXTERNAL_FUND_MAX } from "../external-funds/external-fund.schema.ts";
import { foldNumber, fundKey } from "../external-funds/fund-key.ts";
import type { ImportFundRow } from "../external-funds/fund-rows.ts";
import type { Mapping } from "./import-mapping.ts";
import { type Places, type RowError, RowReader } from "./read-row.ts";

export type ReadFundRow = { row: ImportFundRow; groupKey: string } | { row: null };

/** A row of a file of external funds: a fund, perhaps a fiscal year of it, perhaps money that came. */
export function readFundRow(
	cells: readonly string[],
	line: number,
	mapping: Mapping,
	place: { institutionId: string; places: Places; today: string },
): ReadFundRow & { errors: RowError[] } {
	const reader = new RowReader(cells, mapping, place.today);
	const hubId = reader.hub(place.places);
	const number = reader.text("number", EXTERNAL_FUND_MAX.number);
	const title = reader.text("title", EXTERNAL_FUND_MAX.title);
	const funder = reader.text("funder", EXTERNAL_FUND_MAX.funder) ?? mapping.defaults.funder ?? null;
	const words = {
		number,
		title,
		funder,
		principalInvestigator: reader.text("principalInvestigator", EXTERNAL_FUND_MAX.person),
		category: reader.word("category"),
		use: reader.word("use"),
		hostKind: reader.word("hostKind"),
		valuationBasis: reader.text("valuationBasis", EXTERNAL_FUND_MAX.basis),
		startsOn: reader.day("startsOn"),
		endsOn: reader.day("endsOn"),
		hubShareBasisPoints: reader.share("hubShare"),
		decision: reader.word("decision"),
		decidedOn: reader.day("decidedOn", { past: true }),
	};
	const year = yearOf(reader);
	const receipt = receiptOf(reader, year?.fiscalYear ?? reader.year("fiscalYear"));
	if (
		number === null &&
		title === null &&
		!reader.errors.some(({ column }) => column === "number" || column === "title")
	) {
		reader.wrong(mapping.columns.number === undefined ? "title" : "number", "imports.fundUnnamed");
	}
	if (number !== null && foldNumber(number) === "") reader.wrong("number", "imports.fundUnnamed");
	if (number === null && title !== null && funder === null) reader.wrong("funder", "imports.funderNeeded");
	if (hubId === null || reader.errors.length > 0) return { row: null, errors: reader.errors };
	const { institutionId } = place;
	const groupKey = fundKey({ institutionId, hubId, number: number ?? "", title: title ?? "", funder: funder ?? "" });
	return { row: { line, hubId, words, year, receipt }, groupKey, errors: [] };
}

const AMOUNTS = ["plannedYen", "decidedYen", "directYen", "indirectYen", "carriedOverYen", "returnedYen"] as const;

function yearOf(reader: RowReader): ImportFundRow["year"] {
	const amounts = Object.fromEntries(AMOUNTS.map((name) => [name, reader.amount(name)])) as Record<
		(typeof AMOUNTS)[number],
		string | null
	>;
	if (AMOUNTS.every((name) => amounts[name] === null)) return null;
	const fiscalYear = reader.year("fiscalYear");
	if (fiscalYear === null) {
		if (!reader.errors.some(({ column }) => column === "fiscalYear")) reader.wrong("fiscalYear", "fields.required");
		return null;
	}
	return { fiscalYear, ...amounts, precision: precisionOf(reader, Object.values(amounts)) };
}

function receiptOf(reader: RowReader, fiscalYear: number | null): ImportFundRow["receipt"] {
	const amountYen = reader.amount("receivedYen");
	const indirectYen = reader.amount("receivedIndirectYen");
	const day = reader.day("receivedOn", { past: true });
	const kind = reader.word("receiptKind") === "returned" ? "returned" : "received";
	const channel = reader.word("channel") ?? "bank_transfer";
	const note = reader.text("note", EXTERNAL_FUND_MAX.note) ?? "";
	if (amountYen === null || amountYen === "0") {
		if (indirectYen !== null && indirectYen !== "0") reader.wrong("receivedYen", "fields.amount.empty");
		return null;
	}
	if (day === null && reader.cell("receivedOn").trim() !== "") return null;
	if (day === null && fiscalYear === null) {
		reader.wrong("receivedOn", "imports.dayNeeded");
		return null;
	}
	if (BigInt(indirectYen ?? 0) > BigInt(amountYen))
		reader.wrong("receivedIndirectYen", "externalFunds.indirectTooMuch");
	const precision = precisionOf(reader, [amountYen, indirectYen]);
	// A source that knows the year alone: the money is booked on its last day.
	const receivedOn = day ?? lastDayOf(fiscalYear ?? 0).toString();
	return {
		kind,
		receivedOn,
		datePrecision: day === null ? "fiscal_year" : "day",
		amountYen,
		indirectYen: indirectYen ?? "0",
		precision: precision === "million_yen" && BigInt(indirectYen ?? 0) > 0n ? "yen" : precision,
		channel,
		note,
	};
}

/** A file in millions knows no more than the million. */
function precisionOf(reader: RowReader, amounts: readonly (string | null)[]): "yen" | "million_yen" {
	if (reader.mapping.unit !== "million_yen") return "yen";
	return amounts.every((yen) => yen === null || BigInt(yen) % 1_000_000n === 0n) ? "million_yen" : "yen";
}
