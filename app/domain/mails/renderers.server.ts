import { AppError } from "~/platform/errors";
import type { RenderedMail } from "~emails/index";
import type { Ctx } from "../access/ctx.server";
import { applicationMails } from "../applications/application-mails.server";
import { fraudMails } from "../fraud/fraud-mails.server";
import { peerPageMails } from "../peer-pages/peer-page-mails.server";
import { pledgeMails } from "../pledges/pledge-mails.server";
import { portalMails } from "../portal/portal-mails.server";
import { receiptMails } from "../receipts/receipt-mails.server";
import { planMails } from "../recurring/plan-mails.server";
import { moneyBackMails } from "../refunds/money-back-mails.server";
import { reportAlerts } from "../reports/report-alerts.server";
import { reportMails } from "../reports/report-mails.server";
import { storyMails } from "../stories/story-mails.server";
import { sufficiencyPlanMails } from "../sufficiency/sufficiency-plan-mails.server";
import { GIFT_MAIL_KINDS } from "./gift-mail-kinds";
import type { MailRenderers, MailToRender } from "./mail-to-render";
import { renderGiftMail } from "./render-gift-mail.server";

const giftMails: MailRenderers = Object.fromEntries(
	GIFT_MAIL_KINDS.map((kind) => [
		kind,
		(ctx: Ctx, { giftId, refundId }: MailToRender) => {
			if (!giftId) throw new Error(`a mail of kind ${kind} names no gift`);
			return renderGiftMail(ctx, { kind, giftId, refundId });
		},
	]),
);

/** Who writes which kind of mail: each noun has its own. */
const RENDERERS: MailRenderers = {
	...giftMails,
	...applicationMails,
	...fraudMails,
	...moneyBackMails,
	...planMails,
	...peerPageMails,
	...pledgeMails,
	...portalMails,
	...receiptMails,
	...reportAlerts,
	...storyMails,
	...reportMails,
	...sufficiencyPlanMails,
};

/**
 * @returns null when there is nothing to tell any more
 * @throws AppError mail_kind_unknown
 */
export function renderQueuedMail(ctx: Ctx, mail: MailToRender): Promise<RenderedMail | null> {
	const render = RENDERERS[mail.kind];
	if (!render) {
		throw new AppError({
			code: "mail_kind_unknown",
			status: 500,
			logMessage: `nobody writes mails of kind ${mail.kind}`,
		});
	}
	return render(ctx, mail);
}
