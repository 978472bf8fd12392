import { Prisma } from "~/platform/db/client.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import { fiscalYearOf, jstDayString } from "../calendar/fiscal-year";
import type { FunderFigure } from "./coverage-inputs";
import { funderRow } from "./coverage-sql.server";
import { presentFacts } from "./outlook-facts.server";
import { decidedByFunderSql } from "./outlook-sql.server";

/** What each funder of a hub decided and has not paid yet, by year: read only where a what-if asks who is the largest. */
export async function listFunders(ctx: Ctx, hubId: string): Promise<FunderFigure[]> {
	const of = { hubId, day: jstDayString(ctx.now), fiscalYear: fiscalYearOf(ctx.now) };
	return readRows(
		ctx,
		funderRow,
		(visible) => Prisma.sql`
			SELECT c.funder, c."fiscalYear", c.category, c.use, c.yen
			FROM (${decidedByFunderSql(of, presentFacts(of))}) c
			WHERE EXISTS (SELECT 1 FROM (SELECT ${hubId}::uuid AS hub_id) h WHERE ${visible("hub_outlook", "h")})`,
	);
}
