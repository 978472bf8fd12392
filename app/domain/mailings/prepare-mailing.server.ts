import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inSqlTransaction, queryRow, type SqlTx } from "~/platform/db/transaction.server";
import { AppError } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { segmentRulesSchema } from "../segments/segment-rules";
import { type Audience, inAudience, LEFT_OUT_REASONS, reasonLeftOut } from "./audience.server";
import { lockMailing, type MailingRow, mailKindOf } from "./mailing-row.server";

/** Donors looked at in one transaction: the audience's facts are gathered once for each. */
const SLICE = 20_000;
const sliceRow = z.object({
	seen: z.int(),
	last: z.uuid().nullable(),
	written: z.int(),
	...Object.fromEntries(LEFT_OUT_REASONS.map((reason) => [reason, z.int()])),
});

/**
 * Writes the mails of a mailing in the order of its donors' ids, a slice in a transaction, each with where to go on from:
 * stopped anywhere and begun again, it writes no mail twice and leaves nobody out.
 * @returns `more` while donors are left
 */
export function prepareSlice(ctx: Ctx, mailingId: string): Promise<"more" | "done"> {
	return inSqlTransaction(ctx, async (tx) => {
		const row = await lockMailing(tx, mailingId);
		if (row.status !== "preparing") return "done";
		const slice = await writeSlice(tx, ctx, row);
		const { seen, last, written, ...reasons } = slice;
		const counts = reasons as unknown as Record<string, number>;
		const leftOut = LEFT_OUT_REASONS.reduce((sum, reason) => sum + (counts[reason] ?? 0), 0);
		const added = LEFT_OUT_REASONS.map(
			(reason) =>
				Prisma.sql`${reason}::text, coalesce((left_out->>${reason}::text)::int, 0) + ${counts[reason] ?? 0}::int`,
		);
		const done = seen < SLICE;
		await tx.$executeRaw(Prisma.sql`
			UPDATE mailing SET prepared_to = coalesce(${last}::uuid, prepared_to), recipient_count = recipient_count + ${written}::int,
				left_out_count = left_out_count + ${leftOut}::int, left_out = jsonb_build_object(${Prisma.join(added)}),
				status = ${done ? "sending" : "preparing"}
			WHERE id = ${row.id}::uuid`);
		return done ? "done" : "more";
	});
}

function writeSlice(tx: SqlTx, ctx: Ctx, row: MailingRow) {
	const audience = audienceOf(row);
	const counted = LEFT_OUT_REASONS.map(
		(reason) => Prisma.sql`count(*) FILTER (WHERE s.reason = ${reason})::int AS ${Prisma.raw(`"${reason}"`)}`,
	);
	const now = Prisma.sql`(extract(epoch FROM clock_timestamp()) * 1000)::bigint`;
	return queryRow(
		tx,
		sliceRow,
		Prisma.sql`
		WITH slice AS MATERIALIZED (
			SELECT d.id, d.lang, d.email FROM donor d
			WHERE ${inAudience(audience, "d")} AND (${row.preparedTo}::uuid IS NULL OR d.id > ${row.preparedTo}::uuid)
			ORDER BY d.id LIMIT ${SLICE}
		), judged AS MATERIALIZED (
			SELECT s.id, s.lang, s.email, (SELECT ${reasonLeftOut(audience, "d")} FROM donor d WHERE d.id = s.id) AS reason FROM slice s
		), written AS (
			INSERT INTO mail (id, kind, once_key, institution_id, hub_id, donor_id, mailing_id, page_token, params, lang, to_address,
				status, requested_by, created_at)
			SELECT (lpad(to_hex(${now}), 12, '0') || '7' || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid,
				${mailKindOf(row)}, 'mailing:' || ${row.id}::text || ':' || s.id, ${row.institutionId}::uuid, ${row.hubId}::uuid, s.id,
				${row.id}::uuid, replace(gen_random_uuid()::text, '-', ''), '{}'::jsonb, CASE WHEN s.lang = 'en' THEN 'en' ELSE 'ja' END,
				s.email, 'queued', ${row.createdBy}, ${ctx.now}
			FROM judged s WHERE s.reason IS NULL ORDER BY s.id
			ON CONFLICT (once_key) DO NOTHING RETURNING 1
		)
		SELECT count(*)::int AS seen, (SELECT max(id::text)::uuid FROM slice) AS last,
			(SELECT count(*)::int FROM written) AS written, ${Prisma.join(counted)}
		FROM judged s`,
	);
}

/** @throws AppError mailing_rules_unknown (500): what was kept is not what is asked for today */
function audienceOf(row: MailingRow): Audience {
	const rules = segmentRulesSchema.safeParse(row.definition);
	if (!rules.success) {
		throw new AppError({
			code: "mailing_rules_unknown",
			status: 500,
			logMessage: `mailing ${row.id} holds no rules we know`,
		});
	}
	const { institutionId, hubId, purpose, onePerAddress } = row;
	// Facts such as "gave within 90 days" are asked as of one moment, however long it takes.
	return { institutionId, hubId, purpose, onePerAddress, rules: rules.data, now: row.startedAt ?? row.scheduledAt };
}
