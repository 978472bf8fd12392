import type { z } from "zod";
import type { ReadExternalFund } from "~/domain/external-funds/read-external-funds.server";
import { toJsonNumber, yen } from "~/domain/money/yen";
import type { SpendingRow } from "~/domain/spending/list-spending.server";
import type { externalFundShape, fundReceiptShape, spendingShape } from "./external-fund-shapes";

type FundAnswer = z.input<typeof externalFundShape>;
const number = (amount: bigint) => toJsonNumber(yen(amount));
const numberOrNull = (amount: bigint | null) => (amount === null ? null : number(amount));
const dayOf = (date: Date) => date.toISOString().slice(0, 10);
const dayOrNull = (date: Date | null) => (date === null ? null : dayOf(date));

export function externalFundAnswer(fund: ReadExternalFund): FundAnswer {
	const { id, title, funder, valuationBasis, principalInvestigator, hubShareBasisPoints, note } = fund;
	const standing = fund.receipts.filter(({ voidedAt }) => voidedAt === null);
	const received = standing.reduce(
		(sum, { kind, amountYen }) => sum + (kind === "returned" ? -amountYen : amountYen),
		0n,
	);
	return {
		...{ id, title, funder, valuationBasis, principalInvestigator, hubShareBasisPoints, note, number: fund.number },
		hub: fund.hub.slug,
		institution: fund.institution.slug,
		category: fund.category as FundAnswer["category"],
		hostKind: fund.hostKind as FundAnswer["hostKind"],
		use: fund.use as FundAnswer["use"],
		startsOn: dayOrNull(fund.startsOn),
		endsOn: dayOrNull(fund.endsOn),
		decision: fund.decision,
		decidedOn: dayOrNull(fund.decidedOn),
		voided: fund.voidedAt !== null,
		receivedYen: number(received),
		years: fund.years.map((year) => ({
			fiscalYear: year.fiscalYear,
			plannedYen: number(year.plannedYen),
			decidedYen: numberOrNull(year.decidedYen),
			directYen: numberOrNull(year.directYen),
			indirectYen: numberOrNull(year.indirectYen),
			carriedOverYen: number(year.carriedOverYen),
			returnedYen: number(year.returnedYen),
			precision: precisionOf(year),
		})),
		receipts: fund.receipts.map(fundReceiptAnswer),
	};
}

const precisionOf = ({ precision }: { precision: string }) =>
	precision === "million_yen" ? ("million_yen" as const) : ("yen" as const);

type ReceiptAnswer = z.input<typeof fundReceiptShape>;

function fundReceiptAnswer(receipt: ReadExternalFund["receipts"][number]): ReceiptAnswer {
	return {
		id: receipt.id,
		kind: receipt.kind === "returned" ? "returned" : "received",
		receivedOn: dayOf(receipt.receivedOn),
		fiscalYear: receipt.fiscalYear,
		amountYen: number(receipt.amountYen),
		indirectYen: number(receipt.indirectYen),
		precision: precisionOf(receipt),
		channel: receipt.channel as ReceiptAnswer["channel"],
		voided: receipt.voidedAt !== null,
	};
}

type Line = Pick<
	SpendingRow,
	| "id"
	| "hub"
	| "institution"
	| "fundId"
	| "externalFundId"
	| "category"
	| "spentOn"
	| "fiscalYear"
	| "expenseItem"
	| "use"
	| "description"
	| "voucher"
	| "amountYen"
>;

export function spendingAnswer(line: Line): z.input<typeof spendingShape> {
	const { id, hub, institution, fundId, externalFundId, category, spentOn, fiscalYear } = line;
	const { expenseItem, use, description, voucher } = line;
	return {
		...{ id, hub, institution, fundId, externalFundId, category, spentOn, fiscalYear },
		...{ expenseItem, use, description, voucher, amountYen: toJsonNumber(line.amountYen) },
	};
}
