import { inTransaction } from "~/platform/db/transaction.server";
import { invalid } from "~/platform/errors";
import { actorId } from "../access/actor";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { assertPeerMove, auditPeerPage, lockPeerPage, tellOwner } from "./lock-peer-page.server";

const MOVES = { publish: "published", decline: "declined", close: "closed" } as const;

/**
 * The hub's word on a supporter's page: shown to everybody, declined with a reason the supporter reads, or ended.
 * @throws AppError peerpage_not_found, forbidden, peer_page_moved (409), peer_page_note (400)
 */
export async function decidePeerPage(
	ctx: Ctx,
	input: { peerPageId: string; intent: keyof typeof MOVES; note?: string },
): Promise<void> {
	const { peerPageId, intent, note = "" } = input;
	await authorize(ctx, "decide", { type: "PeerPage", id: peerPageId });
	if (intent === "decline" && note.trim() === "") {
		throw invalid("peer_page_note", "a page is declined with a reason", {
			...{ personKey: "peerPages.noteNeeded", params: { field: "note" } },
		});
	}
	await inTransaction(ctx, async (tx) => {
		const row = await lockPeerPage(tx, peerPageId);
		const to = MOVES[intent];
		assertPeerMove(row, to);
		const data = { status: to, note, decidedBy: actorId(ctx.actor), decidedAt: ctx.now, updatedAt: ctx.now };
		await tx.peerPage.update({ where: { id: peerPageId }, data });
		await auditPeerPage(tx, ctx, row, to, to);
		if (to !== "closed") await tellOwner(tx, ctx, row, to, ctx.now.toISOString());
	});
}
