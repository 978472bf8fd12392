import { authorize, mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { listChanges } from "../audit/list-changes.server";
import type { Category, Use } from "../ledger/kinds";
import { type Yen, yen } from "../money/yen";
import { type FundBalance, getFundBalance } from "../spending/get-fund-balance.server";
import { revisionOf } from "./change-external-fund.server";
import type { Decision } from "./decision.status";
import type { HostKind } from "./external-fund.schema";
import { shareOf } from "./fund-years.schema";

/**
 * One external fund with its years, receipts, spending and what the actor may do.
 * @throws AppError externalfund_not_found, forbidden
 */
export async function getExternalFund(ctx: Ctx, id: string) {
	await authorize(ctx, "read", { type: "ExternalFund", id });
	const [fund, years, receipts, balance, changes, oneSpent] = await Promise.all([
		ctx.db.externalFund.findUniqueOrThrow({ where: { id } }),
		ctx.db.externalFundYear.findMany({ where: { externalFundId: id }, orderBy: { fiscalYear: "asc" } }),
		ctx.db.externalFundReceipt.findMany({
			where: { externalFundId: id },
			orderBy: [{ receivedOn: "desc" }, { id: "desc" }],
		}),
		getFundBalance(ctx, { externalFundId: id }),
		listChanges(ctx, { subject: { type: "external_fund", id } }),
		ctx.db.spendingLine.findFirst({ where: { externalFundId: id }, select: { id: true } }),
	]);
	const [hub, institution] = await Promise.all([
		ctx.db.hub.findUniqueOrThrow({ where: { id: fund.hubId } }),
		ctx.db.institution.findUniqueOrThrow({ where: { id: fund.institutionId } }),
	]);
	const stands = fund.voidedAt === null;
	return {
		...fund,
		category: fund.category as Category,
		use: fund.use as Use,
		hostKind: fund.hostKind as HostKind | null,
		decision: fund.decision as Decision,
		startsOn: dayOf(fund.startsOn),
		endsOn: dayOf(fund.endsOn),
		decidedOn: dayOf(fund.decidedOn),
		revision: revisionOf(fund),
		hub,
		institution,
		years: joinYears(fund, years, balance),
		receipts: receipts.map((receipt) => ({
			...receipt,
			receivedOn: receipt.receivedOn.toISOString().slice(0, 10),
			amountYen: yen(receipt.amountYen),
			indirectYen: yen(receipt.indirectYen),
			precision: receipt.precision === "million_yen" ? ("million_yen" as const) : ("yen" as const),
		})),
		balance,
		changes,
		/** category, use, hub and institution stay from now on */
		booked: receipts.length > 0 || oneSpent !== null,
		may: {
			change: stands && mayDo(ctx, "change", "ExternalFund", fund),
			spend: stands && fund.decision !== "declined" && mayDo(ctx, "record", "SpendingLine", fund),
		},
	};
}
export type ShownExternalFund = Awaited<ReturnType<typeof getExternalFund>>;

const dayOf = (date: Date | null): string | null => date?.toISOString().slice(0, 10) ?? null;

type YearRow = {
	fiscalYear: number;
	plannedYen: bigint;
	decidedYen: bigint | null;
	directYen: bigint | null;
	indirectYen: bigint | null;
	carriedOverYen: bigint;
	returnedYen: bigint;
	precision: string;
};

export type ShownYear = {
	fiscalYear: number;
	/** of the whole award; null: this year has no plan, only money */
	plan: (Omit<YearRow, "precision"> & { precision: "yen" | "million_yen" }) | null;
	/** 繰越 from the year before, of the whole award */
	carriedInYen: Yen;
	/** the hub's part of decided + carried in - carried over - returned; 0 while undecided */
	hubShareYen: Yen;
	/** booked, less what was given back */
	receivedYen: Yen;
	receivedPrecision: "yen" | "million_yen";
	/** of the hub's part, not received yet; never below 0 */
	toComeYen: Yen;
	spentYen: Yen;
	/** received less spent, all years until then */
	leftYen: Yen;
};

/** The plan of each year beside what the ledger has of it. */
function joinYears(
	fund: { hubShareBasisPoints: number; decision: string },
	plans: readonly YearRow[],
	balance: FundBalance,
): ShownYear[] {
	const byYear = new Map(plans.map((plan) => [plan.fiscalYear, plan]));
	const money = new Map(balance.years.map((year) => [year.fiscalYear, year]));
	const all = [...new Set([...byYear.keys(), ...money.keys()])].sort((a, b) => a - b);
	let left = 0n;
	return all.map((fiscalYear) => {
		const plan = byYear.get(fiscalYear) ?? null;
		const booked = money.get(fiscalYear);
		const carriedIn = byYear.get(fiscalYear - 1)?.carriedOverYen ?? 0n;
		const available = plan === null ? 0n : (plan.decidedYen ?? 0n) + carriedIn - plan.carriedOverYen - plan.returnedYen;
		const share = fund.decision === "decided" && available > 0n ? shareOf(available, fund.hubShareBasisPoints) : 0n;
		const received = booked?.receivedYen ?? 0n;
		// What was given back of an earlier year does not come again.
		const came = booked?.grossYen ?? 0n;
		left = booked?.leftYen ?? left;
		return {
			fiscalYear,
			plan: plan && { ...plan, precision: plan.precision === "million_yen" ? "million_yen" : "yen" },
			carriedInYen: yen(carriedIn),
			hubShareYen: yen(share),
			receivedYen: yen(received),
			receivedPrecision: booked?.precision ?? "yen",
			toComeYen: yen(share > came ? share - came : 0n),
			spentYen: yen(booked?.spentYen ?? 0n),
			leftYen: yen(left),
		};
	});
}
