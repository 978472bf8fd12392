import { inTransaction } from "~/platform/db/transaction.server";
import { conflict } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { jstDayString } from "../calendar/fiscal-year";
import { yen } from "../money/yen";
import { assertActive, lockPledge } from "./lock-pledge.server";
import { checkedReason } from "./pledge-reason";
import { readCurrentRows } from "./read-kept-rows.server";
import { refreshOutlookOf } from "./refresh-outlook-of.server";
import { type RespreadRule, respread } from "./respread";
import { settlePledge } from "./settle-pledge.server";
import { ruleOfRows, writeSchedule } from "./write-schedule.server";

/**
 * Spreads what is still owed anew by a rule, and keeps the rule for payments to come. What is overdue goes to the
 * instalments whose day has not come; the schedule before is kept.
 * @throws AppError pledge_not_found, pledge_not_active, pledge_nothing_ahead (409: no instalment is still to come),
 * reason_missing (400), forbidden
 */
export async function respreadPledge(
	ctx: Ctx,
	input: { pledgeId: string; rule: RespreadRule; reason: string },
): Promise<void> {
	const { pledgeId, rule } = input;
	await authorize(ctx, "change", { type: "Pledge", id: pledgeId });
	const reason = checkedReason(input.reason);
	const today = jstDayString(ctx.now);
	await inTransaction(ctx, async (tx) => {
		const pledge = await lockPledge(tx, pledgeId);
		assertActive(pledge);
		const rows = await readCurrentRows(tx, pledgeId);
		const spread = respread(rows, rule, today);
		const isAhead = rows.some((row) => row.dueOn > today && row.paidYen + row.writtenOffYen < row.scheduledYen);
		if (rule !== "carry" && !isAhead) {
			throw conflict("pledge_nothing_ahead", `pledge ${pledgeId} has no instalment still to come`, {
				personKey: "pledges.nothingAhead",
			});
		}
		const same =
			spread.length === rows.length && spread.every((row, index) => row.scheduledYen === rows[index]?.scheduledYen);
		if (same && pledge.respreadRule === rule) return;
		await tx.pledge.update({ where: { id: pledgeId }, data: { respreadRule: rule, updatedAt: ctx.now } });
		if (!same) {
			const planned = spread.map(({ dueOn, scheduledYen }) => ({ dueOn, scheduledYen: yen(scheduledYen) }));
			const next = { cause: "respread" as const, reason, rule: ruleOfRows(planned), rows: planned };
			await writeSchedule(tx, ctx, pledge, next);
		}
		await audit(tx, ctx, {
			action: "pledge.respread",
			subject: { type: "pledge", id: pledgeId },
			institutionId: pledge.institutionId,
			before: { rule: pledge.respreadRule, instalments: rows.length },
			after: { rule, instalments: spread.length, reason },
		});
		await settlePledge(tx, ctx, pledgeId, { spread: false });
		await refreshOutlookOf(tx, pledge.hubId);
	});
}
