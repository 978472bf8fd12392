/** Notices as mail servers really write them, about one mail of ours. */
export type NoticeOf = {
	/** where the mail was to */
	to: string;
	mailId: string;
	messageId: string;
	/** the address it came back to; names the mail when it is a VERP one */
	backTo?: string;
};

const LINES = "\r\n";
const mail = (...lines: string[]) => lines.join(LINES);
const verp = ({ mailId, backTo }: NoticeOf) => backTo ?? `bounces+${mailId.replaceAll("-", "")}@giving.example.ac.jp`;

const original = (of: NoticeOf) => [
	`Return-Path: <${verp(of)}>`,
	'From: "=?UTF-8?B?44Kk44K644Of?=" <giving@example.ac.jp>',
	`To: ${of.to}`,
	"Subject: =?UTF-8?B?5rS75YuV5aCx5ZGK?=",
	`Message-ID: ${of.messageId}`,
	"List-Unsubscribe-Post: List-Unsubscribe=One-Click",
	`X-Izumi-Mail: ${of.mailId}`,
	"MIME-Version: 1.0",
];

type Dsn = {
	status: string;
	diagnostic: string;
	action?: string;
	/** how the original comes back */
	returned?: "message/rfc822" | "text/rfc822-headers";
};

export function postfixDsn(
	of: NoticeOf,
	{ status, diagnostic, action = "failed", returned = "message/rfc822" }: Dsn,
): string {
	return mail(
		"Return-Path: <>",
		`X-Original-To: ${verp(of)}`,
		`Delivered-To: ${verp(of)}`,
		"Date: Sun, 22 Nov 2026 09:00:01 +0900 (JST)",
		"From: MAILER-DAEMON@mail.example.ac.jp (Mail Delivery System)",
		"Subject: Undelivered Mail Returned to Sender",
		`To: ${verp(of)}`,
		"Auto-Submitted: auto-replied",
		"MIME-Version: 1.0",
		"Content-Type: multipart/report; report-type=delivery-status;",
		'\tboundary="4F1A2B3C.1795300801/mail.example.ac.jp"',
		"Message-Id: <20261122000001.4F1A2B3C@mail.example.ac.jp>",
		"",
		"This is a MIME-encapsulated message.",
		"",
		"--4F1A2B3C.1795300801/mail.example.ac.jp",
		"Content-Description: Notification",
		"Content-Type: text/plain; charset=us-ascii",
		"",
		"This is the mail system at host mail.example.ac.jp.",
		"",
		"I'm sorry to have to inform you that your message could not",
		"be delivered to one or more recipients. It's attached below.",
		"",
		"--4F1A2B3C.1795300801/mail.example.ac.jp",
		"Content-Description: Delivery report",
		"Content-Type: message/delivery-status",
		"",
		"Reporting-MTA: dns; mail.example.ac.jp",
		"X-Postfix-Queue-ID: 4F1A2B3C",
		`X-Postfix-Sender: rfc822; ${verp(of)}`,
		"Arrival-Date: Sun, 22 Nov 2026 09:00:00 +0900 (JST)",
		"",
		`Final-Recipient: rfc822; ${of.to}`,
		`Original-Recipient: rfc822;${of.to}`,
		`Action: ${action}`,
		`Status: ${status}`,
		"Remote-MTA: dns; mx.example.jp",
		`Diagnostic-Code: smtp; ${diagnostic}`,
		"",
		"--4F1A2B3C.1795300801/mail.example.ac.jp",
		"Content-Description: Undelivered Message",
		`Content-Type: ${returned}`,
		"",
		...original(of),
		"",
		...(returned === "message/rfc822" ? ["550 5.1.1 is only text of ours", ""] : []),
		"--4F1A2B3C.1795300801/mail.example.ac.jp--",
		"",
	);
}

export function exchangeDsn(of: NoticeOf): string {
	return mail(
		"From: <postmaster@example.onmicrosoft.com>",
		`To: <${verp({ ...of, backTo: of.backTo ?? "giving@example.ac.jp" })}>`,
		"Subject: =?utf-8?B?6YWN5L+h5LiN6IO9OiDmtLvli5XloLHlkYo=?=",
		"X-MS-Exchange-Message-Is-Ndr: ",
		"Auto-Submitted: auto-replied",
		`In-Reply-To: ${of.messageId}`,
		"MIME-Version: 1.0",
		'Content-Type: multipart/report; report-type=delivery-status; boundary="9B095B5ADSN=_01"',
		"",
		"--9B095B5ADSN=_01",
		"Content-Type: text/html; charset=utf-8",
		"Content-Transfer-Encoding: base64",
		"",
		Buffer.from("<p>メッセージを配信できませんでした。</p>").toString("base64"),
		"",
		"--9B095B5ADSN=_01",
		"Content-Type: message/delivery-status",
		"",
		"Reporting-MTA: dns;TYAPR01MB0001.jpnprd01.prod.outlook.com",
		"",
		`Final-Recipient: rfc822;${of.to}`,
		"Action: failed",
		"Status: 5.1.10",
		"Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient",
		"  not found by SMTP address lookup",
		"",
		"--9B095B5ADSN=_01",
		"Content-Type: message/rfc822",
		"",
		...original(of),
		"",
		"--9B095B5ADSN=_01--",
	);
}

export function gmailDsn(of: NoticeOf): string {
	return mail(
		`Delivered-To: ${verp(of)}`,
		"Return-Path: <>",
		"From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>",
		`To: ${verp(of)}`,
		"Auto-Submitted: auto-replied",
		"Subject: Delivery Status Notification (Failure)",
		'Content-Type: multipart/report; boundary="000000000000a1b2"; report-type=delivery-status',
		`X-Failed-Recipients: ${of.to}`,
		"",
		"--000000000000a1b2",
		'Content-Type: multipart/related; boundary="000000000000a1b3"',
		"",
		"--000000000000a1b3",
		'Content-Type: multipart/alternative; boundary="000000000000a1b4"',
		"",
		"--000000000000a1b4",
		'Content-Type: text/plain; charset="UTF-8"',
		"",
		"** Address not found **",
		"",
		"--000000000000a1b4--",
		"--000000000000a1b3--",
		"--000000000000a1b2",
		"Content-Type: message/delivery-status",
		"",
		"Reporting-MTA: dns; googlemail.com",
		`Received-From-MTA: dns; ${verp(of)}`,
		"Arrival-Date: Sat, 21 Nov 2026 16:00:00 -0800 (PST)",
		`X-Original-Message-ID: ${of.messageId}`,
		"",
		`Final-Recipient: rfc822; ${of.to}`,
		"Action: failed",
		"Status: 5.1.1",
		"Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.",
		" 550-5.1.1 Please try double-checking the recipient's email address for typos or",
		" 550 5.1.1 https://support.google.com/mail/?p=NoSuchUser d2e1a72fcca58 - gsmtp",
		"",
		"--000000000000a1b2",
		"Content-Type: text/rfc822-headers",
		"",
		...original(of),
		"--000000000000a1b2--",
	);
}

/** A carrier's server that writes words instead of a report, in the encoding of Japanese mail. */
export function carrierWords(of: NoticeOf): string {
	return mail(
		"Return-Path: <>",
		`Delivered-To: ${verp(of)}`,
		"From: Mail Delivery Subsystem <MAILER-DAEMON@docomo.ne.jp>",
		`To: <${verp(of)}>`,
		"Subject: Mail System Error - Returned Mail",
		"MIME-Version: 1.0",
		"Content-Type: text/plain; charset=ISO-2022-JP",
		"Content-Transfer-Encoding: 7bit",
		"",
		"This Message was undeliverable due to the following reason:",
		"",
		"The following destination addresses were unknown (please check",
		"the addresses and re-mail the message):",
		"",
		`SMTP <${of.to}>`,
		`    550 Unknown user ${of.to}`,
		"",
		"\u001b$B08@h$,8+$D$+$j$^$;$s\u001b(B",
		"",
		"--- original message headers ---",
		...original(of).map((line) => `> ${line}`),
	);
}

/** au and UQ: a report without a code of its own, in capital letters of its own, and Latin-1 where Japanese should be. */
export function auDsn(of: NoticeOf): string {
	return mail(
		"From: Postmaster@ezweb.ne.jp",
		`To: ${verp(of)}`,
		"Subject: Delivery Notification",
		'Content-Type: MULTIPART/REPORT; Report-Type="delivery-status"; Boundary=au01',
		"",
		"--au01",
		"Content-Type: Message/Delivery-Status",
		"",
		"REPORTING-MTA: dns;nx4oBP05-09.ezweb.ne.jp",
		`FINAL-RECIPIENT: RFC822;${of.to}`,
		"ACTION: Failed (permanent)",
		"STATUS: 5.0.0 (unknown)",
		`DIAGNOSTIC-CODE: SMTP;550 <${of.to}>: User unknown`,
		"--au01",
		"Content-Type: message/rfc822",
		"",
		...original(of),
		"--au01--",
	);
}

export function qmailWords(of: NoticeOf): string {
	return mail(
		"Return-Path: <>",
		`To: ${verp(of)}`,
		"From: MAILER-DAEMON@ns.example.or.jp",
		"Subject: failure notice",
		"",
		"Hi. This is the qmail-send program at ns.example.or.jp.",
		"I'm afraid I wasn't able to deliver your message to the following addresses.",
		"This is a permanent error; I've given up. Sorry it didn't work out.",
		"",
		`<${of.to}>:`,
		"Sorry, no mailbox here by that name. (#5.1.1)",
		"",
		"--- Below this line is a copy of the message.",
		"",
		...original(of),
	);
}

export function complaint(of: NoticeOf, { type = "abuse", redacted = true } = {}): string {
	return mail(
		"From: <fbl@yahoo.example>",
		`To: <${of.backTo ?? "abuse@giving.example.ac.jp"}>`,
		"Subject: FW: =?UTF-8?B?5rS75YuV5aCx5ZGK?=",
		"MIME-Version: 1.0",
		'Content-Type: multipart/report; report-type=feedback-report; boundary="part1_13d.2e68ed54_boundary"',
		"",
		"--part1_13d.2e68ed54_boundary",
		'Content-Type: text/plain; charset="US-ASCII"',
		"",
		"This is an email abuse report for an email message received from IP 192.0.2.1.",
		"",
		"--part1_13d.2e68ed54_boundary",
		"Content-Type: message/feedback-report",
		"",
		`Feedback-Type: ${type}`,
		"User-Agent: SomeGenerator/1.0",
		"Version: 1",
		`Original-Rcpt-To: <${redacted ? "redacted@yahoo.example" : of.to}>`,
		"",
		"--part1_13d.2e68ed54_boundary",
		"Content-Type: message/rfc822",
		"Content-Disposition: inline",
		"",
		...original(of),
		"Content-Type: text/plain",
		"",
		"報告です",
		"--part1_13d.2e68ed54_boundary--",
	);
}

export function absenceNotice(of: NoticeOf): string {
	return mail(
		`From: 渡邉 <${of.to}>`,
		`To: ${verp(of)}`,
		"Subject: =?UTF-8?B?6Ieq5YuV6L+U5L+h?=",
		"Auto-Submitted: auto-replied",
		`In-Reply-To: ${of.messageId}`,
		"Content-Type: text/plain; charset=utf-8",
		"",
		"550 5.1.1 とは関係なく、ただいま休暇をいただいております。",
	);
}
