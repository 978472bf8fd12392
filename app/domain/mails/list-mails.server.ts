import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import type { MailState } from "./mail.status";

export const MAILS_PER_PAGE = 50;

/**
 * Mails of the actor's scope to one person each, newest first: what may not have arrived is found here and settled by a person.
 * Those of a mailing are on its own page: a hundred thousand of them would bury the rest.
 * @param input.cursor  id of the last mail of the page before
 */
export async function listMails(ctx: Ctx, input: { status?: MailState; cursor?: string }) {
	await authorize(ctx, "read", "Mail");
	const rows = await ctx.db.mail.findMany({
		where: { mailingId: null, ...(input.status !== undefined && { status: input.status }) },
		select: {
			id: true,
			kind: true,
			status: true,
			toAddress: true,
			error: true,
			createdAt: true,
			sentAt: true,
			giftId: true,
			hub: { select: { abbreviation: true } },
		},
		orderBy: [{ createdAt: "desc" }, { id: "desc" }],
		take: MAILS_PER_PAGE + 1,
		...(input.cursor === undefined ? {} : { cursor: { id: input.cursor }, skip: 1 }),
	});
	const mails = rows.slice(0, MAILS_PER_PAGE);
	return { mails, nextCursor: rows.length > MAILS_PER_PAGE ? (mails.at(-1)?.id ?? null) : null };
}
