import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import type { BounceKind, SuppressionReason } from "./mail-care-kinds";

export const MAIL_CARE_PER_PAGE = 50;
const COUNT_DAYS = 30;

/** When an address was stopped, and the address and institution for those of the same moment. */
const cursorSchema = z
	.string()
	.max(500)
	.transform((text) => text.split("|"))
	.pipe(z.tuple([z.iso.datetime(), z.uuid(), z.string()]));

/**
 * Addresses that are not written to, the newest stop first.
 * @param input.opened  those that were opened again instead
 */
export async function listSuppressions(
	ctx: Ctx,
	input: { institutionId?: string; reason?: SuppressionReason; opened?: boolean; cursor?: string },
) {
	await authorize(ctx, "read", "MailSuppression");
	const before = cursorSchema.safeParse(input.cursor ?? "").data;
	const rows = await ctx.db.mailSuppression.findMany({
		where: {
			institutionId: input.institutionId,
			reason: input.reason,
			liftedAt: input.opened ? { not: null } : null,
			...(before && {
				OR: [
					{ at: { lt: before[0] } },
					{ at: before[0], institutionId: { lt: before[1] } },
					{ at: before[0], institutionId: before[1], addressKey: { lt: before[2] } },
				],
			}),
		},
		include: { institution: { select: { nameJa: true, nameEn: true } } },
		orderBy: [{ at: "desc" }, { institutionId: "desc" }, { addressKey: "desc" }],
		take: MAIL_CARE_PER_PAGE + 1,
	});
	const page = rows.slice(0, MAIL_CARE_PER_PAGE);
	const last = page.at(-1);
	const next =
		rows.length > MAIL_CARE_PER_PAGE && last ? [last.at.toISOString(), last.institutionId, last.addressKey] : null;
	return { rows: page, nextCursor: next?.join("|") ?? null };
}

/**
 * Mails that came back, newest first.
 * @param input.cursor  id of the last one of the page before
 */
export async function listBounces(
	ctx: Ctx,
	input: { institutionId?: string; kind?: BounceKind; donorId?: string; cursor?: string; limit?: number },
) {
	await authorize(ctx, "read", "MailBounce");
	const limit = input.limit ?? MAIL_CARE_PER_PAGE;
	const rows = await ctx.db.mailBounce.findMany({
		where: {
			institutionId: input.institutionId,
			kind: input.kind,
			...(input.donorId && { mail: { donorId: input.donorId } }),
			...(input.cursor && { id: { lt: input.cursor } }),
		},
		include: { mail: { select: { kind: true, donorId: true, giftId: true } }, hub: { select: { abbreviation: true } } },
		orderBy: { id: "desc" },
		take: limit + 1,
	});
	const page = rows.slice(0, limit);
	return { rows: page, nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}

const countRow = z.object({ kind: z.string(), count: z.int() });

/** How many mails came back of late, by kind. */
export async function countBounces(ctx: Ctx): Promise<{ days: number; counts: Record<string, number> }> {
	await authorize(ctx, "read", "MailBounce");
	const since = new Date(ctx.now.getTime() - COUNT_DAYS * 24 * 3600 * 1000);
	const rows = await readRows(
		ctx,
		countRow,
		(visible) => Prisma.sql`
		SELECT b.kind, count(*)::int AS count FROM mail_bounce b WHERE b.at >= ${since} AND ${visible("mail_bounce", "b")} GROUP BY b.kind`,
	);
	return { days: COUNT_DAYS, counts: Object.fromEntries(rows.map(({ kind, count }) => [kind, count])) };
}

/** How many addresses are stopped, by reason. */
export async function countSuppressions(ctx: Ctx): Promise<Record<string, number>> {
	await authorize(ctx, "read", "MailSuppression");
	const rows = await ctx.db.mailSuppression.groupBy({ by: ["reason"], where: { liftedAt: null }, _count: true });
	return Object.fromEntries(rows.map(({ reason, _count }) => [reason, _count]));
}
