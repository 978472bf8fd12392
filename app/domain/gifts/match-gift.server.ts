import { Prisma } from "~/platform/db/client.server";
import { inTransaction, type Tx } from "~/platform/db/transaction.server";
import { conflict, invalid, notFound } from "~/platform/errors";
import { actorId } from "../access/actor";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";

/**
 * Says that part of a company's gift answers another gift (マッチングギフト). The parts are at most the company's gift; each
 * donor so matched gets a soft credit for it by itself. No money moves, and no total counts a match.
 * @throws AppError gift_not_found, gift_unknown, not_a_company (400), match_over_gift (400), match_there (409), forbidden
 */
export async function matchGift(
	ctx: Ctx,
	input: { matchingGiftId: string; matchedGiftId: string; amountYen: bigint },
): Promise<{ giftMatchId: string }> {
	const { matchingGiftId, matchedGiftId, amountYen } = input;
	await authorize(ctx, "recognise", { type: "Gift", id: matchingGiftId });
	const seen = await ctx.db.gift.findUnique({
		where: { id: matchedGiftId },
		select: { id: true, institutionId: true, donorId: true, paymentStatus: true },
	});
	return inTransaction(ctx, async (tx) => {
		const matching = await lockedGift(tx, matchingGiftId);
		if (matching.donorKind !== "company") throw refused("not_a_company", "", "recognition.notCompany");
		const fits =
			seen?.institutionId === matching.institutionId &&
			seen.id !== matching.id &&
			seen.donorId !== matching.donorId &&
			seen.paymentStatus === "received";
		if (!fits) throw refused("gift_unknown", "matchedGiftId", "fields.gift.unknown");
		const given = await tx.giftMatch.aggregate({ where: { matchingGiftId }, _sum: { amountYen: true } });
		const leftYen = matching.amountYen - (given._sum.amountYen ?? 0n);
		if (amountYen > leftYen) {
			throw refused("match_over_gift", "amountYen", "recognition.overMatch", { max: Number(leftYen) });
		}
		const made = await tx.giftMatch.createManyAndReturn({
			data: [{ matchingGiftId, matchedGiftId, amountYen, createdBy: actorId(ctx.actor), createdAt: ctx.now }],
			skipDuplicates: true,
			select: { id: true },
		});
		const [match] = made;
		if (!match) {
			throw conflict("match_there", `gift ${matchingGiftId} matches ${matchedGiftId} already`, {
				personKey: "recognition.matchThere",
			});
		}
		await creditMatches(tx, ctx, { giftId: matchingGiftId, donorId: seen.donorId });
		await audit(tx, ctx, {
			action: "gift.matched",
			subject: { type: "gift", id: matchingGiftId },
			institutionId: matching.institutionId,
			after: { giftMatchId: match.id, matchedGiftId, amountYen: amountYen.toString() },
		});
		return { giftMatchId: match.id };
	});
}

/** @throws AppError gift_match_not_found, forbidden */
export async function unmatchGift(ctx: Ctx, input: { matchingGiftId: string; giftMatchId: string }): Promise<void> {
	await authorize(ctx, "recognise", { type: "Gift", id: input.matchingGiftId });
	await inTransaction(ctx, async (tx) => {
		const matching = await lockedGift(tx, input.matchingGiftId);
		const match = await tx.giftMatch.findFirst({
			where: { id: input.giftMatchId, matchingGiftId: matching.id },
			include: { matchedGift: { select: { donorId: true } } },
		});
		if (!match) throw notFound("gift_match", input.giftMatchId);
		await tx.giftMatch.delete({ where: { id: match.id } });
		await creditMatches(tx, ctx, { giftId: matching.id, donorId: match.matchedGift.donorId });
		await audit(tx, ctx, {
			action: "gift.unmatched",
			subject: { type: "gift", id: matching.id },
			institutionId: matching.institutionId,
			before: { matchedGiftId: match.matchedGiftId, amountYen: match.amountYen.toString() },
		});
	});
}

async function lockedGift(tx: Tx, giftId: string) {
	await tx.$queryRaw(Prisma.sql`SELECT 1 FROM gift WHERE id = ${giftId}::uuid FOR UPDATE`);
	return tx.gift.findUniqueOrThrow({ where: { id: giftId } });
}

/** A matched donor's soft credit is the sum of the matches of that donor's gifts; none when there is none left. */
async function creditMatches(
	tx: Tx,
	ctx: Ctx,
	{ giftId, donorId }: { giftId: string; donorId: string },
): Promise<void> {
	const sum = await tx.giftMatch.aggregate({
		where: { matchingGiftId: giftId, matchedGift: { donorId } },
		_sum: { amountYen: true },
	});
	const amountYen = sum._sum.amountYen ?? 0n;
	const key = { giftId, donorId, reason: "matching" };
	if (amountYen === 0n) {
		await tx.softCredit.deleteMany({ where: key });
		return;
	}
	await tx.softCredit.upsert({
		where: { giftId_donorId_reason: key },
		create: { ...key, amountYen, createdBy: actorId(ctx.actor), createdAt: ctx.now },
		update: { amountYen },
	});
}

function refused(code: string, field: string, personKey: string, params: Record<string, number> = {}) {
	return invalid(code, `${field} is refused: ${code}`, { personKey, params: { field, ...params } });
}
