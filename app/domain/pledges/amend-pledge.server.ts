import { inTransaction } from "~/platform/db/transaction.server";
import { conflict, invalid } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { MAX_TYPED_YEN, yen } from "../money/yen";
import { type LockedPledge, lockPledge } from "./lock-pledge.server";
import { checkedReason } from "./pledge-reason";
import { readKeptRows } from "./read-kept-rows.server";
import { refreshOutlookOf } from "./refresh-outlook-of.server";
import type { ScheduleRule } from "./schedule";
import { settlePledge } from "./settle-pledge.server";
import { planOrRefuse, storedRule, writeSchedule } from "./write-schedule.server";

/**
 * Changes what is promised: another amount, other days. What was paid and what was written off stay as they are; the rest of
 * the new amount is planned by the new rule, so amounts of a free list sum to that rest. The schedule before is kept.
 * @param input.amountYen  all of the promise, with what was paid and written off
 * @throws AppError pledge_not_found, pledge_not_amendable (409), amount_below_paid, schedule_refused, reason_missing (400),
 * forbidden
 */
export async function amendPledge(
	ctx: Ctx,
	input: { pledgeId: string; amountYen: bigint; startOn: string; rule: ScheduleRule; reason: string },
): Promise<void> {
	await authorize(ctx, "change", { type: "Pledge", id: input.pledgeId });
	const reason = checkedReason(input.reason);
	await inTransaction(ctx, async (tx) => {
		const row = await lockPledge(tx, input.pledgeId);
		if (row.status === "cancelled") {
			throw conflict("pledge_not_amendable", `pledge ${row.id} is cancelled`, { personKey: "pledges.notActive" });
		}
		const restYen = restOf(row, input.amountYen);
		const kept = await readKeptRows(tx, row.id);
		const planned = restYen === 0n ? [] : planOrRefuse({ ...input, amountYen: restYen });
		const rows = [...kept.paid, ...planned, ...kept.writtenOff];
		await writeSchedule(tx, ctx, row, { cause: "amended", reason, rule: storedRule(input.rule), rows });
		await tx.pledge.update({
			where: { id: row.id },
			data: { startOn: new Date(input.startOn), updatedAt: ctx.now },
		});
		await audit(tx, ctx, {
			action: "pledge.amended",
			subject: { type: "pledge", id: row.id },
			institutionId: row.institutionId,
			before: { amountYen: row.amountYen.toString(), startOn: row.startOn },
			after: {
				amountYen: input.amountYen.toString(),
				startOn: input.startOn,
				reason,
				instalments: planned.length,
			},
		});
		await settlePledge(tx, ctx, row.id, { spread: false });
		await refreshOutlookOf(tx, row.hubId);
	});
}

/** @throws AppError amount_below_paid, amount_outside_limits (400) */
function restOf(row: LockedPledge, amountYen: bigint): bigint {
	const keptYen = row.paidYen + row.writtenOffYen;
	if (amountYen > MAX_TYPED_YEN) {
		throw invalid("amount_outside_limits", `pledge ${row.id} of ${amountYen} yen`, {
			personKey: "fields.amount.tooLarge",
			params: { field: "amountYen" },
		});
	}
	if (amountYen < keptYen || amountYen <= 0n) {
		throw invalid("amount_below_paid", `pledge ${row.id} of ${amountYen} yen has ${keptYen} paid and written off`, {
			personKey: "pledges.amountBelowPaid",
			params: { field: "amountYen", min: Number(yen(keptYen)) },
		});
	}
	return amountYen - keptYen;
}
