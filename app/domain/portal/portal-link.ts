/** From the moment the mail is written: a link nobody waits for any more is no use to anybody but a thief. */
export const LINK_VALID_MS = 30 * 60_000;
export const LINK_VALID_MINUTES = LINK_VALID_MS / 60_000;

/** As `donor.email_key` holds it: the database lowers ASCII letters only, and an address has no others. */
export function emailKeyOf(email: string): string {
	return email.trim().toLowerCase();
}

/** Where to go after signing in: a page of the portal, never another site and never its way in or out. */
export function safePortalPath(next: string | null): string {
	if (!next || next.length > 200 || !/^\/portal(?:[/?]|$)/.test(next)) return "/portal";
	const url = new URL(next, "http://portal.invalid");
	const inside = url.host === "portal.invalid" && /^\/portal(?:\/|$)/.test(url.pathname);
	if (!inside || /^\/portal\/(?:sign-in|sign-out|enter)(?:\/|$)/.test(url.pathname)) return "/portal";
	return url.pathname + url.search;
}

/** Enough to recognise one's own address, not enough to learn it. */
export function maskedEmail(email: string): string {
	const at = email.lastIndexOf("@");
	return at < 1 ? "***" : `${email.slice(0, 1)}***${email.slice(at)}`;
}
