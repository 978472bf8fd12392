import { z } from "zod";
import { notFound } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";

/**
 * One mail as its reader would get it.
 * @throws AppError mail_not_found
 */
export async function getKeptMail(ctx: Ctx, input: { mailId: string }) {
	const id = z.uuid().safeParse(input.mailId).data;
	const mail = id === undefined ? null : await ctx.db.mail.findUnique({ where: { id } });
	if (mail === null) throw notFound("mail", input.mailId);
	const { kind, lang, toAddress, subject, html, text, status, sentAt, createdAt } = mail;
	return { id: mail.id, kind, lang, toAddress, subject, html, text, status, sentAt, createdAt };
}
