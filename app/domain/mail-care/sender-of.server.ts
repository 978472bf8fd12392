import type { Ctx } from "../access/ctx.server";

export type MailAuthor = { from: string; replyTo: string | undefined };

/**
 * Under which name and address an institution's mails go out, in the language of the context.
 * @returns null while the institution has said nothing: then MAIL_FROM is the sender
 */
export async function senderOf(ctx: Pick<Ctx, "db" | "lang">, institutionId: string): Promise<MailAuthor | null> {
	const sender = await ctx.db.mailSender.findUnique({ where: { institutionId } });
	if (sender === null || sender.address === "") return null;
	const name = ctx.lang === "en" && sender.nameEn !== "" ? sender.nameEn : sender.nameJa;
	return { from: mailbox(name, sender.address), replyTo: sender.replyTo === "" ? undefined : sender.replyTo };
}

/** `"Name" <address>`: the name quoted, so that no comma or angle of it is read as another address. */
export function mailbox(name: string, address: string): string {
	const words = name.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
	return words === "" ? address : `"${words.replace(/["\\]/g, "\\$&")}" <${address}>`;
}
