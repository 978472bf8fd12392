import { DEFAULT_LANG, type Lang } from "~/i18n/lang";
import { env } from "~/platform/env.server";
import type { MailPurpose } from "../mailings/mailing.status";

/** What a mail must say of itself for its reader, their mail program and us: `mailToken` is the donor's, never a name. */
export type HeadersOf = {
	mailToken: string;
	hubSlug: string | null;
	purpose: MailPurpose;
	mailId: string;
	lang?: Lang;
};

/** By which a mail that came back names the mail it was; some servers return only some of the headers. */
const MAIL_ID_HEADER = "X-Izumi-Mail";

/**
 * One-click unsubscribing (RFC 8058, RFC 2369), the list's name (RFC 2919), and what keeps machines from answering.
 * The names are joined by the sender with the rest of the mail; values hold no line break.
 */
export function listHeaders(of: HeadersOf): Record<string, string> {
	const host = new URL(env.APP_URL).hostname;
	const list = [of.purpose, of.hubSlug ?? "programme", host].join(".");
	return {
		"List-Unsubscribe": `<${unsubscribeUrl(of)}>`,
		"List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
		"List-Id": `<${list}>`,
		"Feedback-ID": `${of.purpose}:${of.hubSlug ?? "programme"}:izumi`,
		Precedence: "bulk",
		"Auto-Submitted": "auto-generated",
		"X-Auto-Response-Suppress": "OOF, AutoReply",
		[MAIL_ID_HEADER]: of.mailId,
	};
}

/** The address of one-click unsubscribing: a POST stops this kind of mail of this hub, a GET shows the page. */
export function unsubscribeUrl(of: HeadersOf): string {
	const query = new URLSearchParams({ purpose: of.purpose, ...(of.hubSlug && { hub: of.hubSlug }), mail: of.mailId });
	return `${env.APP_URL}/${of.lang ?? DEFAULT_LANG}/mail/${of.mailToken}/unsubscribe?${query}`;
}

/**
 * The page where a donor chooses what comes by mail. It holds for years.
 * @param of.mailId  the mail whose link it is, so that its report or appeal can be told how many it made leave
 */
export function preferencesUrl(of: { mailToken: string; lang: Lang; mailId?: string }): string {
	return `${env.APP_URL}${preferencesPath(of)}`;
}

export function preferencesPath({
	mailToken,
	lang,
	mailId,
}: {
	mailToken: string;
	lang: Lang;
	mailId?: string;
}): string {
	return `/${lang}/mail/${mailToken}${mailId ? `?mail=${mailId}` : ""}`;
}

/**
 * Where a mail that cannot be delivered is returned to, with the mail's id in the address (VERP), so that it is known whatever
 * the other server wrote in it.
 * @returns undefined while no bounce mailbox is set: then mails come back to their sender
 */
export function envelopeFromOf(mailId: string): string | undefined {
	const { MAIL_BOUNCE_ADDRESS } = env;
	if (MAIL_BOUNCE_ADDRESS === undefined) return undefined;
	const [mailbox = "", domain = ""] = MAIL_BOUNCE_ADDRESS.split("@");
	return `${mailbox}+${mailId.replaceAll("-", "")}@${domain}`;
}
