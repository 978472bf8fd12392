import type { Tx } from "~/platform/db/transaction.server";

/** Nobody signs in with this address by a link made before. */
export async function forgetPortalLinks(tx: Tx, emailKey: string): Promise<void> {
	await tx.portalLink.deleteMany({ where: { email: emailKey } });
}

const DAY_MS = 24 * 3_600_000;

/** Links that are over, with the mails that found nobody; sessions that ended a month ago. */
export async function forgetOldPortalRows(tx: Tx, now: Date): Promise<void> {
	const yesterday = new Date(now.getTime() - DAY_MS);
	await tx.$executeRaw`
		DELETE FROM mail m WHERE m.kind = 'portal-link' AND m.created_at < ${yesterday}
			AND m.status IN ('sent', 'bounced', 'dropped')`;
	await tx.portalLink.deleteMany({ where: { expiresAt: { lt: yesterday } } });
	await tx.portalSession.deleteMany({ where: { expiresAt: { lt: new Date(now.getTime() - 30 * DAY_MS) } } });
}
