import type { SqlTx } from "~/platform/db/transaction.server";
import { enqueue } from "~/platform/queue.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { tallyGiftLater } from "../campaigns/tally-later.server";
import { alertStaff } from "../mails/alert-staff.server";
import { requestGiftMail } from "../mails/request-gift-mail.server";
import { settlePledgeLater } from "../pledges/settle-pledge-later.server";
import type { BookedRefund } from "./book-refunds.server";
import { reopenWarnings } from "./refuse-refund.server";

type RefundedGift = { giftId: string; institutionId: string; hubId: string | null };
type RefundedGiftOfPledge = RefundedGift & { pledgeId: string | null };

/** What follows when a refund has come further at Stripe: the trail, the donor, staff when it failed, and receipts. */
export async function tellOfRefund(
	tx: SqlTx,
	ctx: Ctx,
	gift: RefundedGiftOfPledge,
	refund: BookedRefund,
): Promise<void> {
	const { id, status, statusBefore } = refund;
	if (status === statusBefore) return;
	await tallyGiftLater(tx, gift.giftId);
	const { giftId, institutionId } = gift;
	await audit(tx, ctx, {
		action: `refund.${status}`,
		subject: { type: "gift", id: giftId },
		institutionId,
		after: { refundId: id, amountYen: refund.amountYen.toString() },
	});
	if (status !== "succeeded" && status !== "failed") return;
	await enqueue(tx, "reviseReceipts", { giftId }, { jobKey: `receipts:${giftId}` });
	if (gift.pledgeId !== null) await settlePledgeLater(tx, gift.pledgeId);
	if (status === "succeeded") {
		await requestGiftMail(tx, ctx, { giftId, kind: "gift-refunded", refundId: id, onceKey: `gift-refunded:${id}` });
		return;
	}
	// Of one that never left us the donor has not been told.
	if (statusBefore === "sent" || statusBefore === "succeeded") {
		await requestGiftMail(tx, ctx, {
			giftId,
			kind: "gift-refund-failed",
			refundId: id,
			onceKey: `gift-refund-failed:${id}`,
		});
	}
	await tellStaffOfFailure(tx, ctx, gift, refund.id);
}

/** Who asked and the finance office hear of it; the warning it was to answer is open again. */
export async function tellStaffOfFailure(tx: SqlTx, ctx: Ctx, gift: RefundedGift, refundId: string): Promise<void> {
	const [row] = (await tx.$queryRaw`
		SELECT payment_id, requested_by FROM refund WHERE id = ${refundId}::uuid`) as {
		payment_id: string;
		requested_by: string | null;
	}[];
	if (row) await reopenWarnings(tx, row.payment_id);
	await alertStaff(tx, ctx, {
		kind: "refund-alert",
		onceKey: `refund-failed:${refundId}`,
		institutionId: gift.institutionId,
		hubId: gift.hubId,
		refundId,
		params: { event: "failed" },
		roles: ["finance"],
		alsoUserId: row?.requested_by ?? null,
	});
}
