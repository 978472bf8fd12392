import type { Category, Channel, Precision, Use } from "../ledger/kinds.ts";
import type { HostKind } from "./external-fund.schema.ts";
import type { FundYear } from "./fund-years.schema.ts";

/** What a row of a file says of a fund; null where it says nothing. Amounts are yen as text, so that a row can be kept as JSON. */
export type ImportFundRow = {
	line: number;
	hubId: string;
	words: {
		number: string | null;
		title: string | null;
		funder: string | null;
		principalInvestigator: string | null;
		category: string | null;
		use: string | null;
		hostKind: string | null;
		valuationBasis: string | null;
		startsOn: string | null;
		endsOn: string | null;
		hubShareBasisPoints: number | null;
		decision: string | null;
		decidedOn: string | null;
	};
	year:
		| ({ fiscalYear: number; precision: Precision } & Record<
				"plannedYen" | "decidedYen" | "directYen" | "indirectYen" | "carriedOverYen" | "returnedYen",
				string | null
		  >)
		| null;
	receipt: {
		kind: "received" | "returned";
		receivedOn: string;
		datePrecision: string;
		amountYen: string;
		indirectYen: string;
		precision: Precision;
		channel: string;
		note: string;
	} | null;
};

export type FundWords = {
	number: string;
	title: string;
	funder: string;
	principalInvestigator: string;
	category: Category;
	use: Use;
	hostKind: HostKind | null;
	valuationBasis: string;
	startsOn: string | null;
	endsOn: string | null;
	hubShareBasisPoints: number;
	decision: string;
	decidedOn: string | null;
};

export type KnownReceipt = {
	id: string;
	kind: "received" | "returned";
	receivedOn: string;
	amountYen: bigint;
	indirectYen: bigint;
	precision: Precision;
	channel: Channel;
	note: string;
	datePrecision: string;
	imported: boolean;
};

/** A fund as the database has it, with the receipts that stand; what was made void is not there. */
export type KnownFund = {
	id: string;
	words: FundWords;
	/** anything was booked for it, ever: its category and use stay */
	booked: boolean;
	years: ReadonlyMap<number, FundYear>;
	receipts: readonly KnownReceipt[];
};

export type FundRowError = { line: number; column: string | null; reason: string };
export type RowOutcome = "created" | "changed" | "unchanged";

/** Says what is wrong with a line of a file. */
export type Wrong = (line: number, column: string | null, reason: string) => void;
