import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import type { MailingState } from "./mailing.status";

const MAILINGS_PER_PAGE = 50;

/**
 * Sendings the actor may see, newest first.
 * @param input.cursor  id of the last one of the page before
 */
export async function listMailings(
	ctx: Ctx,
	input: { hubId?: string; status?: MailingState; reportId?: string; appealId?: string; cursor?: string } = {},
) {
	await authorize(ctx, "read", "Mailing");
	const { hubId, status, reportId, appealId, cursor } = input;
	const rows = await ctx.db.mailing.findMany({
		where: {
			...(hubId !== undefined && { hubId }),
			...(status !== undefined && { status }),
			...(reportId !== undefined && { reportId }),
			...(appealId !== undefined && { appealId }),
			...(cursor !== undefined && { id: { lt: cursor } }),
		},
		include: {
			institution: { select: { nameJa: true, nameEn: true } },
			hub: { select: { slug: true, abbreviation: true } },
			segment: { select: { name: true } },
			report: { select: { titleJa: true, titleEn: true } },
			appeal: { select: { name: true } },
		},
		orderBy: { id: "desc" },
		take: MAILINGS_PER_PAGE + 1,
	});
	const mailings = rows.slice(0, MAILINGS_PER_PAGE);
	return { mailings, nextCursor: rows.length > MAILINGS_PER_PAGE ? (mailings.at(-1)?.id ?? null) : null };
}
