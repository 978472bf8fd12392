import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { notFound } from "~/platform/errors";
import { authorize, mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import { MAIL_STATES, type MailState } from "../mails/mail.status";
import { type LeftOut, NOBODY_LEFT_OUT } from "./audience.server";
import { MAILING_STATES, type MailingState } from "./mailing.status";

const PLACE = {
	institution: { select: { nameJa: true, nameEn: true } },
	hub: { select: { slug: true, abbreviation: true } },
	segment: { select: { id: true, name: true } },
	report: { select: { id: true, titleJa: true, titleEn: true, status: true } },
	appeal: { select: { id: true, name: true, status: true } },
} as const;

const countRow = z.object({
	status: z.enum(MAIL_STATES as [MailState, ...MailState[]]),
	error: z.string().nullable(),
	count: z.int(),
	lastMinute: z.int(),
});
const leftOutSchema = z.object({
	consent: z.int().default(0),
	refused: z.int().default(0),
	address: z.int().default(0),
	suppressed: z.int().default(0),
	shared: z.int().default(0),
});

type MailingCounts = Record<MailState, number>;

/**
 * One sending: how far it is, how fast, when it will be done, and who got nothing for what reason.
 * @throws AppError forbidden, mailing_not_found
 */
export async function getMailing(ctx: Ctx, mailingId: string) {
	await authorize(ctx, "read", { type: "Mailing", id: mailingId });
	const row = await ctx.db.mailing.findUnique({ where: { id: mailingId }, include: PLACE });
	if (!row) throw notFound("mailing", mailingId);
	const rows = await readRows(
		ctx,
		countRow,
		// How many, and nothing of whom: whoever reads the mailing reads its numbers.
		(visible) => Prisma.sql`
		SELECT m.status, CASE WHEN m.status = 'dropped' THEN m.error END AS error, count(*)::int AS count,
			(count(*) FILTER (WHERE m.sent_at > ${ctx.now}::timestamptz - interval '1 minute'))::int AS "lastMinute"
		FROM mail m JOIN mailing g ON g.id = m.mailing_id
		WHERE m.mailing_id = ${mailingId}::uuid AND ${visible("mailing", "g")}
		GROUP BY 1, 2`,
	);
	const counts = Object.fromEntries(MAIL_STATES.map((state) => [state, 0])) as MailingCounts;
	const dropped: Record<string, number> = {};
	for (const { status, error, count } of rows) {
		counts[status] += count;
		if (status === "dropped") dropped[error ?? "nothing"] = (dropped[error ?? "nothing"] ?? 0) + count;
	}
	const sentLastMinute = rows.reduce((sum, { lastMinute }) => sum + lastMinute, 0);
	const status = MAILING_STATES.find((state) => state === row.status) ?? "scheduled";
	const subject = row.report ? ({ type: "Report", ...row } as const) : ({ type: "Appeal", ...row } as const);
	return {
		...row,
		status,
		counts,
		dropped,
		leftOut: { ...NOBODY_LEFT_OUT, ...leftOutSchema.parse(row.leftOut) } satisfies LeftOut,
		sentLastMinute,
		expectedEnd: expectedEnd(ctx, { ...row, status }, counts, sentLastMinute),
		maySteer: mayDo(ctx, "send", subject.type, { institutionId: row.institutionId, hubId: row.hubId }),
	};
}

type Pace = { status: MailingState; startedAt: Date | null; ratePerMinute: number; waitsUntil: Date | null };

/** At the speed of the last minute, once there has been one; never faster than its rate. */
function expectedEnd({ now }: Ctx, mailing: Pace, counts: MailingCounts, sentLastMinute: number): Date | null {
	const waiting = counts.queued + counts.sending;
	if (mailing.status !== "sending" || waiting === 0) return null;
	const isWarm = mailing.startedAt !== null && now.getTime() - mailing.startedAt.getTime() > 60_000;
	const perMinute =
		isWarm && sentLastMinute > 0 ? Math.min(sentLastMinute, mailing.ratePerMinute) : mailing.ratePerMinute;
	const from = Math.max(now.getTime(), mailing.waitsUntil?.getTime() ?? 0);
	return new Date(from + (waiting / perMinute) * 60_000);
}
