import { z } from "zod";
import { env } from "~/platform/env.server";
import type { Ctx } from "../access/ctx.server";
import { overseenInstitution } from "../institutions/overseen-institution.server";
import { SENDER_CHECKS, type SenderCheck, sendingServer } from "./check-sender.server";

const checkSchema = z.object({
	verdict: z.enum(["good", "warn", "bad", "unknown"]),
	code: z.string(),
	name: z.string(),
	records: z.array(z.string()),
	add: z.string().nullable(),
});
const checksSchema = z.record(z.enum(SENDER_CHECKS), checkSchema);

/**
 * The sender of an institution as its settings show it.
 * @throws AppError institution_not_found, forbidden
 */
export async function getSender(ctx: Ctx, input: { institution: string }) {
	const institution = await overseenInstitution(ctx, input.institution, "changeSender");
	const sender = await ctx.db.mailSender.findUnique({ where: { institutionId: institution.id } });
	const checks = sender?.checkedAt ? checksSchema.safeParse(sender.checks).data : undefined;
	return {
		institution: { slug: institution.slug, nameJa: institution.nameJa, nameEn: institution.nameEn },
		sender,
		checks: checks ? SENDER_CHECKS.map((name) => ({ check: name, ...(checks[name] as SenderCheck) })) : null,
		checkedAt: sender?.checkedAt ?? null,
		mailFrom: env.MAIL_FROM,
		bounceAddress: env.MAIL_BOUNCE_ADDRESS ?? null,
		takesBounces: env.MAIL_WEBHOOK_SECRET !== undefined,
		server: sendingServer().host,
	};
}
