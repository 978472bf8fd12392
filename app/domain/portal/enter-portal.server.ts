import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRows } from "~/platform/db/transaction.server";
import { AppError } from "~/platform/errors";
import { hashToken } from "../access/authenticate-api.server";
import type { Ctx } from "../access/ctx.server";
import { startDonorSession } from "../access/donor-session.server";
import { audit } from "../audit/audit.server";
import { maskedEmail } from "./portal-link";

const linkRow = z.object({ id: z.uuid(), email: z.string(), nextPath: z.string() });

/** Links of other forms reach no database. */
const isToken = (token: string) => /^[\w-]{43}$/.test(token);
const live = (ctx: Ctx, token: string) => Prisma.sql`
	l.token_hash = ${hashToken(token)} AND l.used_at IS NULL AND l.expires_at > ${ctx.now}
	AND EXISTS (SELECT 1 FROM donor d WHERE d.email_key = l.email AND d.erased_at IS NULL)`;

/**
 * Whose link this is, without using it: mail programs and their scanners open every link they see.
 * @returns null when it does not work (any more)
 */
export async function getPortalLink(ctx: Ctx, input: { token: string }): Promise<{ email: string } | null> {
	if (!isToken(input.token)) return null;
	const [link] = await inTransaction(ctx, (tx) =>
		queryRows(
			tx,
			linkRow,
			Prisma.sql`SELECT l.id, l.email, l.next_path AS "nextPath" FROM portal_link l WHERE ${live(ctx, input.token)}`,
		),
	);
	return link ? { email: maskedEmail(link.email) } : null;
}

/**
 * Uses the link, once: of two at the same moment one gets in.
 * @param input.signedInAs  who this browser is signed in as: somebody else's link must not change that unseen
 * @throws AppError portal_link_gone (used, late, unknown), portal_other_donor (the link stays unused)
 */
export async function enterPortal(
	ctx: Ctx,
	input: { token: string; signedInAs: string | null },
): Promise<{ cookie: string; next: string }> {
	if (!isToken(input.token)) throw linkGone();
	return inTransaction(ctx, async (tx) => {
		const [link] = await queryRows(
			tx,
			linkRow,
			Prisma.sql`
			UPDATE portal_link l SET used_at = ${ctx.now} WHERE ${live(ctx, input.token)}
			RETURNING l.id, l.email, l.next_path AS "nextPath"`,
		);
		if (!link) throw linkGone();
		if (input.signedInAs !== null && input.signedInAs !== link.email) throw otherDonor();
		const { sessionId, cookie } = await startDonorSession(tx, { email: link.email, now: ctx.now });
		await audit(tx, ctx, {
			action: "portal.entered",
			subject: { type: "portal_session", id: sessionId },
			cause: `portal_link:${link.id}`,
		});
		return { cookie, next: link.nextPath };
	});
}

function linkGone(): AppError {
	return new AppError({
		code: "portal_link_gone",
		status: 410,
		logMessage: "a portal link was used, late or unknown",
		personKey: "portal.linkGone",
	});
}

function otherDonor(): AppError {
	return new AppError({
		code: "portal_other_donor",
		status: 409,
		logMessage: "a portal link of another donor than the one signed in",
		personKey: "portal.otherDonor",
	});
}
