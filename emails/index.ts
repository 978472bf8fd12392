import { render, toPlainText } from "@react-email/render";
import { createElement, type FunctionComponent } from "react";
import type { ApplicationMailProps } from "./_components/application-facts.ts";
import { PLAIN_TEXT } from "./_components/plain-text.ts";
import type { ReceiptMailProps } from "./_components/receipt-facts.ts";
import * as applicationAccepted from "./application-accepted.tsx";
import * as applicationNew from "./application-new.tsx";
import * as applicationReceived from "./application-received.tsx";
import * as applicationRefused from "./application-refused.tsx";
import * as bankTransferInstructions from "./bank-transfer-instructions.tsx";
import * as declineAlarm from "./decline-alarm.tsx";
import * as disputeAlert from "./dispute-alert.tsx";
import * as fraudWarning from "./fraud-warning.tsx";
import * as giftExpired from "./gift-expired.tsx";
import * as giftRefundFailed from "./gift-refund-failed.tsx";
import * as giftRefunded from "./gift-refunded.tsx";
import * as giftThanks from "./gift-thanks.tsx";
import * as giveCode from "./give-code.tsx";
import * as konbiniInstructions from "./konbini-instructions.tsx";
import * as peerPage from "./peer-page.tsx";
import * as planCardExpiring from "./plan-card-expiring.tsx";
import * as planChanged from "./plan-changed.tsx";
import * as planEnded from "./plan-ended.tsx";
import * as planPaymentFailed from "./plan-payment-failed.tsx";
import * as planRenewed from "./plan-renewed.tsx";
import * as pledgeAsked from "./pledge-asked.tsx";
import * as pledgeCame from "./pledge-came.tsx";
import * as pledgeConfirmed from "./pledge-confirmed.tsx";
import * as pledgeReminder from "./pledge-reminder.tsx";
import * as portalLink from "./portal-link.tsx";
import * as receiptReady from "./receipt-ready.tsx";
import * as receiptReplaced from "./receipt-replaced.tsx";
import * as receiptVoided from "./receipt-voided.tsx";
import * as refundAlert from "./refund-alert.tsx";
import * as reportAlert from "./report-alert.tsx";
import * as requestAnswered from "./request-answered.tsx";
import * as storyAlert from "./story-alert.tsx";
import * as sufficiencyPlanAlert from "./sufficiency-plan-alert.tsx";

export type { GiftMailProps, MailFrame, MailMethod } from "./_components/mail-props.ts";

/** The kind of a mail, as its row has it, with what its template needs. */
export interface MailPropsByKind {
	"application-received": ApplicationMailProps;
	"application-accepted": applicationAccepted.ApplicationAcceptedProps;
	"application-refused": applicationRefused.ApplicationRefusedProps;
	"application-new": applicationNew.ApplicationNewProps;
	"gift-thanks": giftThanks.GiftThanksProps;
	"plan-renewed": planRenewed.PlanRenewedProps;
	"plan-payment-failed": planPaymentFailed.PlanPaymentFailedProps;
	"plan-ended": planEnded.PlanEndedProps;
	"plan-changed": planChanged.PlanChangedProps;
	"plan-card-expiring": planCardExpiring.PlanCardExpiringProps;
	"pledge-asked": pledgeAsked.PledgeAskedProps;
	"pledge-confirmed": pledgeConfirmed.PledgeConfirmedProps;
	"pledge-reminder": pledgeReminder.PledgeReminderProps;
	"pledge-came": pledgeCame.PledgeCameProps;
	"konbini-instructions": konbiniInstructions.KonbiniInstructionsProps;
	"bank-transfer-instructions": bankTransferInstructions.BankTransferInstructionsProps;
	"gift-expired": giftExpired.GiftExpiredProps;
	"gift-refunded": giftRefunded.GiftRefundedProps;
	"gift-refund-failed": giftRefundFailed.GiftRefundFailedProps;
	"refund-alert": refundAlert.RefundAlertProps;
	"dispute-alert": disputeAlert.DisputeAlertProps;
	"fraud-warning": fraudWarning.FraudWarningProps;
	"give-code": giveCode.GiveCodeProps;
	"decline-alarm": declineAlarm.DeclineAlarmProps;
	"portal-link": portalLink.PortalLinkProps;
	"receipt-ready": ReceiptMailProps;
	"receipt-replaced": receiptReplaced.ReceiptReplacedProps;
	"receipt-voided": ReceiptMailProps;
	"report-alert": reportAlert.ReportAlertProps;
	"request-answered": requestAnswered.RequestAnsweredProps;
	"story-alert": storyAlert.StoryAlertProps;
	"peer-page": peerPage.PeerPageProps;
	"sufficiency-plan-alert": sufficiencyPlanAlert.SufficiencyPlanAlertProps;
}

export type MailKind = keyof MailPropsByKind;

export interface RenderedMail {
	/** One line, no control character. */
	subject: string;
	html: string;
	text: string;
}

interface Template<Props> {
	subject(props: Props): string;
	Component: FunctionComponent<Props>;
}

const templates: { [K in MailKind]: Template<MailPropsByKind[K]> } = {
	"application-received": { subject: applicationReceived.subject, Component: applicationReceived.ApplicationReceived },
	"application-accepted": { subject: applicationAccepted.subject, Component: applicationAccepted.ApplicationAccepted },
	"application-refused": { subject: applicationRefused.subject, Component: applicationRefused.ApplicationRefused },
	"application-new": { subject: applicationNew.subject, Component: applicationNew.ApplicationNew },
	"gift-thanks": { subject: giftThanks.subject, Component: giftThanks.GiftThanks },
	"plan-renewed": { subject: planRenewed.subject, Component: planRenewed.PlanRenewed },
	"plan-payment-failed": { subject: planPaymentFailed.subject, Component: planPaymentFailed.PlanPaymentFailed },
	"plan-ended": { subject: planEnded.subject, Component: planEnded.PlanEnded },
	"plan-changed": { subject: planChanged.subject, Component: planChanged.PlanChanged },
	"plan-card-expiring": { subject: planCardExpiring.subject, Component: planCardExpiring.PlanCardExpiring },
	"pledge-asked": { subject: pledgeAsked.subject, Component: pledgeAsked.PledgeAsked },
	"pledge-confirmed": { subject: pledgeConfirmed.subject, Component: pledgeConfirmed.PledgeConfirmed },
	"pledge-reminder": { subject: pledgeReminder.subject, Component: pledgeReminder.PledgeReminder },
	"pledge-came": { subject: pledgeCame.subject, Component: pledgeCame.PledgeCame },
	"konbini-instructions": { subject: konbiniInstructions.subject, Component: konbiniInstructions.KonbiniInstructions },
	"bank-transfer-instructions": {
		subject: bankTransferInstructions.subject,
		Component: bankTransferInstructions.BankTransferInstructions,
	},
	"gift-expired": { subject: giftExpired.subject, Component: giftExpired.GiftExpired },
	"gift-refunded": { subject: giftRefunded.subject, Component: giftRefunded.GiftRefunded },
	"gift-refund-failed": { subject: giftRefundFailed.subject, Component: giftRefundFailed.GiftRefundFailed },
	"refund-alert": { subject: refundAlert.subject, Component: refundAlert.RefundAlert },
	"dispute-alert": { subject: disputeAlert.subject, Component: disputeAlert.DisputeAlert },
	"fraud-warning": { subject: fraudWarning.subject, Component: fraudWarning.FraudWarning },
	"give-code": { subject: giveCode.subject, Component: giveCode.GiveCode },
	"decline-alarm": { subject: declineAlarm.subject, Component: declineAlarm.DeclineAlarm },
	"receipt-ready": { subject: receiptReady.subject, Component: receiptReady.ReceiptReady },
	"receipt-replaced": { subject: receiptReplaced.subject, Component: receiptReplaced.ReceiptReplaced },
	"receipt-voided": { subject: receiptVoided.subject, Component: receiptVoided.ReceiptVoided },
	"portal-link": { subject: portalLink.subject, Component: portalLink.PortalLink },
	"report-alert": { subject: reportAlert.subject, Component: reportAlert.ReportAlert },
	"request-answered": { subject: requestAnswered.subject, Component: requestAnswered.RequestAnswered },
	"story-alert": { subject: storyAlert.subject, Component: storyAlert.StoryAlert },
	"peer-page": { subject: peerPage.subject, Component: peerPage.PeerPage },
	"sufficiency-plan-alert": {
		subject: sufficiencyPlanAlert.subject,
		Component: sufficiencyPlanAlert.SufficiencyPlanAlert,
	},
};

export const MAIL_KINDS = Object.keys(templates) as MailKind[];

/** Renders one mail whole; the same props always give the same bytes. */
export async function renderMail<K extends MailKind>(kind: K, props: MailPropsByKind[K]): Promise<RenderedMail> {
	const template = templates[kind];
	const html = await render(createElement(template.Component, props));
	return { subject: oneLine(template.subject(props)), html, text: `${toPlainText(html, PLAIN_TEXT).trim()}\n` };
}

/** Names come from people: nothing in them may start a new header. */
function oneLine(text: string): string {
	return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
}
