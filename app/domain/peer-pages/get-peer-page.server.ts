import { notFound } from "~/platform/errors";
import { authorize, mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { visibleWhere } from "../access/visible-where.server";
import type { PeerPageState } from "./peer-page.status";

const PER_PAGE = 50;

/**
 * Supporters' pages the actor looks after, newest first.
 * @param input.cursor  id of the last one of the page before
 */
export async function listPeerPages(
	ctx: Ctx,
	input: { hubId?: string; status?: PeerPageState; cursor?: string; limit?: number },
) {
	await authorize(ctx, "decide", "PeerPage");
	const { hubId, status, cursor, limit = PER_PAGE } = input;
	const rows = await ctx.db.peerPage.findMany({
		where: {
			...{ hubId, status, ...(cursor === undefined ? {} : { id: { lt: cursor } }) },
			// A published page is everybody's to read; its owner's address and the rest are for who decides on it.
			AND: [visibleWhere(ctx.ability, "decide", "PeerPage")],
		},
		include: { hub: { select: { abbreviation: true } } },
		omit: { email: true, tokenHash: true },
		orderBy: { id: "desc" },
		take: limit + 1,
	});
	const peerPages = rows.slice(0, limit).map((row) => ({ ...row, status: row.status as PeerPageState }));
	return { peerPages, nextCursor: rows.length > limit ? (peerPages.at(-1)?.id ?? null) : null };
}

/** @throws AppError forbidden, peerpage_not_found */
export async function getPeerPage(ctx: Ctx, peerPageId: string) {
	await authorize(ctx, "decide", { type: "PeerPage", id: peerPageId });
	const row = await ctx.db.peerPage.findUnique({
		where: { id: peerPageId },
		include: { hub: { include: { hosts: true } } },
		omit: { tokenHash: true },
	});
	if (!row) throw notFound("peerpage", peerPageId);
	const campaign =
		row.campaignId === null
			? null
			: await ctx.db.campaign.findUnique({
					where: { id: row.campaignId },
					select: { id: true, slug: true, titleJa: true, titleEn: true },
				});
	const mayDecide = mayDo(ctx, "decide", "PeerPage", { hubId: row.hubId, hub: row.hub });
	return { ...row, status: row.status as PeerPageState, campaign, mayDecide };
}

/**
 * A supporter's page as everybody sees it.
 * @throws AppError peer_page_not_found  also before the hub has approved it
 */
export async function getPublicPeerPage(ctx: Ctx, slug: string) {
	const row = await ctx.db.peerPage.findFirst({
		where: { slug, status: "published" },
		select: {
			...{ slug: true, name: true, title: true, message: true, goalYen: true, receivedYen: true, giftCount: true },
			hub: {
				select: {
					...{ slug: true, abbreviation: true, nameJa: true, nameEn: true, questionJa: true, questionEn: true },
					...{ motif: true, funds: { select: { id: true } } },
				},
			},
			campaignId: true,
		},
	});
	if (!row) throw notFound("peer_page", slug.slice(0, 40));
	const { hub, campaignId, ...page } = row;
	const campaign =
		campaignId === null
			? null
			: await ctx.db.campaign.findFirst({
					where: { id: campaignId, status: "published" },
					select: { slug: true, titleJa: true, titleEn: true },
				});
	const ja = ctx.lang === "ja";
	return {
		...page,
		hub: {
			...{ slug: hub.slug, abbreviation: hub.abbreviation, motif: hub.motif, open: hub.funds.length > 0 },
			name: ja ? hub.nameJa : hub.nameEn,
			question: ja ? hub.questionJa : hub.questionEn,
		},
		campaign: campaign && { slug: campaign.slug, title: ja ? campaign.titleJa : campaign.titleEn || campaign.titleJa },
	};
}
