import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRow } from "~/platform/db/transaction.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { moneyOf } from "../campaigns/attributed-money.server";
import { type Yen, yen } from "../money/yen";

export const APPEALS_PER_PAGE = 50;
const NAMED = { select: { id: true, nameJa: true, nameEn: true } } as const;
const HUB = { select: { id: true, slug: true, abbreviation: true, nameJa: true, nameEn: true } } as const;

/** @throws AppError appeal_not_found  also for another hub's */
export async function getAppeal(ctx: Ctx, appealId: string) {
	await authorize(ctx, "read", { type: "Appeal", id: appealId });
	const appeal = await ctx.db.appeal.findUniqueOrThrow({
		where: { id: appealId },
		include: { institution: NAMED, hub: HUB },
	});
	const [segment, campaign, code, mailings] = await Promise.all([
		appeal.segmentId === null
			? null
			: ctx.db.segment.findUnique({ where: { id: appeal.segmentId }, select: { id: true, name: true } }),
		appeal.campaignId === null
			? null
			: ctx.db.campaign.findUnique({
					where: { id: appeal.campaignId },
					select: { id: true, slug: true, titleJa: true, titleEn: true },
				}),
		ctx.db.appealCode.findFirst({ where: { kind: "appeal", subjectId: appealId }, select: { code: true } }),
		ctx.db.mailing.findMany({
			where: { appealId },
			select: { id: true, status: true, scheduledAt: true, recipientCount: true },
			orderBy: { id: "desc" },
		}),
	]);
	return { ...appeal, segment, campaign, code: code?.code ?? null, mailings };
}
export type AppealStory = Awaited<ReturnType<typeof getAppeal>>;

/** Appeals the actor may see, newest first. */
export async function listAppeals(
	ctx: Ctx,
	input: { hubId?: string; status?: string; cursor?: string; limit?: number } = {},
) {
	await authorize(ctx, "read", "Appeal");
	const limit = input.limit ?? APPEALS_PER_PAGE;
	const rows = await ctx.db.appeal.findMany({
		where: {
			...(input.hubId === undefined ? {} : { hubId: input.hubId }),
			...(input.status === undefined ? {} : { status: input.status }),
			...(input.cursor === undefined ? {} : { id: { lt: input.cursor } }),
		},
		select: {
			id: true,
			name: true,
			channel: true,
			status: true,
			costYen: true,
			postedOn: true,
			createdAt: true,
			hub: { select: { abbreviation: true } },
		},
		orderBy: { id: "desc" },
		take: limit + 1,
	});
	const appeals = rows.slice(0, limit);
	return { appeals, nextCursor: rows.length > limit ? (appeals.at(-1)?.id ?? null) : null };
}

const resultRow = z.object({
	letters: z.int(),
	mails: z.int(),
	gifts: z.int(),
	donors: z.int(),
	keptYen: z.bigint(),
	visits: z.int(),
});
export type AppealResults = {
	/** letters posted, or mails sent */
	sent: number;
	visits: number;
	gifts: number;
	donors: number;
	/** received less refunds and lost disputes */
	keptYen: Yen;
	costYen: Yen;
};

/** What an appeal brought so far, by its code: numbers that name nobody. */
export async function readAppealResults(ctx: Ctx, appealId: string): Promise<AppealResults> {
	await authorize(ctx, "read", { type: "Appeal", id: appealId });
	const { costYen, channel } = await ctx.db.appeal.findUniqueOrThrow({ where: { id: appealId } });
	const code = Prisma.sql`(SELECT c.code FROM appeal_code c WHERE c.kind = 'appeal' AND c.subject_id = ${appealId}::uuid)`;
	const row = await inTransaction(ctx, (tx) =>
		queryRow(
			tx,
			resultRow,
			Prisma.sql`
			WITH money AS (${moneyOf(Prisma.sql`g.appeal_code = ${code} AND g.payment_status = 'received'`)}),
			kept AS (SELECT gift_id, donor_id, sum(kept_yen) AS yen FROM money GROUP BY gift_id, donor_id HAVING sum(kept_yen) > 0)
			SELECT
				(SELECT count(*)::int FROM appeal_letter WHERE appeal_id = ${appealId}::uuid) AS letters,
				(SELECT count(*)::int FROM mail m JOIN mailing g ON g.id = m.mailing_id
					WHERE g.appeal_id = ${appealId}::uuid AND m.status = 'sent') AS mails,
				(SELECT coalesce(sum(v.count), 0)::int FROM code_visit v WHERE v.code = ${code}) AS visits,
				count(*)::int AS gifts, count(DISTINCT donor_id)::int AS donors, coalesce(sum(yen), 0)::bigint AS "keptYen"
			FROM kept`,
		),
	);
	return {
		sent: channel === "letter" ? row.letters : row.mails,
		visits: row.visits,
		gifts: row.gifts,
		donors: row.donors,
		keptYen: yen(row.keptYen),
		costYen: yen(costYen),
	};
}
