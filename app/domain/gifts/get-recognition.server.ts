import { authorize, mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";

const NAME = {
	id: true,
	donorKind: true,
	familyName: true,
	givenName: true,
	companyName: true,
	contactName: true,
	amountYen: true,
	donorId: true,
} as const;

/** Soft credits and matches of one gift, and whether the actor may change them. */
export async function getRecognition(ctx: Ctx, giftId: string) {
	await authorize(ctx, "read", { type: "Gift", id: giftId });
	const gift = await ctx.db.gift.findUniqueOrThrow({
		where: { id: giftId },
		select: { ...NAME, hubId: true, institutionId: true },
	});
	const [credits, matches, matchedBy] = await Promise.all([
		ctx.db.softCredit.findMany({ where: { giftId }, include: { donor: true }, orderBy: { id: "asc" } }),
		ctx.db.giftMatch.findMany({
			where: { matchingGiftId: giftId },
			include: { matchedGift: { select: NAME } },
			orderBy: { id: "asc" },
		}),
		ctx.db.giftMatch.findMany({
			where: { matchedGiftId: giftId },
			include: { matchingGift: { select: NAME } },
			orderBy: { id: "asc" },
		}),
	]);
	const matchedYen = matches.reduce((sum, match) => sum + match.amountYen, 0n);
	return {
		gift,
		credits,
		matches,
		matchedBy,
		leftYen: gift.amountYen - matchedYen,
		may: mayDo(ctx, "recognise", "Gift", gift),
	};
}
