import { inTransaction } from "~/platform/db/transaction.server";
import { conflict } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { assertPledgeMove, lockPledge } from "./lock-pledge.server";
import { checkedReason } from "./pledge-reason";
import { refreshOutlookOf } from "./refresh-outlook-of.server";
import { settlePledge } from "./settle-pledge.server";

/**
 * Takes a pledge back before any of it came. Once money came, what is left of it is written off instead, with approval.
 * @throws AppError pledge_not_found, pledge_moved, pledge_has_money, pledge_payment_awaited (409), reason_missing (400), forbidden
 */
export async function cancelPledge(ctx: Ctx, input: { pledgeId: string; reason: string }): Promise<void> {
	await authorize(ctx, "change", { type: "Pledge", id: input.pledgeId });
	const reason = checkedReason(input.reason);
	await inTransaction(ctx, async (tx) => {
		const row = await lockPledge(tx, input.pledgeId);
		assertPledgeMove(row, "cancelled");
		const came = await tx.allocation.count({ where: { gift: { pledgeId: row.id } } });
		if (came > 0) {
			throw conflict("pledge_has_money", `pledge ${row.id} has money`, { personKey: "pledges.hasMoney" });
		}
		const awaited = await tx.gift.count({ where: { pledgeId: row.id, paymentStatus: "awaiting_payment" } });
		if (awaited > 0) {
			throw conflict("pledge_payment_awaited", `a payment of pledge ${row.id} is awaited`, {
				personKey: "pledges.paymentAwaited",
			});
		}
		await tx.pledge.update({
			where: { id: row.id },
			data: { status: "cancelled", cancelledAt: ctx.now, cancelReason: reason, updatedAt: ctx.now },
		});
		await tx.pledgeWriteOff.updateMany({
			where: { pledgeId: row.id, status: "requested" },
			data: { status: "refused", decidedAt: ctx.now, decisionNote: "" },
		});
		await audit(tx, ctx, {
			action: "pledge.cancelled",
			subject: { type: "pledge", id: row.id },
			institutionId: row.institutionId,
			before: { status: row.status },
			after: { status: "cancelled", reason },
		});
		await settlePledge(tx, ctx, row.id);
		await refreshOutlookOf(tx, row.hubId);
	});
}
