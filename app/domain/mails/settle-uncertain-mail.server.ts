import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRows } from "~/platform/db/transaction.server";
import { conflict, notFound } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";

/** What a person found out of a mail nobody knew about: it arrived, or it did not. */
export const MAIL_FINDINGS = ["sent", "bounced"] as const;
export type MailFinding = (typeof MAIL_FINDINGS)[number];

const lockedSchema = z.object({ status: z.string(), institution_id: z.uuid() });

/**
 * Ends the doubt about a mail of unknown fate. It sends nothing: who found that it did not arrive may send it again.
 * @throws AppError forbidden, gift_not_found, mail_not_found, mail_not_uncertain (409)
 */
export async function settleUncertainMail(
	ctx: Ctx,
	input: { giftId: string; mailId: string; finding: MailFinding },
): Promise<void> {
	const { giftId, mailId, finding } = input;
	await authorize(ctx, "resendMail", { type: "Gift", id: giftId });
	await inTransaction(ctx, async (tx) => {
		const [mail] = await queryRows(
			tx,
			lockedSchema,
			Prisma.sql`
			SELECT m.status, g.institution_id FROM mail m JOIN gift g ON g.id = m.gift_id
			WHERE m.id = ${mailId}::uuid AND m.gift_id = ${giftId}::uuid FOR UPDATE OF m`,
		);
		if (!mail) throw notFound("mail", mailId);
		if (mail.status === finding) return;
		if (mail.status !== "uncertain") throw conflict("mail_not_uncertain", `mail ${mailId} is ${mail.status}`);
		await tx.mail.update({
			where: { id: mailId },
			data: { status: finding, ...(finding === "sent" && { sentAt: ctx.now }) },
		});
		await audit(tx, ctx, {
			action: `mail.found_${finding}`,
			subject: { type: "gift", id: giftId },
			institutionId: mail.institution_id,
			before: { mailId, status: "uncertain" },
			after: { mailId, status: finding },
		});
	});
}
