/** The name under which a link of ours says which mail it was in. */
export const MAIL_QUERY = "m";

/** Links to what is one person's already, and to stopping mails: they are never counted. */
const NEVER = /^\/(?:ja|en)\/(?:mail|reports|plans|pledges|thanks|applications)\/|^\/(?:portal|console|auth|images)\b/;

type Content = { subject: string; html: string; text: string };

/**
 * Marks the links of one mail that lead to our own public pages, for a donor who agreed that opening them is counted. Nobody
 * else's mail is changed, and no mail has a picture that tells it was opened.
 */
export function markLinks<C extends Content>(content: C, of: { mailId: string; siteOrigin: string }): C {
	return {
		...content,
		html: content.html.replace(/(\shref=")([^"]+)(")/g, (whole, before: string, href: string, after: string) => {
			const marked = withMail(href.replaceAll("&amp;", "&"), of);
			return marked === null ? whole : `${before}${marked.replaceAll("&", "&amp;")}${after}`;
		}),
		text: content.text.replace(/https?:\/\/[^\s<>"）」、。]+/g, (href) => withMail(href, of) ?? href),
	};
}

function withMail(href: string, { mailId, siteOrigin }: { mailId: string; siteOrigin: string }): string | null {
	if (!href.startsWith(`${siteOrigin}/`) || !URL.canParse(href)) return null;
	const url = new URL(href);
	if (NEVER.test(url.pathname)) return null;
	url.searchParams.set(MAIL_QUERY, mailId);
	return url.href;
}
