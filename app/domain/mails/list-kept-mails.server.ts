import { z } from "zod";
import type { Ctx } from "../access/ctx.server";

const PER_PAGE = 50;
const cursorSchema = z.uuid();

export type KeptMail = {
	id: string;
	kind: string;
	lang: string;
	toAddress: string;
	subject: string | null;
	status: string;
	sentAt: Date | null;
	createdAt: Date;
};

/**
 * The mails an installation without a mail server keeps instead of sending them, newest first.
 * @param input.to  part of an address; every address when empty
 * @param input.before  id of the last mail of the page before
 */
export async function listKeptMails(
	ctx: Ctx,
	input: { to: string; before: string | null },
): Promise<{ mails: KeptMail[]; next: string | null }> {
	const before = cursorSchema.safeParse(input.before).data;
	const mails = await ctx.db.mail.findMany({
		where: {
			...(input.to && { toAddress: { contains: input.to, mode: "insensitive" } }),
			...(before && { id: { lt: before } }),
		},
		// Ids begin with the time they were made at.
		orderBy: { id: "desc" },
		take: PER_PAGE + 1,
		select: {
			id: true,
			kind: true,
			lang: true,
			toAddress: true,
			subject: true,
			status: true,
			sentAt: true,
			createdAt: true,
		},
	});
	const page = mails.slice(0, PER_PAGE);
	return { mails: page, next: mails.length > PER_PAGE ? (page.at(-1)?.id ?? null) : null };
}
