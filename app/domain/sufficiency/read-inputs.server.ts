import { Prisma } from "~/platform/db/client.server";
import { forbidden } from "~/platform/errors";
import { mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows, type Visible } from "../access/read-rows.server";
import { fiscalYearOf, jstDayString } from "../calendar/fiscal-year";
import type { Use } from "../ledger/kinds";
import type { Yen } from "../money/yen";
import type { CoverageInputs } from "./coverage-inputs";
import {
	type HubRow,
	hubOutlookRow,
	hubOutlookSql,
	hubRow,
	hubsSql,
	neededRow,
	neededSql,
	receivedRow,
	receivedSql,
	type Years,
} from "./coverage-sql.server";
import { noUses } from "./place-money";
import { HORIZON_YEARS } from "./weights";

export type HubInputs = { inputs: CoverageInputs; plan: Years | null };
type Rows = {
	needed: { hubId: string; fiscalYear: number; use: Use; yen: Yen }[];
	received: (CoverageInputs["received"][number] & { hubId: string })[];
	outlook: (CoverageInputs["outlook"][number] & { hubId: string; refreshedAt: Date })[];
};

/**
 * What coverage is reckoned from, of one hub or all the actor's roles reach: four statements whatever the number of hubs,
 * over sums only. Whoever reads a hub's outlook reads all money of the hub, also where it has several hosts: its figure is one.
 * @throws AppError forbidden
 */
export async function readInputs(ctx: Ctx, of: { hubId: string | null; years: Years | null }): Promise<HubInputs[]> {
	for (const figures of ["HubOutlook", "LedgerBalance"] as const) {
		if (!mayEver(ctx, "read", figures)) throw forbidden(`read ${figures}`);
	}
	const only = of.hubId === null ? Prisma.empty : Prisma.sql`AND h.hub_id = ${of.hubId}::uuid`;
	const hubs = (visible: Visible) =>
		Prisma.sql`SELECT h.hub_id FROM (SELECT id AS hub_id FROM hub) h WHERE ${visible("hub_outlook", "h")} ${only}`;
	const thisYear = fiscalYearOf(ctx.now);
	const years = of.years ?? { from: thisYear - HORIZON_YEARS, to: thisYear };
	const [facts, needed, received, outlook] = await Promise.all([
		readRows(ctx, hubRow, (visible) => hubsSql(hubs(visible))),
		readRows(ctx, neededRow, (visible) => neededSql(hubs(visible))),
		readRows(ctx, receivedRow, (visible) =>
			receivedSql(hubs(visible), { from: years.from, to: Math.max(years.to, thisYear + HORIZON_YEARS) }),
		),
		readRows(ctx, hubOutlookRow, (visible) => hubOutlookSql(hubs(visible))),
	]);
	return joinInputs(jstDayString(ctx.now), facts, { needed, received, outlook });
}

/** The rows of each hub together. */
export function joinInputs(asOf: string, hubs: readonly HubRow[], rows: Rows): HubInputs[] {
	return hubs.map(({ lastFiscalYear, planVersion, planFrom, planTo, ...hub }) => {
		const own = <Row extends { hubId: string }>(of: readonly Row[]) => of.filter(({ hubId }) => hubId === hub.id);
		const outlook = own(rows.outlook);
		const needed: Map<number, Record<Use, Yen>> = new Map();
		for (const { fiscalYear, use, yen } of own(rows.needed)) {
			needed.set(fiscalYear, { ...(needed.get(fiscalYear) ?? noUses()), [use]: yen });
		}
		return {
			plan: planFrom === null || planTo === null ? null : { from: planFrom, to: planTo },
			inputs: {
				hub,
				asOf,
				refreshedAt: outlook[0]?.refreshedAt ?? null,
				planVersion,
				needed,
				support: { lastFiscalYear, standAloneFrom: lastFiscalYear === null ? null : lastFiscalYear + 1 },
				received: own(rows.received),
				outlook,
				funders: [],
			},
		};
	});
}
