import type { LinesFilter } from "~/domain/ledger/list-ledger-lines.server";
import type { DeskPlaces } from "~/domain/programme/list-desk-places.server";
import { notFound } from "~/platform/errors";
import { type LinesQuery, NO_HUB } from "./programme-query";

/**
 * The lines an address asks for. A hub or institution that is unknown or not the reader's is not found: leaving it out
 * would show another sum than the one that was asked for.
 */
export function toLinesFilter(query: LinesQuery, { hubs, institutions }: DeskPlaces): LinesFilter {
	const { measure, category, fiscalYear, use, channel } = query;
	return {
		measure,
		category,
		use,
		channel: channel === NO_HUB ? null : channel,
		fiscalYear: fiscalYear === "all" ? undefined : fiscalYear,
		hubId: query.hub === undefined ? undefined : query.hub === NO_HUB ? null : idOf("hub", query.hub, hubs),
		institutionId: query.institution && idOf("institution", query.institution, institutions),
		fundId: query.fund,
		externalFundId: query.externalFund,
	};
}

/** @throws AppError hub_not_found, institution_not_found */
export function idOf(
	noun: "hub" | "institution",
	slug: string,
	known: readonly { id: string; slug: string }[],
): string {
	const found = known.find((one) => one.slug === slug);
	if (!found) throw notFound(noun, slug);
	return found.id;
}
