import { inSqlTransaction, inTransaction } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { jstDay } from "../calendar/fiscal-year";
import { requestPlanMail } from "./plan-mail-request.server";

const AHEAD_DAYS = 30;
const CARD_PAGE_MS = 2 * 24 * 60 * 60 * 1000;
const AT_ONCE = 500;

/**
 * Tells donors whose card ends within 30 days, or has ended, once per card. A card is good to the last day of its month.
 * @returns how many plans were looked at
 */
export async function warnExpiringCards(ctx: Ctx): Promise<number> {
	const until = jstDay(ctx.now).add({ days: AHEAD_DAYS });
	// The last month that ends by then.
	const last = until.day === until.daysInMonth ? until : until.subtract({ months: 1 });
	let seen = 0;
	for (let cursor: string | undefined; ; ) {
		const plans = await ctx.db.recurringPlan.findMany({
			where: {
				status: { in: ["active", "paused", "past_due"] },
				OR: [{ cardExpYear: { lt: last.year } }, { cardExpYear: last.year, cardExpMonth: { lte: last.month } }],
			},
			select: { id: true, cardBrand: true, cardLast4: true, cardExpMonth: true, cardExpYear: true },
			orderBy: { id: "asc" },
			take: AT_ONCE,
			...(cursor && { cursor: { id: cursor }, skip: 1 }),
		});
		await inSqlTransaction(ctx, async (tx) => {
			for (const { id, ...card } of plans) {
				const key = [card.cardBrand, card.cardLast4, card.cardExpMonth, card.cardExpYear].join("-");
				const onceKey = `plan-card-expiring:${id}:${key}`;
				const expires = `${card.cardExpYear}-${String(card.cardExpMonth).padStart(2, "0")}-01`;
				await requestPlanMail(tx, ctx, { kind: "plan-card-expiring", planId: id, onceKey, params: { expires } });
			}
		});
		seen += plans.length;
		cursor = plans.at(-1)?.id;
		if (plans.length < AT_ONCE || cursor === undefined) return seen;
	}
}

/** A card page that was opened and left: the wish has come to nothing. */
export async function forgetUnusedCardPages(ctx: Ctx): Promise<void> {
	await inTransaction(ctx, (tx) =>
		tx.recurringChange.updateMany({
			where: {
				action: "card",
				status: "requested",
				requestedAt: { lt: new Date(ctx.now.getTime() - CARD_PAGE_MS) },
			},
			data: { status: "failed", error: "not_used", settledAt: ctx.now },
		}),
	);
}
