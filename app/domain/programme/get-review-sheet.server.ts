import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";

export type ReviewSheet = Awaited<ReturnType<typeof getReviewSheet>>;

/**
 * The programme's official review sheet beside our own sums: rows are printed rounded to the million, so their sum may
 * differ from the printed total, and both are shown.
 */
export async function getReviewSheet(ctx: Ctx) {
	await authorize(ctx, "read", "ReviewSheetPayment");
	const [payments, blocks, budgets, indicators] = await Promise.all([
		ctx.db.reviewSheetPayment.findMany({
			include: { hub: { select: { slug: true, abbreviation: true } } },
			orderBy: [{ fiscalYear: "desc" }, { block: "asc" }, { rank: "asc" }],
		}),
		ctx.db.reviewSheetBlock.findMany({ orderBy: [{ fiscalYear: "desc" }, { block: "asc" }] }),
		ctx.db.programmeBudget.findMany({ orderBy: { fiscalYear: "asc" } }),
		ctx.db.programmeIndicator.findMany({ orderBy: [{ nameEn: "asc" }, { fiscalYear: "asc" }] }),
	]);
	const sums = await ctx.db.reviewSheetPayment.groupBy({
		by: ["fiscalYear", "block"],
		_sum: { amountMillionYen: true },
		_count: { _all: true },
	});
	return {
		blocks: blocks.map((block) => {
			const own = sums.find((sum) => sum.fiscalYear === block.fiscalYear && sum.block === block.block);
			return {
				...block,
				sumMillionYen: own?._sum.amountMillionYen ?? 0,
				rowCount: own?._count._all ?? 0,
				payments: payments.filter((row) => row.fiscalYear === block.fiscalYear && row.block === block.block),
			};
		}),
		budgets,
		indicators,
	};
}
