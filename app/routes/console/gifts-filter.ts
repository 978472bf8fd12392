import { z } from "zod";
import type { HubChoice } from "~/domain/access/list-my-hubs.server";
import { GIFT_PAYMENT_STATES } from "~/domain/gifts/gift-payment.status";
import type { GiftsFilter } from "~/domain/gifts/list-gifts.server";
import { CHANNELS } from "~/domain/ledger/kinds";

/** A filter a person mistyped in the address bar is left out, never an error. */
const querySchema = z.object({
	hub: z.string().max(50).optional().catch(undefined),
	status: z
		.enum(GIFT_PAYMENT_STATES as [string, ...string[]])
		.optional()
		.catch(undefined),
	channel: z.enum(CHANNELS).optional().catch(undefined),
	fiscalYear: z.coerce.number().int().min(1990).max(2100).optional().catch(undefined),
	q: z.string().trim().max(100).optional().catch(undefined),
	display: z.literal("pending").optional().catch(undefined),
	segment: z.uuid().optional().catch(undefined),
	cursor: z.uuid().optional().catch(undefined),
});
export type GiftsQuery = z.output<typeof querySchema>;

/** Reads the filters of the list and of its file: both show the same rows. */
export function readGiftsQuery(url: URL): GiftsQuery {
	const given = [...url.searchParams].filter(([, value]) => value.trim() !== "");
	return querySchema.parse(Object.fromEntries(given));
}

export function toGiftsFilter(query: GiftsQuery, hubs: readonly HubChoice[]): GiftsFilter {
	return {
		hubId: hubs.find((hub) => hub.slug === query.hub)?.id,
		status: query.status as GiftsFilter["status"],
		channel: query.channel,
		fiscalYear: query.fiscalYear,
		search: query.q,
		display: query.display,
	};
}

/** The address of the same list with something changed. */
export function giftsHref(path: string, query: GiftsQuery, change: Record<string, string | undefined> = {}): string {
	const entries = Object.entries({ ...query, ...change }).filter(([, value]) => value !== undefined && value !== "");
	const search = new URLSearchParams(entries.map(([key, value]) => [key, String(value)])).toString();
	return search === "" ? path : `${path}?${search}`;
}
