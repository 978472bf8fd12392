import type { Prisma } from "~/platform/db/client.server";
import { inTransaction } from "~/platform/db/transaction.server";
import { notFound } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { overseenInstitution } from "../institutions/overseen-institution.server";
import { type CheckedSender, checkSender, type SenderChecks } from "./check-sender.server";
import { SENDER_FIELDS, type SenderFields } from "./sender.schema";

/**
 * Changes under which name and address an institution writes: it holds for mails handed over from now on. What its domain's DNS
 * said of another address is forgotten.
 * @throws AppError institution_not_found, forbidden
 */
export async function saveSender(ctx: Ctx, input: { institution: string; sender: SenderFields }): Promise<void> {
	const { id } = await overseenInstitution(ctx, input.institution, "changeSender");
	const { sender } = input;
	await inTransaction(ctx, async (tx) => {
		await tx.$executeRaw`SELECT 1 FROM institution WHERE id = ${id}::uuid FOR UPDATE`;
		const before = await tx.mailSender.findUnique({ where: { institutionId: id } });
		const changed = SENDER_FIELDS.filter((field) => (before?.[field] ?? "") !== sender[field]);
		if (changed.length === 0) return;
		const isSameDomain = before?.address === sender.address && before.dkimSelector === sender.dkimSelector;
		// `undefined` leaves what was found before.
		const checkedAt = isSameDomain ? undefined : null;
		await tx.mailSender.upsert({
			where: { institutionId: id },
			create: { institutionId: id, ...sender, updatedAt: ctx.now },
			update: { ...sender, checkedAt, updatedAt: ctx.now },
		});
		const pick = (row: Partial<SenderFields> | null) =>
			Object.fromEntries(changed.map((field) => [field, row?.[field] ?? ""]));
		await audit(tx, ctx, {
			action: "mail_sender.changed",
			subject: { type: "institution", id },
			institutionId: id,
			before: pick(before),
			after: pick(sender),
		});
	});
}

/**
 * Asks the DNS about the sender and keeps what it said.
 * @throws AppError institution_not_found, forbidden, mail_sender_not_found
 */
export async function askAboutSender(
	ctx: Ctx,
	input: { institution: string },
	check: (sender: CheckedSender) => Promise<SenderChecks> = checkSender,
): Promise<SenderChecks> {
	const { id } = await overseenInstitution(ctx, input.institution, "changeSender");
	const sender = await ctx.db.mailSender.findUnique({ where: { institutionId: id } });
	if (!sender) throw notFound("mail_sender", id);
	const checks = await check(sender);
	// Somebody may have changed the address while the DNS was asked.
	const { address, dkimSelector } = sender;
	await inTransaction(ctx, (tx) =>
		tx.mailSender.updateMany({
			where: { institutionId: id, address, dkimSelector },
			data: { checks: checks as unknown as Prisma.InputJsonObject, checkedAt: ctx.now },
		}),
	);
	return checks;
}
