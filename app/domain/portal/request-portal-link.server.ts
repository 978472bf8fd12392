import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRows } from "~/platform/db/transaction.server";
import { LIMITS, takeAttempt } from "~/platform/http/rate-limit.server";
import { newId } from "~/platform/new-id";
import type { Ctx } from "../access/ctx.server";
import { EMAIL_MAX, readEmail } from "../addresses/email";
import { readLineOf } from "../form-text.schema";
import { requestMail } from "../mails/request-mail.server";
import { emailKeyOf, LINK_VALID_MS, safePortalPath } from "./portal-link";

export const signInSchema = z.object({
	email: readLineOf(EMAIL_MAX, "fields.email", readEmail).refine((email) => email !== "", "fields.required"),
});

/**
 * Asks for a one-time link. Whether the address is known is looked up when the mail is written, in the worker: the
 * request does the same work and says the same for every address.
 * @param input.clientIp  counted, never kept
 * @throws AppError too_many_requests, by address of the visitor and by mail
 */
export async function requestPortalLink(
	ctx: Ctx,
	input: { email: string; next: string | null; clientIp: string },
): Promise<void> {
	const email = emailKeyOf(input.email);
	await takeAttempt(LIMITS.magicLink, input.clientIp);
	await takeAttempt(LIMITS.magicLinkMail, email);
	const id = newId();
	await inTransaction(ctx, async (tx) => {
		// Where it was only ever written with other capitals, the mail goes to what the donor wrote then.
		const [known] = await queryRows(
			tx,
			z.object({ email: z.string() }),
			Prisma.sql`SELECT email FROM donor WHERE email_key = ${email} AND erased_at IS NULL
				ORDER BY (email = ${input.email}) DESC, id DESC LIMIT 1`,
		);
		await tx.portalLink.create({
			data: {
				id,
				email,
				lang: ctx.lang,
				nextPath: safePortalPath(input.next),
				createdAt: ctx.now,
				expiresAt: new Date(ctx.now.getTime() + LINK_VALID_MS),
			},
		});
		await requestMail(tx, ctx, {
			kind: "portal-link",
			onceKey: `portal-link:${id}`,
			toAddress: known?.email ?? input.email,
			lang: ctx.lang,
			subject: { type: "portal_link", id },
		});
	});
}
