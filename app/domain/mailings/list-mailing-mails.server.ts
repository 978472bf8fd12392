import { authorize, isUuid, mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import type { MailState } from "../mails/mail.status";

const MAILS_SHOWN = 50;

/**
 * Mails of one sending in one state, in the order of their ids: of a hundred thousand the few that a person must look at.
 * Who sees no mails of donors gets none.
 * @throws AppError forbidden, mailing_not_found
 */
export async function listMailingMails(
	ctx: Ctx,
	{ mailingId, status, cursor }: { mailingId: string; status: MailState; cursor?: string },
) {
	await authorize(ctx, "read", { type: "Mailing", id: mailingId });
	if (!mayEver(ctx, "read", "Mail")) return { mails: [], nextCursor: null, mayRead: false };
	const after = cursor !== undefined && isUuid(cursor) ? { id: { gt: cursor } } : {};
	const rows = await ctx.db.mail.findMany({
		where: { mailingId, status, ...after },
		select: {
			id: true,
			toAddress: true,
			donorId: true,
			error: true,
			bounceKind: true,
			sendingAt: true,
			messageId: true,
			status: true,
		},
		orderBy: { id: "asc" },
		take: MAILS_SHOWN + 1,
	});
	const mails = rows.slice(0, MAILS_SHOWN);
	return { mails, nextCursor: rows.length > MAILS_SHOWN ? (mails.at(-1)?.id ?? null) : null, mayRead: true };
}
