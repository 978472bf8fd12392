import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRows } from "~/platform/db/transaction.server";
import { forbidden, notFound } from "~/platform/errors";
import { mayDo, mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import {
	type Audience,
	inAudience,
	LEFT_OUT_REASONS,
	type LeftOut,
	NOBODY_LEFT_OUT,
	reasonLeftOut,
} from "./audience.server";

const countRow = z.object({ reason: z.enum(LEFT_OUT_REASONS).nullable(), count: z.int() });

/**
 * How many mails a mailing to these rules would be now, and how many of its audience would get none, by reason. Numbers name
 * nobody, so whoever may read segments of the place may ask.
 * @throws AppError forbidden, institution_not_found  also for a place of others
 */
export async function previewAudience(
	ctx: Ctx,
	input: Omit<Audience, "now">,
): Promise<{ count: number; leftOut: LeftOut }> {
	if (!mayEver(ctx, "read", "Segment")) throw forbidden("read Segment");
	const { institutionId, hubId } = input;
	if (!mayDo(ctx, "read", "Segment", { institutionId, hubId })) throw notFound("institution", institutionId);
	const audience: Audience = { ...input, now: ctx.now };
	const rows = await inTransaction(ctx, (tx) =>
		queryRows(
			tx,
			countRow,
			Prisma.sql`
			SELECT reason, count(*)::int AS count
			FROM (SELECT ${reasonLeftOut(audience, "d")} AS reason FROM donor d WHERE ${inAudience(audience, "d")}) asked
			GROUP BY reason`,
		),
	);
	const leftOut = { ...NOBODY_LEFT_OUT };
	let count = 0;
	for (const row of rows) {
		if (row.reason === null) count = row.count;
		else leftOut[row.reason] = row.count;
	}
	return { count, leftOut };
}
