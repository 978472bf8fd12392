import type { Ctx } from "../access/ctx.server";

export type RenderedMail = { subject: string; html: string; text: string };

export async function renderGiftMail(_ctx: Ctx, mail: { kind: string; giftId: string; lang: string }): Promise<RenderedMail> {
	return { subject: mail.kind, html: mail.kind, text: mail.kind };
}
