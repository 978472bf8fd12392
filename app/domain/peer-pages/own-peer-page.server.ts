import { inTransaction, type Tx } from "~/platform/db/transaction.server";
import { conflict, notFound } from "~/platform/errors";
import { hashToken } from "../access/authenticate-api.server";
import type { Ctx } from "../access/ctx.server";
import { alertStaff } from "../mails/alert-staff.server";
import { assertPeerMove, auditPeerPage, type LockedPeerPage, lockPeerPage } from "./lock-peer-page.server";
import type { PeerWords } from "./peer-page.schema";
import type { PeerPageState } from "./peer-page.status";

const HUB = { select: { slug: true, abbreviation: true, nameJa: true, nameEn: true, motif: true } } as const;

/**
 * A supporter's own page, for whoever holds its secret link.
 * @throws AppError peer_page_not_found
 */
export async function getOwnPeerPage(ctx: Ctx, token: string) {
	const row = await inTransaction(ctx, (tx) =>
		tx.peerPage.findUnique({ where: { tokenHash: hashToken(token.slice(0, 200)) }, include: { hub: HUB } }),
	);
	if (!row) throw notFound("peer_page", "of this link");
	const { slug, name, title, message, goalYen, status, note, receivedYen, giftCount, hub } = row;
	return {
		...{ slug, name, title, message, goalYen, note, receivedYen, giftCount },
		status: status as PeerPageState,
		hub: { ...hub, name: ctx.lang === "ja" ? hub.nameJa : hub.nameEn },
	};
}

/**
 * The address is right: the hub is asked. Confirming again changes nothing.
 * @throws AppError peer_page_not_found, peer_page_moved (409)
 */
export async function confirmPeerPage(ctx: Ctx, token: string): Promise<void> {
	await withOwn(ctx, token, async (tx, row) => {
		if (row.status !== "unconfirmed") return;
		await move(tx, ctx, row, "pending", "confirmed");
		await tellHub(tx, ctx, row);
	});
}

/**
 * Changes the words of one's own page. One that was published waits for the hub again, and is not shown meanwhile.
 * @throws AppError peer_page_not_found, peer_page_over (409)
 */
export async function changePeerPage(ctx: Ctx, input: { token: string; words: PeerWords }): Promise<void> {
	await withOwn(ctx, input.token, async (tx, row) => {
		if (row.status === "declined" || row.status === "closed") {
			throw conflict("peer_page_over", `peer page ${row.id} is ${row.status}`, { personKey: "peerPages.over" });
		}
		await tx.peerPage.update({ where: { id: row.id }, data: { ...input.words, updatedAt: ctx.now } });
		if (row.status !== "published") return;
		await move(tx, ctx, row, "pending", "changed");
		await tellHub(tx, ctx, row);
	});
}

/**
 * Ends one's own page. Its gifts stay what they are.
 * @throws AppError peer_page_not_found, peer_page_moved (409)
 */
export async function closePeerPage(ctx: Ctx, token: string): Promise<void> {
	await withOwn(ctx, token, async (tx, row) => {
		if (row.status === "closed") return;
		// What the hub has not shown yet ends as something that never will be.
		const to = row.status === "published" ? "closed" : "declined";
		assertPeerMove(row, to);
		await move(tx, ctx, row, to, "closed");
	});
}

async function withOwn(ctx: Ctx, token: string, work: (tx: Tx, row: LockedPeerPage) => Promise<void>): Promise<void> {
	await inTransaction(ctx, async (tx) => {
		const found = await tx.peerPage.findUnique({
			where: { tokenHash: hashToken(token.slice(0, 200)) },
			select: { id: true },
		});
		if (!found) throw notFound("peer_page", "of this link");
		await work(tx, await lockPeerPage(tx, found.id));
	});
}

async function move(tx: Tx, ctx: Ctx, row: LockedPeerPage, to: PeerPageState, action: string): Promise<void> {
	assertPeerMove(row, to);
	await tx.peerPage.update({ where: { id: row.id }, data: { status: to, updatedAt: ctx.now } });
	await auditPeerPage(tx, ctx, row, to, action);
}

/** Officers of the hub hear that somebody waits; through one of its hosts, since a hub is no legal person. */
async function tellHub(tx: Tx, ctx: Ctx, row: LockedPeerPage): Promise<void> {
	const host = await tx.hubHost.findFirst({ where: { hubId: row.hubId }, orderBy: { isPrimary: "desc" } });
	if (!host) return;
	await alertStaff(tx, ctx, {
		kind: "peer-page",
		onceKey: `peer-page-waiting:${row.id}:${ctx.now.getTime()}`,
		institutionId: host.institutionId,
		hubId: row.hubId,
		subject: { type: "peer_page", id: row.id },
		params: { event: "waiting" },
		roles: ["officer"],
	});
}
