import PostalMime, { type Attachment, type Email } from "postal-mime";
import { judgeAnswer } from "./bounce-judgement.ts";
import { headersOf, type RecipientStatus, readDeliveryStatus } from "./delivery-status.ts";
import type { BounceKind } from "./mail-care-kinds.ts";

/** By what a mail of ours may be known in a notice about it. */
export type MailNames = {
	/** ids of mails, from the address it came back to (VERP) or a header of the original */
	mailIds: string[];
	/** with their angle brackets */
	messageIds: string[];
};

/**
 * What came to the bounce mailbox. `delay`: a server still tries. `answer`: an absence notice or another automatic answer.
 * `unknown`: perhaps a person wrote. `unreadable`: no mail at all.
 */
export type MailNotice =
	| ({ kind: "bounce" | "complaint"; judged: { kind: BounceKind; code: string; detail: string } } & MailNames)
	| ({ kind: "delay" | "answer" | "unknown" } & MailNames)
	| { kind: "unreadable" };

const DSN = new Set(["message/delivery-status", "message/global-delivery-status"]);
const ORIGINAL = new Set([
	"message/rfc822",
	"message/global",
	"text/rfc822-headers",
	"message/global-headers",
	"message/rfc822-headers",
]);
const MAX_TEXT = 200_000;

/**
 * Reads one raw mail (RFC 5322): a delivery status notification (RFC 3464), a complaint in the abuse reporting format (RFC 5965),
 * or one of the older texts by which mail servers say the same in words. Never throws, whatever the bytes.
 */
export async function readMailNotice(raw: Uint8Array): Promise<MailNotice> {
	const email = await parse(raw);
	if (email === null || (email.headers.length === 0 && email.attachments.length === 0)) return { kind: "unreadable" };
	const names = namesIn(email);
	const report = email.attachments.find(({ mimeType }) => mimeType === "message/feedback-report");
	if (report) return readComplaint(textOf(report), names);
	const statuses = email.attachments
		.filter(({ mimeType }) => DSN.has(mimeType))
		.flatMap((part) => readDeliveryStatus(textOf(part)));
	if (statuses.length > 0) return readStatuses(statuses, names);
	return readWords(email, names);
}

async function parse(raw: Uint8Array): Promise<Email | null> {
	try {
		return await PostalMime.parse(raw, { maxNestingDepth: 20, maxHeadersSize: 256_000, forceRfc822Attachments: true });
	} catch {
		return null;
	}
}

function textOf({ content }: Attachment): string {
	if (typeof content === "string") return content.slice(0, MAX_TEXT);
	return new TextDecoder("utf-8")
		.decode(content instanceof Uint8Array ? content : new Uint8Array(content))
		.slice(0, MAX_TEXT);
}

function readComplaint(text: string, names: MailNames): MailNotice {
	const type = (headersOf(text).get("feedback-type") ?? "abuse").toLowerCase();
	// "Not spam" is good news, and a DKIM or DMARC report is about no reader.
	if (!/^(?:abuse|fraud|opt-out|opt-out-list|other|miscategorized)\b/.test(type)) return { kind: "answer", ...names };
	return { kind: "complaint", judged: { kind: "complaint", code: "", detail: type.slice(0, 40) }, ...names };
}

/** The worst of all recipients: our mails have one each, and a list behind it is the reader's own affair. */
function readStatuses(statuses: readonly RecipientStatus[], names: MailNames): MailNotice {
	const failed = statuses.filter(
		({ action, status }) => action === "failed" || (action === "" && status.startsWith("5")),
	);
	if (failed.length === 0) {
		const isLate = statuses.some(({ action }) => action === "delayed");
		return { kind: isLate ? "delay" : "answer", ...names };
	}
	const judged = failed.map((one) => ({ ...judgeStatus(one), detail: `${one.status} ${one.diagnostic}`.trim() }));
	const [first] = [...judged].sort((a, b) => Number(b.kind === "hard") - Number(a.kind === "hard"));
	return first ? { kind: "bounce", judged: first, ...names } : { kind: "unknown", ...names };
}

function judgeStatus({ status, diagnostic }: RecipientStatus): { kind: "hard" | "soft"; code: string } {
	// x.0.0 says nothing; what the other server answered says more.
	const vague = status === "" || /^[245]\.0\.0$/.test(status);
	const judged = (vague ? judgeAnswer(diagnostic) : null) ?? judgeAnswer(`${status} ${diagnostic}`);
	return judged ?? { kind: "soft", code: status };
}

const FROM_DAEMON = /mailer-?daemon|postmaster|mail-?delivery|mail delivery (?:sub)?system|mdaemon|bounce/i;
const SUBJECT =
	/undeliver|delivery (?:status|failure|has failed|failed)|returned mail|mail delivery|failure notice|could not be delivered|mail system error|送信(?:エラー|できません|不能)|配信(?:エラー|不能|できません|不可)|届けられません|返送/i;

/** The line in which the other server's answer stands. */
const CODE_LINE = /^[^\n]*(?:\b[45]\d\d[ -]|#[45]\.\d|\b[45]\.\d{1,3}\.\d{1,3}\b)[^\n]*$/m;
const WORD_LINE = /^[^\n]*(?:unknown|宛先|存在|no such|does not exist|quota|full)[^\n]*$/im;

/** Servers that write no report: qmail, older carriers. What they return is known by its names, and judged by its words. */
function readWords(email: Email, names: MailNames): MailNotice {
	const header = (key: string) => email.headers.find((one) => one.key === key)?.value ?? "";
	const auto = header("auto-submitted").toLowerCase();
	const from = `${email.from?.address ?? ""} ${email.from?.name ?? ""}`;
	const isBounce =
		(FROM_DAEMON.test(from) || header("return-path").trim() === "<>") && !auto.startsWith("auto-replied");
	if (isBounce && (SUBJECT.test(email.subject ?? "") || header("x-failed-recipients") !== "")) {
		const text = wordsOf(email);
		const found = (CODE_LINE.exec(text) ?? WORD_LINE.exec(text))?.[0] ?? "";
		const judged = judgeAnswer(found) ?? judgeAnswer(`5.0.0 ${text.slice(0, 2000)}`);
		if (judged) return { kind: "bounce", judged: { ...judged, detail: found.trim() }, ...names };
	}
	const answers = auto.startsWith("auto-") || header("x-autoreply") !== "" || header("precedence") === "auto_reply";
	return { kind: answers ? "answer" : "unknown", ...names };
}

/** What the server says itself: the returned mail below it has words of its own. */
function wordsOf(email: Email): string {
	const text = (email.text ?? email.html ?? "").slice(0, MAX_TEXT);
	return text.split(/^(?:-{2,}.*(?:original|returned|below|message).*|Return-Path:.*|元のメッセージ.*)$/im)[0] ?? "";
}

const HEX_ID = /\+([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})@/gi;
const UUID = /^\s*([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\s*$/i;
/** Where the address it came back to stands. */
const ARRIVED_AT = new Set([
	"delivered-to",
	"x-original-to",
	"envelope-to",
	"x-envelope-to",
	"to",
	"x-failed-recipients",
	"original-recipient",
]);

function namesIn(email: Email): MailNames {
	const mailIds = new Set<string>();
	const messageIds = new Set<string>();
	const addVerp = (text: string) => {
		for (const [, ...parts] of text.slice(0, 2000).matchAll(HEX_ID)) mailIds.add(parts.join("-").toLowerCase());
	};
	const addHeaders = (headers: ReadonlyMap<string, string>) => {
		const own = UUID.exec(headers.get("x-izumi-mail") ?? "")?.[1];
		if (own) mailIds.add(own.toLowerCase());
		addVerp(headers.get("return-path") ?? "");
		for (const id of messageIdsIn(headers.get("message-id") ?? "")) messageIds.add(id);
	};
	for (const { key, value } of email.headers.slice(0, 500)) {
		if (ARRIVED_AT.has(key)) addVerp(value);
	}
	for (const part of email.attachments.slice(0, 20)) {
		if (ORIGINAL.has(part.mimeType)) addHeaders(headersOf(textOf(part)));
	}
	for (const id of messageIdsIn(`${email.inReplyTo ?? ""} ${email.references ?? ""}`)) messageIds.add(id);
	// A server that returns the mail as plain text below its own words.
	const text = (email.text ?? "").slice(0, MAX_TEXT);
	for (const [, value = ""] of text.matchAll(/^[ \t>]*Message-ID:[ \t]*(<[^<>\s]{1,250}>)/gim)) messageIds.add(value);
	for (const [, value = ""] of text.matchAll(/^[ \t>]*X-Izumi-Mail:[ \t]*([0-9a-f-]{36})/gim)) {
		if (UUID.test(value)) mailIds.add(value.toLowerCase());
	}
	return { mailIds: [...mailIds].slice(0, 10), messageIds: [...messageIds].slice(0, 20) };
}

function messageIdsIn(text: string): string[] {
	return [...text.slice(0, 5000).matchAll(/<[^<>\s]{1,250}>/g)].map(([id]) => id);
}
