import { z } from "zod";
import { env } from "~/platform/env.server";
import { DISPUTE_ALERT_EVENTS } from "~emails/dispute-alert";
import { renderMail } from "~emails/index";
import { REFUND_ALERT_EVENTS } from "~emails/refund-alert";
import type { Ctx } from "../access/ctx.server";
import { giftReference } from "../gifts/gift-reference";
import { mailFrame } from "../mails/mail-frame.server";
import type { MailRenderers, MailToRender } from "../mails/mail-to-render";
import { dashboardUrl } from "../stripe-accounts/dashboard-url.server";

const refundEvent = z.object({ event: z.enum(REFUND_ALERT_EVENTS) });
const disputeEvent = z.object({ event: z.enum(DISPUTE_ALERT_EVENTS) });

/** Which gift a payment was for, as staff mails name it. */
const PAYMENT = {
	include: { allocations: { take: 1, include: { gift: { select: { id: true, fund: true } } } } },
} as const;

type Paid = { allocations: { gift: { id: string; fund: { nameJa: string; nameEn: string } } }[] };

async function staffProps(ctx: Ctx, mail: MailToRender, payment: Paid) {
	const frame = await mailFrame(ctx, mail, { because: "staff" });
	const gift = payment.allocations[0]?.gift;
	if (!gift) return null;
	const { nameJa, nameEn } = gift.fund;
	return { ...frame, reference: giftReference(gift.id), fundName: frame.lang === "ja" ? nameJa : nameEn };
}

/** What staff are told of refunds, disputes and warnings, as it stands when the mail is written. */
export const moneyBackMails: MailRenderers = {
	"refund-alert": async (ctx, mail) => {
		const { event } = refundEvent.parse(mail.params);
		const refund = mail.refundId
			? await ctx.db.refund.findUnique({ where: { id: mail.refundId }, include: { payment: PAYMENT } })
			: null;
		const props = refund ? await staffProps(ctx, mail, refund.payment) : null;
		if (!refund || !props) return null;
		// Somebody was quicker than the mail.
		if (event === "waits" && refund.status !== "requested") return null;
		if (event === "transfer" && refund.status !== "approved") return null;
		const why = { waits: refund.note, transfer: refund.note, refused: refund.decisionNote, failed: "" }[event];
		return renderMail("refund-alert", {
			...props,
			event,
			amountYen: refund.amountYen,
			why: event === "failed" ? (refund.failureReason ?? "") : why,
			url: `${env.APP_URL}/console/finance/refunds/${refund.id}`,
		});
	},
	"dispute-alert": async (ctx, mail) => {
		const { event } = disputeEvent.parse(mail.params);
		const dispute = mail.subjectId
			? await ctx.db.dispute.findUnique({
					where: { id: mail.subjectId },
					include: { payment: PAYMENT, stripeAccount: true },
				})
			: null;
		const props = dispute ? await staffProps(ctx, mail, dispute.payment) : null;
		if (!dispute || !props) return null;
		if (event === "deadline" && dispute.status !== "open") return null;
		return renderMail("dispute-alert", {
			...props,
			event,
			amountYen: dispute.amountYen,
			feeYen: dispute.feeYen,
			dueAt: dispute.evidenceDueAt,
			url: `${env.APP_URL}/console/finance/disputes`,
			dashboardUrl: dashboardUrl(dispute.stripeAccount, `disputes/${dispute.stripeDisputeId}`),
		});
	},
	"fraud-warning": async (ctx, mail) => {
		const warning = mail.subjectId
			? await ctx.db.fraudWarning.findUnique({ where: { id: mail.subjectId }, include: { payment: PAYMENT } })
			: null;
		const props = warning ? await staffProps(ctx, mail, warning.payment) : null;
		if (!warning || !props || warning.status !== "open") return null;
		return renderMail("fraud-warning", {
			...props,
			amountYen: warning.payment.grossYen,
			url: `${env.APP_URL}/console/finance/disputes#warnings`,
		});
	},
};
