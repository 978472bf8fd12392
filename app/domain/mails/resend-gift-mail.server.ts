import { inTransaction } from "~/platform/db/transaction.server";
import { conflict, notFound } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { GIFT_MAIL_KINDS } from "./gift-mail-kinds";
import { requestGiftMail } from "./request-gift-mail.server";

/** A second press of the button within this time is the same wish. */
const SAME_WISH_MS = 60 * 1000;

/**
 * Sends a gift's mail once more, as a new mail with its own row: the newest one of the given kind, or of any.
 * @throws AppError forbidden, gift_not_found, mail_nothing_to_resend, mail_just_resent (409)
 */
export async function resendGiftMail(
	ctx: Ctx,
	input: { giftId: string; mailId?: string },
): Promise<{ mailId: string }> {
	await authorize(ctx, "resendMail", { type: "Gift", id: input.giftId });
	return inTransaction(ctx, async (tx) => {
		const mail = await tx.mail.findFirst({
			where: { giftId: input.giftId, ...(input.mailId && { id: input.mailId }) },
			orderBy: { createdAt: "desc" },
			include: { gift: { select: { institutionId: true } } },
		});
		if (!mail?.gift) throw notFound("mail", input.mailId ?? input.giftId);
		const kind = GIFT_MAIL_KINDS.find((known) => known === mail.kind);
		if (!kind) throw conflict("mail_nothing_to_resend", `mail ${mail.id} is of kind ${mail.kind}`);
		const slot = Math.trunc(ctx.now.getTime() / SAME_WISH_MS);
		const requestedBy = ctx.actor.kind === "staff" ? ctx.actor.userId : undefined;
		const mailId = await requestGiftMail(tx, ctx, {
			giftId: input.giftId,
			kind,
			refundId: mail.refundId,
			onceKey: `resend:${kind}:${input.giftId}:${slot}`,
			requestedBy,
		});
		if (!mailId) throw conflict("mail_just_resent", `mail of gift ${input.giftId} was sent again a moment ago`);
		await audit(tx, ctx, {
			action: "mail.resent",
			subject: { type: "gift", id: input.giftId },
			institutionId: mail.gift.institutionId,
			after: { mailId, kind },
		});
		return { mailId };
	});
}
