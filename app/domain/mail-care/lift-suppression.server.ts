import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { forbidden, notFound } from "~/platform/errors";
import { actorId } from "../access/actor";
import { authorize, isUuid, mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { auditAddress, stopAddress } from "./stop-address.server";

const liftedRow = z.object({ reason: z.string() });

/**
 * Opens an address again, with a reason: it was typed wrong and put right, its owner wrote, the mailbox was emptied. Soft
 * bounces from before no longer count. A complaint's refusal by the donor stays: only the donor takes that back.
 * @throws AppError forbidden, mail_suppression_not_found (also for another institution's, and one that is open already)
 */
export async function liftSuppression(
	ctx: Ctx,
	input: { institutionId: string; address: string; reason: string },
): Promise<void> {
	const { institutionId, reason } = input;
	const addressKey = input.address.toLowerCase();
	await authorize(ctx, "lift", "MailSuppression");
	if (!isUuid(institutionId) || !mayDo(ctx, "lift", "MailSuppression", { institutionId })) {
		throw notFound("mail_suppression", institutionId);
	}
	await inTransaction(ctx, async (tx) => {
		const [lifted] = await queryRows(
			tx,
			liftedRow,
			Prisma.sql`
			UPDATE mail_suppression SET lifted_at = ${ctx.now}, lifted_by = ${actorId(ctx.actor)}, lift_reason = ${reason}
			WHERE institution_id = ${institutionId}::uuid AND address_key = ${addressKey} AND lifted_at IS NULL RETURNING reason`,
		);
		if (!lifted) throw notFound("mail_suppression", institutionId);
		const change = { institutionId, addressKey, before: { reason: lifted.reason } };
		await auditAddress(tx, ctx, { ...change, action: "mail_address.opened", after: { liftReason: reason } });
	});
}

const addressRow = z.object({ institutionId: z.uuid(), addressKey: z.string() });

/** The address of a donor the actor may look after. @throws AppError forbidden, donor_not_found */
export async function addressOfDonor(tx: SqlTx, donorId: string): Promise<z.output<typeof addressRow>> {
	const [found] = await queryRows(
		tx,
		addressRow,
		Prisma.sql`SELECT institution_id AS "institutionId", email_key AS "addressKey" FROM donor
			WHERE id = ${donorId}::uuid AND erased_at IS NULL AND email <> ''`,
	);
	if (!found) throw notFound("donor", donorId);
	return found;
}

/**
 * Stops the address of a donor at its institution, because somebody asked by telephone or letter.
 * @throws AppError forbidden, donor_not_found
 */
export async function stopByStaff(ctx: Ctx, input: { donorId: string; reason: string }): Promise<void> {
	await authorize(ctx, "change", { type: "Donor", id: input.donorId });
	await inTransaction(ctx, async (tx) => {
		const address = await addressOfDonor(tx, input.donorId);
		await stopAddress(tx, ctx, { ...address, reason: "staff", detail: input.reason });
	});
}

/**
 * The same opening from a donor's page.
 * @throws AppError forbidden, donor_not_found, mail_suppression_not_found
 */
export async function liftOfDonor(ctx: Ctx, input: { donorId: string; reason: string }): Promise<void> {
	await authorize(ctx, "read", { type: "Donor", id: input.donorId });
	if (!ctx.ability.can("lift", "MailSuppression")) throw forbidden("lift MailSuppression");
	const { institutionId, addressKey } = await inTransaction(ctx, (tx) => addressOfDonor(tx, input.donorId));
	await liftSuppression(ctx, { institutionId, address: addressKey, reason: input.reason });
}
