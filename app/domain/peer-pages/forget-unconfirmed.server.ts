import type { SqlTx } from "~/platform/db/transaction.server";

const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** Who never confirmed their address is nobody's supporter: their words and address are not kept. */
export async function forgetUnconfirmedPeerPages(tx: SqlTx, now: Date): Promise<void> {
	await tx.$executeRaw`
		UPDATE peer_page SET status = 'declined', name = '', title = '', message = '', email = '', updated_at = ${now}
		WHERE status = 'unconfirmed' AND created_at < ${new Date(now.getTime() - KEPT_MS)}`;
}
