import { Prisma } from "~/platform/db/client.server";
import type { Visible } from "../access/read-rows.server";
import { segmentCondition } from "./segment-condition.server";
import type { SegmentRules } from "./segment-rules";

/** A segment as lists take it: whose rules a row's donor fits today. Of a hub's segment, rows of that hub alone. */
export type SegmentFilter = { institutionId: string; hubId: string | null; rules: SegmentRules };

/** What a segment asks of the rows of a list, such as pledges `p`. */
export function rowsOfSegment(visible: Visible, alias: string, segment: SegmentFilter, now: Date): Prisma.Sql {
	const row = Prisma.raw(alias);
	const { hubId, rules } = segment;
	const here = hubId === null ? Prisma.sql`TRUE` : Prisma.sql`${row}.hub_id = ${hubId}::uuid`;
	const fits = segmentCondition(rules, { ...segment, now }, "sd");
	return Prisma.sql`${here} AND ${row}.donor_id IN (SELECT sd.id FROM donor sd WHERE ${visible("donor", "sd")} AND ${fits})`;
}
