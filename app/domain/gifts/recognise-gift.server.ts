import { inTransaction } from "~/platform/db/transaction.server";
import { conflict, invalid, notFound } from "~/platform/errors";
import { actorId } from "../access/actor";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import type { SoftCreditReason } from "./soft-credit-reasons";

/**
 * Thanks another donor of the institution for a gift: recognition without money, never in a total (貢献者認定).
 * @throws AppError gift_not_found, donor_unknown, amount_over_gift (400), soft_credit_there (409), forbidden
 */
export async function recogniseGift(
	ctx: Ctx,
	input: { giftId: string; donorId: string; amountYen: bigint; reason: SoftCreditReason; note: string },
): Promise<{ softCreditId: string }> {
	const { giftId, donorId, amountYen, reason, note } = input;
	await authorize(ctx, "recognise", { type: "Gift", id: giftId });
	const known = await ctx.db.donor.findUnique({ where: { id: donorId }, select: { id: true, institutionId: true } });
	return inTransaction(ctx, async (tx) => {
		const gift = await tx.gift.findUniqueOrThrow({ where: { id: giftId } });
		if (known?.institutionId !== gift.institutionId || known.id === gift.donorId) {
			throw refused("donor_unknown", "donorId", "fields.donor.unknown");
		}
		if (amountYen > gift.amountYen) {
			throw refused("amount_over_gift", "amountYen", "recognition.overGift", { max: Number(gift.amountYen) });
		}
		const made = await tx.softCredit.createManyAndReturn({
			data: [{ giftId, donorId, amountYen, reason, note, createdBy: actorId(ctx.actor), createdAt: ctx.now }],
			skipDuplicates: true,
			select: { id: true },
		});
		const [credit] = made;
		if (!credit) {
			throw conflict("soft_credit_there", `donor ${donorId} is recognised for gift ${giftId} (${reason}) already`, {
				personKey: "recognition.there",
			});
		}
		await audit(tx, ctx, {
			action: "gift.recognised",
			subject: { type: "gift", id: giftId },
			institutionId: gift.institutionId,
			after: { softCreditId: credit.id, donorId, amountYen: amountYen.toString(), reason },
		});
		return { softCreditId: credit.id };
	});
}

/** @throws AppError soft_credit_not_found, soft_credit_of_match (409), forbidden */
export async function withdrawRecognition(ctx: Ctx, input: { giftId: string; softCreditId: string }): Promise<void> {
	await authorize(ctx, "recognise", { type: "Gift", id: input.giftId });
	await inTransaction(ctx, async (tx) => {
		const credit = await tx.softCredit.findFirst({
			where: { id: input.softCreditId, giftId: input.giftId },
			include: { gift: { select: { institutionId: true } } },
		});
		if (!credit) throw notFound("soft_credit", input.softCreditId);
		if (credit.reason === "matching") {
			throw conflict("soft_credit_of_match", `soft credit ${credit.id} follows its matches`, {
				personKey: "recognition.ofMatch",
			});
		}
		await tx.softCredit.delete({ where: { id: credit.id } });
		await audit(tx, ctx, {
			action: "gift.recognition_withdrawn",
			subject: { type: "gift", id: credit.giftId },
			institutionId: credit.gift.institutionId,
			before: { donorId: credit.donorId, amountYen: credit.amountYen.toString(), reason: credit.reason },
		});
	});
}

function refused(code: string, field: string, personKey: string, params: Record<string, number> = {}) {
	return invalid(code, `${field} is refused: ${code}`, { personKey, params: { field, ...params } });
}
