import { render, toPlainText } from "@react-email/render";
import { createElement, type FunctionComponent } from "react";
import { PLAIN_TEXT } from "./_components/plain-text.ts";
import * as bankTransferInstructions from "./bank-transfer-instructions.tsx";
import * as declineAlarm from "./decline-alarm.tsx";
import * as giftExpired from "./gift-expired.tsx";
import * as giftRefunded from "./gift-refunded.tsx";
import * as giftThanks from "./gift-thanks.tsx";
import * as giveCode from "./give-code.tsx";
import * as konbiniInstructions from "./konbini-instructions.tsx";

export type { GiftMailProps, MailFrame, MailMethod } from "./_components/mail-props.ts";

/** The kind of a mail, as its row has it, with what its template needs. */
export interface MailPropsByKind {
	"gift-thanks": giftThanks.GiftThanksProps;
	"konbini-instructions": konbiniInstructions.KonbiniInstructionsProps;
	"bank-transfer-instructions": bankTransferInstructions.BankTransferInstructionsProps;
	"gift-expired": giftExpired.GiftExpiredProps;
	"gift-refunded": giftRefunded.GiftRefundedProps;
	"give-code": giveCode.GiveCodeProps;
	"decline-alarm": declineAlarm.DeclineAlarmProps;
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
	"gift-thanks": { subject: giftThanks.subject, Component: giftThanks.GiftThanks },
	"konbini-instructions": { subject: konbiniInstructions.subject, Component: konbiniInstructions.KonbiniInstructions },
	"bank-transfer-instructions": {
		subject: bankTransferInstructions.subject,
		Component: bankTransferInstructions.BankTransferInstructions,
	},
	"gift-expired": { subject: giftExpired.subject, Component: giftExpired.GiftExpired },
	"gift-refunded": { subject: giftRefunded.subject, Component: giftRefunded.GiftRefunded },
	"give-code": { subject: giveCode.subject, Component: giveCode.GiveCode },
	"decline-alarm": { subject: declineAlarm.subject, Component: declineAlarm.DeclineAlarm },
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
