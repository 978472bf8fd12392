import { Prisma } from "~/platform/db/client.server";
import type { Tx } from "~/platform/db/transaction.server";

/**
 * Takes address, subject and text from the mails of a donor who is forgotten. What waits is not sent any more.
 * @param input.emailKey  folded address whose sign-in links go too; null while another donor has it
 */
export async function blankMailsOf(tx: Tx, input: { donorId: string; emailKey: string | null }): Promise<void> {
	const links =
		input.emailKey === null
			? Prisma.empty
			: Prisma.sql`OR (m.subject_type = 'portal_link' AND m.subject_id IN (SELECT id FROM portal_link WHERE email = ${input.emailKey}))`;
	await tx.$executeRaw`
		UPDATE mail m SET to_address = '', subject = NULL, html = NULL, text = NULL, error = NULL,
			status = CASE WHEN m.status IN ('queued', 'uncertain') THEN 'dropped' ELSE m.status END
		WHERE m.donor_id = ${input.donorId}::uuid
			OR m.gift_id IN (SELECT id FROM gift WHERE donor_id = ${input.donorId}::uuid) ${links}`;
}

/** The last mail to somebody who is forgotten says so; once it is sent, its address goes as well. */
export async function blankMailsOfForgotten(tx: Tx): Promise<void> {
	await tx.$executeRaw`
		UPDATE mail m SET to_address = '', html = NULL, text = NULL, error = NULL
		FROM donor d WHERE d.id = m.donor_id AND d.erased_at IS NOT NULL
			AND m.to_address <> '' AND m.status IN ('sent', 'bounced', 'dropped')`;
}
