import type { SqlTx } from "~/platform/db/transaction.server";
import type { ImportFundRow } from "../external-funds/fund-rows";
import { readKnownFunds } from "../external-funds/known-funds.server";
import { planFundRows } from "../external-funds/plan-fund-rows";
import type { FundToWrite } from "../external-funds/write-fund-rows.server";
import { type ImportSpendingRow, planSpendingRows, type SpendingPlan, withKeys } from "../spending/plan-spending-rows";
import { readKnownSpending } from "../spending/write-spending-rows.server";
import type { LineError, StagedRow } from "./import-rows.server";
import type { LockedImport } from "./lock-import.server";

export type Counts = { created: number; changed: number; unchanged: number };
export type GroupPlans = { errors: LineError[]; counts: Counts; funds: FundToWrite[]; spending: SpendingPlan[] };

/** What whole groups of rows make of what is there. With `lock` it stays so until the transaction ends. */
export async function planGroups(
	tx: SqlTx,
	of: LockedImport,
	rows: readonly StagedRow[],
	{ lock }: { lock: boolean },
): Promise<GroupPlans> {
	const groups = new Map<string, StagedRow[]>();
	for (const row of rows) {
		const group = groups.get(row.groupKey);
		if (group) group.push(row);
		else groups.set(row.groupKey, [row]);
	}
	return of.kind === "spending" ? planSpending(tx, groups, lock) : planFunds(tx, of, groups, lock);
}

async function planFunds(
	tx: SqlTx,
	{ institutionId }: LockedImport,
	groups: ReadonlyMap<string, readonly StagedRow[]>,
	lock: boolean,
): Promise<GroupPlans> {
	// Kept by our own reading of the row: its shape is the type's.
	const read = new Map([...groups].map(([key, rows]) => [key, rows.map(({ parsed }) => parsed as ImportFundRow)]));
	const numbers = [...read.values()].flatMap((rows) => rows[0]?.words.number ?? []);
	const known = await readKnownFunds(tx, { institutionId, keys: [...read.keys()], numbers, lock });
	const funds = [...read].map(([key, rows]): FundToWrite => {
		const fund = known.get(key) ?? null;
		return { key, hubId: rows[0]?.hubId ?? "", known: fund, plan: planFundRows(rows, fund) };
	});
	const outcomes = funds.flatMap(({ plan }) => [...plan.outcomes.values()]);
	return { errors: funds.flatMap(({ plan }) => plan.errors), counts: countsOf(outcomes), funds, spending: [] };
}

async function planSpending(
	tx: SqlTx,
	groups: ReadonlyMap<string, readonly StagedRow[]>,
	lock: boolean,
): Promise<GroupPlans> {
	const read = [...groups.values()].map((rows) => rows.map(({ parsed }) => parsed as ImportSpendingRow));
	const keys = read.flatMap((rows) => withKeys(rows).map(({ sourceKey }) => sourceKey));
	const known = await readKnownSpending(tx, { keys, lock });
	const spending = read.map((rows) => planSpendingRows(rows, known));
	const outcomes = spending.flatMap(({ rows }) =>
		rows.map(({ action }) => (action === "create" ? "created" : action === "none" ? "unchanged" : "changed")),
	);
	return { errors: spending.flatMap(({ errors }) => errors), counts: countsOf(outcomes), funds: [], spending };
}

function countsOf(outcomes: readonly (keyof Counts)[]): Counts {
	const counts: Counts = { created: 0, changed: 0, unchanged: 0 };
	for (const one of outcomes) counts[one] += 1;
	return counts;
}
