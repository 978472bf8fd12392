import { z } from "zod";
import type { Ctx } from "../access/ctx.server";

const PER_PAGE = 50;
/** When a mail was asked for, and its id for those of the same moment. */
const cursorSchema = z
	.string()
	.regex(/^\S+Z_\S+$/)
	.transform((text) => text.split("_"))
	.pipe(z.tuple([z.iso.datetime(), z.uuid()]));

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
 * @param input.before  `next` of the page before
 */
export async function listKeptMails(
	ctx: Ctx,
	input: { to: string; before: string | null },
): Promise<{ mails: KeptMail[]; next: string | null }> {
	const before = cursorSchema.safeParse(input.before).data;
	const mails = await ctx.db.mail.findMany({
		where: {
			...(input.to && { toAddress: { contains: input.to, mode: "insensitive" } }),
			...(before && {
				OR: [{ createdAt: { lt: before[0] } }, { createdAt: before[0], id: { lt: before[1] } }],
			}),
		},
		orderBy: [{ createdAt: "desc" }, { id: "desc" }],
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
	const last = page.at(-1);
	return { mails: page, next: last && mails.length > PER_PAGE ? `${last.createdAt.toISOString()}_${last.id}` : null };
}
