import { inTransaction } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import type { MailPurpose } from "../mailings/mailing.status";
import { keepPreference, lockChoices, ownMail } from "./change-mail-choices.server";
import type { PreferenceSource } from "./mail-care-kinds";
import { choiceOf } from "./mail-choices";
import { waitForMails } from "./wait-for-mails.server";

export type Unsubscribed = {
	mailToken: string;
	purpose: MailPurpose;
	/** null or unknown: of the whole institution */
	hubSlug: string | null;
	mailId: string | null;
	source: Extract<PreferenceSource, "one_click" | "page">;
};

/**
 * Stops one kind of mail of one hub, by the link in a mail (RFC 8058). Said twice, it is written once. Nothing of that kind
 * leaves after this returns; everything else stays as it was.
 * @throws AppError page_not_found
 */
export async function unsubscribe(ctx: Ctx, input: Unsubscribed): Promise<void> {
	const { mailToken, purpose, hubSlug, source } = input;
	const donorId = await inTransaction(ctx, async (tx) => {
		const found = await lockChoices(tx, { mailToken });
		if (found.erased) return null;
		const hub = hubSlug === null ? null : await tx.hub.findUnique({ where: { slug: hubSlug }, select: { id: true } });
		const mailId = await ownMail(tx, found.donorId, input.mailId);
		const which = { donorId: found.donorId, hubId: hub?.id ?? null, purpose };
		if (await keepPreference(tx, ctx, { ...which, wanted: false, source, mailId })) {
			await audit(tx, ctx, {
				action: "mail_choices.stopped",
				subject: { type: "donor", id: found.donorId },
				institutionId: found.institutionId,
				after: { stopped: choiceOf(purpose, hubSlug), source },
			});
		}
		return found.donorId;
	});
	if (donorId !== null) await waitForMails(ctx, [donorId]);
}
