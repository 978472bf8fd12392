import { env } from "~/platform/env.server";
import { handOver, hasMailServer, MAIL_LINES } from "~/platform/mail/transport.server";
import { envelopeFromOf, listHeaders } from "../mail-care/mail-headers.server";
import { markLinks } from "../mail-care/mark-links";
import type { MailAuthor } from "../mail-care/sender-of.server";
import type { BulkMail } from "./bulk-template";
import type { ClaimedMail, WaitingMail } from "./claim-mails.server";
import type { MailingRow } from "./mailing-row.server";
import type { MailResult } from "./settle-mails.server";

type WrittenMail = WaitingMail & { content: BulkMail };
/** A slow server's mails that were not begun by then go back into the queue, so that none is in hand for long. */
const BEGIN_WITHIN_MS = 20_000;

export type Authors = Record<"ja" | "en", MailAuthor | null>;

/**
 * Hands mails over, some at once, and says what came of each; it never throws.
 * @param signal  when it is aborted, what has not been read by the server yet is `later`, and what is being read `uncertain`
 */
export async function deliverMails(
	mailing: MailingRow,
	mails: readonly { claim: ClaimedMail; written: WrittenMail }[],
	given: { authors: Authors; signal: AbortSignal },
): Promise<MailResult[]> {
	const results: MailResult[] = [];
	const lastBeginMs = Date.now() + BEGIN_WITHIN_MS;
	let next = 0;
	const line = async () => {
		for (let mail = mails[next++]; mail !== undefined; mail = mails[next++]) {
			const begins = Date.now() < lastBeginMs && !given.signal.aborted;
			const result = begins ? await deliver(mailing, mail, given) : ({ outcome: "not_begun" } as const);
			results.push({ id: mail.claim.id, result });
		}
	};
	await Promise.all(Array.from({ length: Math.min(MAIL_LINES, mails.length) }, line));
	return results;
}

async function deliver(
	mailing: MailingRow,
	{ claim, written }: { claim: ClaimedMail; written: WrittenMail },
	{ authors, signal }: { authors: Authors; signal: AbortSignal },
): Promise<MailResult["result"]> {
	// Who agreed that opened links are counted has them marked; nobody else.
	const { subject, html, text } = written.countsClicks
		? markLinks(written.content, { mailId: claim.id, siteOrigin: env.APP_URL })
		: written.content;
	if (!hasMailServer()) return { outcome: "kept", html, text };
	const author = authors[written.lang];
	return handOver({
		to: claim.toAddress,
		messageId: claim.messageId,
		subject,
		html,
		text,
		from: author?.from ?? env.MAIL_FROM,
		replyTo: author?.replyTo,
		envelopeFrom: envelopeFromOf(claim.id),
		headers: listHeaders({
			mailToken: written.mailToken,
			hubSlug: mailing.hubSlug,
			purpose: mailing.purpose,
			mailId: claim.id,
			lang: written.lang,
		}),
		signal,
	});
}
