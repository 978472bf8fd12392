/** Query parameters kept with a gift: where the donor came from, and which campaign, supporter's page and appeal asked. */
const KEPT = [
	"utm_source",
	"utm_medium",
	"utm_campaign",
	"utm_term",
	"utm_content",
	"appeal",
	"campaign",
	"peer",
] as const;
const MAX_LENGTH = 120;

export type GiftOrigin = Partial<Record<(typeof KEPT)[number], string>>;

/** What of the query is kept; anything else in it is nobody's business. */
export function giftOrigin(query: URLSearchParams): GiftOrigin {
	const origin: GiftOrigin = {};
	for (const name of KEPT) {
		const value = query.get(name)?.replace(/\p{C}/gu, "").trim().slice(0, MAX_LENGTH);
		if (value) origin[name] = value;
	}
	return origin;
}
