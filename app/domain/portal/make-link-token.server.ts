import { randomBytes } from "node:crypto";
import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inOneStatement } from "~/platform/db/transaction.server";
import { hashToken } from "../access/authenticate-api.server";
import type { Ctx } from "../access/ctx.server";
import { LINK_VALID_MS } from "./portal-link";

/** A mail server that was away longer than this: whoever asked has asked again, or gone. */
const WRITTEN_WITHIN_MS = 6 * 3_600_000;

/**
 * The secret of a link, made while its mail is written; only its hash is kept, and the half hour begins now.
 * @returns null when no donor has the address, or the link was used or is too old: then there is no mail
 */
export async function makeLinkToken(ctx: Ctx, linkId: string): Promise<string | null> {
	const token = randomBytes(32).toString("base64url");
	const made = await inOneStatement(
		z.object({ id: z.uuid() }),
		Prisma.sql`
		UPDATE portal_link l SET token_hash = ${hashToken(token)}, expires_at = ${new Date(ctx.now.getTime() + LINK_VALID_MS)}
		WHERE l.id = ${linkId}::uuid AND l.used_at IS NULL
			AND l.created_at > ${new Date(ctx.now.getTime() - WRITTEN_WITHIN_MS)}
			AND EXISTS (SELECT 1 FROM donor d WHERE d.email_key = l.email AND d.erased_at IS NULL)
		RETURNING l.id`,
	);
	return made.length > 0 ? token : null;
}
