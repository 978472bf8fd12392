import { randomUUID } from "node:crypto";
import type { Tx } from "~/platform/db/transaction.server";

/**
 * Takes the address from what is kept about mails of a donor who is forgotten: notices stay as counts. While another donor of
 * the institution has the address, its stop stays.
 */
export async function blankMailCareOf(
	tx: Tx,
	{ donorId, institutionId, emailKey, now }: { donorId: string; institutionId: string; emailKey: string; now: Date },
): Promise<void> {
	await tx.$executeRaw`
		UPDATE mail_bounce b SET address_key = '', detail = ''
		WHERE b.mail_id IN (SELECT id FROM mail WHERE donor_id = ${donorId}::uuid
			OR gift_id IN (SELECT id FROM gift WHERE donor_id = ${donorId}::uuid))`;
	await tx.$executeRaw`DELETE FROM mail_click WHERE mail_id IN (SELECT id FROM mail WHERE donor_id = ${donorId}::uuid)`;
	if (emailKey === "") return;
	const others = await tx.donor.count({ where: { institutionId, emailKey, erasedAt: null } });
	if (others > 0) return;
	await tx.$executeRaw`
		UPDATE mail_bounce SET address_key = '', detail = '' WHERE institution_id = ${institutionId}::uuid AND address_key = ${emailKey}`;
	await tx.$executeRaw`
		UPDATE mail_suppression SET address_key = ${`erased:${randomUUID()}`}, detail = '', lifted_at = coalesce(lifted_at, ${now})
		WHERE institution_id = ${institutionId}::uuid AND address_key = ${emailKey}`;
}

const NOTICE_DAYS = 30;

/** What nobody understood is looked at within a month, or not at all. */
export async function blankOldNotices(tx: Tx, now: Date): Promise<void> {
	const before = new Date(now.getTime() - NOTICE_DAYS * 24 * 3600 * 1000);
	await tx.mailNotice.updateMany({ where: { receivedAt: { lt: before }, raw: { not: null } }, data: { raw: null } });
}
