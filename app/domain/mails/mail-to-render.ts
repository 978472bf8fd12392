import type { RenderedMail } from "~emails/index";
import type { Ctx } from "../access/ctx.server";

/** A queued mail as the one who writes its text gets it. */
export type MailToRender = {
	id: string;
	kind: string;
	lang: string;
	toAddress: string;
	institutionId: string | null;
	giftId: string | null;
	refundId: string | null;
	donorId: string | null;
	subjectType: string | null;
	subjectId: string | null;
	/** ids, amounts as text, days; nothing personal */
	params: Record<string, unknown>;
};

/**
 * Writes a mail from what is true when it is sent. A secret in it (a link, a code) is made here, and only its hash is kept.
 * @returns null when there is nothing to tell any more: the mail is then dropped
 */
export type MailRenderer = (ctx: Ctx, mail: MailToRender) => Promise<RenderedMail | null>;
export type MailRenderers = Readonly<Record<string, MailRenderer>>;
