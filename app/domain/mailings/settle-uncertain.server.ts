import { Prisma } from "~/platform/db/client.server";
import { inTransaction, type Tx } from "~/platform/db/transaction.server";
import { conflict, invalid } from "~/platform/errors";
import { authorize, isUuid } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import type { MailFinding } from "../mails/settle-uncertain-mail.server";
import { lockMailing } from "./mailing-row.server";

/**
 * What a person found out of mails nobody knew about: they arrived, or they did not. It sends nothing.
 * @param input.mailIds  some of the sending's uncertain mails; absent: all of them
 * @returns how many were settled
 * @throws AppError forbidden, mailing_not_found, mailing_mails (400), mailing_not_uncertain (409: none of them is)
 */
export async function settleUncertain(
	ctx: Ctx,
	{ mailingId, mailIds, finding }: { mailingId: string; mailIds?: string[]; finding: MailFinding },
): Promise<number> {
	await authorize(ctx, "read", { type: "Mailing", id: mailingId });
	if (mailIds?.some((id) => !isUuid(id))) throw invalid("mailing_mails", "not the ids of mails");
	return inTransaction(ctx, async (tx: Tx) => {
		const row = await lockMailing(tx, mailingId);
		await authorize(
			ctx,
			"send",
			row.reportId === null ? { type: "Appeal", id: row.appealId ?? "" } : { type: "Report", id: row.reportId },
		);
		const some = mailIds === undefined ? Prisma.sql`TRUE` : Prisma.sql`id = ANY(${mailIds}::uuid[])`;
		const settled = await tx.$executeRaw(Prisma.sql`
			UPDATE mail SET status = ${finding}, sent_at = CASE WHEN ${finding} = 'sent' THEN coalesce(sending_at, ${ctx.now}) ELSE sent_at END
			WHERE mailing_id = ${mailingId}::uuid AND status = 'uncertain' AND ${some}`);
		if (settled === 0) {
			throw conflict("mailing_not_uncertain", `no such mail of ${mailingId} is uncertain`, {
				personKey: "mailings.notUncertain",
			});
		}
		await audit(tx, ctx, {
			action: `mailing.found_${finding}`,
			subject: { type: "mailing", id: mailingId },
			institutionId: row.institutionId,
			after: { mails: settled, ...(mailIds && mailIds.length <= 50 ? { mailIds } : {}) },
		});
		return settled;
	});
}
