import { z } from "zod";
import { Prisma } from "~/platform/db/client.server.ts";
import type { Ctx } from "../access/ctx.server.ts";
import { readPublicFigures } from "../access/read-rows.server.ts";
import { firstDayOf, fiscalYearOf } from "../calendar/fiscal-year.ts";

const countRow = z.object({ this_year: z.bigint(), ever: z.bigint() });

export interface DonorCount {
	/** people and companies whose gift arrived in this fiscal year */
	thisYear: number;
	ever: number;
}

/** Each donor once, however many gifts. */
export async function countDonors(ctx: Ctx, hubId: string): Promise<DonorCount> {
	const from = firstDayOf(fiscalYearOf(ctx.now)).toString();
	const [row] = await readPublicFigures(
		countRow,
		"a hub publishes how many donors it has, not who they are",
		Prisma.sql`
			SELECT count(*) FILTER (WHERE last_given_on >= ${from}::date)::bigint AS this_year, count(*)::bigint AS ever
			FROM relationship WHERE hub_id = ${hubId}::uuid AND last_given_on IS NOT NULL`,
	);
	return { thisYear: Number(row?.this_year ?? 0), ever: Number(row?.ever ?? 0) };
}
