import { inTransaction } from "~/platform/db/transaction.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { confirmed } from "./create-pledge.server";
import { assertPledgeMove, lockPledge } from "./lock-pledge.server";
import { requestPledgeMail } from "./pledge-mail.server";
import { refreshOutlookOf } from "./refresh-outlook-of.server";
import { settlePledge } from "./settle-pledge.server";

/**
 * Puts a drafted pledge in force: from now on its instalments fall due, are reminded of and can be paid. Its donor is told.
 * @throws AppError pledge_not_found, pledge_moved (409), forbidden
 */
export async function activatePledge(ctx: Ctx, input: { pledgeId: string; tellDonor?: boolean }): Promise<void> {
	await authorize(ctx, "change", { type: "Pledge", id: input.pledgeId });
	await inTransaction(ctx, async (tx) => {
		const row = await lockPledge(tx, input.pledgeId);
		assertPledgeMove(row, "active");
		if (row.status !== "draft") return;
		await tx.pledge.update({
			where: { id: row.id },
			data: { status: "active", activatedAt: ctx.now, updatedAt: ctx.now },
		});
		await audit(tx, ctx, {
			action: "pledge.activated",
			subject: { type: "pledge", id: row.id },
			institutionId: row.institutionId,
			before: { status: row.status },
			after: { status: "active" },
		});
		// Its instalments take the state of today.
		await settlePledge(tx, ctx, row.id, { spread: false });
		await refreshOutlookOf(tx, row.hubId);
		if (input.tellDonor === false) return;
		const { email } = await tx.donor.findUniqueOrThrow({ where: { id: row.donorId }, select: { email: true } });
		await requestPledgeMail(tx, ctx, { ...row, email }, confirmed(row.id));
	});
}
