import { randomInt } from "node:crypto";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction } from "~/platform/db/transaction.server";
import { notFound } from "~/platform/errors";
import { newId } from "~/platform/new-id";
import { hashToken } from "../access/authenticate-api.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { tellOwner } from "./lock-peer-page.server";
import type { StartPeerPage } from "./peer-page.schema";
import { peerPageToken } from "./peer-page-link.server";

/** The same form sent again within this time is the same page. */
const SAME_FORM_MS = 10 * 60 * 1000;
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

/**
 * Keeps what a supporter wrote and sends a link to their address: nothing goes on before that is confirmed, and nothing is
 * shown before the hub has approved it.
 * @param input.campaign  the last part of a campaign's address; one that does not run at this hub is left out
 * @throws AppError hub_not_found  also for a hub that takes no gifts
 */
export async function startPeerPage(
	ctx: Ctx,
	input: { hubSlug: string; fields: StartPeerPage; campaign: string | null },
): Promise<{ peerPageId: string }> {
	const { fields } = input;
	const hub = await ctx.db.hub.findUnique({
		where: { slug: input.hubSlug },
		select: { id: true, funds: { select: { id: true }, take: 1 } },
	});
	if (!hub || hub.funds.length === 0) throw notFound("hub", input.hubSlug);
	const campaign =
		input.campaign === null
			? null
			: await ctx.db.campaign.findFirst({
					where: { slug: input.campaign, status: "published", funds: { some: { fund: { hubId: hub.id } } } },
					select: { id: true },
				});
	return inTransaction(ctx, async (tx) => {
		const key = `peer-page:${hub.id}:${fields.email.toLowerCase()}`;
		await tx.$queryRaw(Prisma.sql`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
		const same = await tx.peerPage.findFirst({
			where: {
				...{ hubId: hub.id, email: fields.email, title: fields.title, status: "unconfirmed" },
				createdAt: { gte: new Date(ctx.now.getTime() - SAME_FORM_MS) },
			},
			select: { id: true },
		});
		if (same) return { peerPageId: same.id };
		const id = newId();
		const row = await tx.peerPage.create({
			data: {
				...fields,
				...{ id, slug: drawSlug(), hubId: hub.id, campaignId: campaign?.id ?? null, lang: ctx.lang },
				...{ tokenHash: hashToken(peerPageToken(id)), createdAt: ctx.now, updatedAt: ctx.now },
			},
		});
		await audit(tx, ctx, {
			action: "peer_page.started",
			subject: { type: "peer_page", id },
			after: { hubId: hub.id, goalYen: fields.goalYen.toString(), campaignId: campaign?.id ?? null },
		});
		await tellOwner(tx, ctx, row, "confirm", "once");
		return { peerPageId: id };
	});
}

/** Names are in many scripts: an address is drawn. */
const drawSlug = () => Array.from({ length: 10 }, () => LETTERS[randomInt(LETTERS.length)]).join("");
