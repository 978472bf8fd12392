import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { notFound } from "~/platform/errors";
import { authorize, mayDo, mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows, type Visible } from "../access/read-rows.server";
import { segmentCondition } from "./segment-condition.server";
import type { SegmentRules } from "./segment-rules";

export type SegmentAudience = { institutionId: string; hubId: string | null; rules: SegmentRules };

/**
 * How many donors fit, now. A number names nobody: who reads segments there may count them without seeing a donor.
 * @throws AppError forbidden | hub_not_found
 */
export async function countSegment(ctx: Ctx, input: SegmentAudience): Promise<number> {
	await authorize(ctx, "read", "Segment");
	const { institutionId, hubId } = input;
	if (!mayDo(ctx, "read", "Segment", { institutionId, hubId })) throw notFound("hub", hubId ?? institutionId);
	const mayNarrow = mayEver(ctx, "read", "Donor");
	const row = z.object({ count: z.int() });
	const [found] = await readRows(ctx, row, (visible) => countSql(visible, ctx, input, mayNarrow));
	return found?.count ?? 0;
}

function countSql(visible: Visible, ctx: Ctx, input: SegmentAudience, mayNarrow: boolean): Prisma.Sql {
	const seen = mayNarrow ? visible("donor", "d") : Prisma.sql`TRUE`;
	return Prisma.sql`SELECT count(*)::int AS count FROM donor d
		WHERE ${segmentCondition(input.rules, { ...input, now: ctx.now }, "d")} AND ${seen}`;
}
