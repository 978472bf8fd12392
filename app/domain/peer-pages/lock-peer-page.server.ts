import type { Tx } from "~/platform/db/transaction.server";
import { conflict, notFound } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { requestMail } from "../mails/request-mail.server";
import { type PeerPageState, peerPage } from "./peer-page.status";

/** The page, locked until the transaction ends. @throws AppError peer_page_not_found */
export async function lockPeerPage(tx: Tx, peerPageId: string) {
	await tx.$queryRaw`SELECT 1 FROM peer_page WHERE id = ${peerPageId}::uuid FOR NO KEY UPDATE`;
	const row = await tx.peerPage.findUnique({ where: { id: peerPageId } });
	if (!row) throw notFound("peer_page", peerPageId);
	return row;
}
export type LockedPeerPage = Awaited<ReturnType<typeof lockPeerPage>>;

/** @throws AppError peer_page_moved (409) */
export function assertPeerMove(row: { id: string; status: string }, to: PeerPageState): void {
	if (peerPage.canMove(row.status as PeerPageState, to)) return;
	throw conflict("peer_page_moved", `peer page ${row.id} is ${row.status}`, { personKey: "peerPages.moved" });
}

/** The trail of a move; the words of a supporter stay out of it. */
export function auditPeerPage(tx: Tx, ctx: Ctx, row: { id: string; status: string }, to: string, action: string) {
	return audit(tx, ctx, {
		action: `peer_page.${action}`,
		subject: { type: "peer_page", id: row.id },
		before: { status: row.status },
		after: { status: to },
	});
}

/** @param event  what happened; the mail is written from what is true when it is sent */
export function tellOwner(
	tx: Tx,
	ctx: Ctx,
	row: LockedPeerPage,
	event: "confirm" | "published" | "declined",
	once: string,
) {
	return requestMail(tx, ctx, {
		kind: "peer-page",
		onceKey: `peer-page-${event}:${row.id}:${once}`,
		toAddress: row.email,
		lang: row.lang,
		hubId: row.hubId,
		subject: { type: "peer_page", id: row.id },
		params: { event },
	});
}
