import type { HubChoice } from "~/domain/access/list-my-hubs.server";
import type { LinesFilter } from "~/domain/ledger/list-ledger-lines.server";
import { notFound } from "~/platform/errors";
import { type LinesQuery, NO_HUB } from "./programme-query";

/**
 * The lines an address asks for. A hub that is unknown or not the reader's is not found: leaving it out would show
 * another sum than the one that was asked for.
 */
export function toLinesFilter(query: LinesQuery, hubs: readonly HubChoice[]): LinesFilter {
	const { measure, category, fiscalYear } = query;
	return {
		measure,
		category,
		fiscalYear: fiscalYear === "all" ? undefined : fiscalYear,
		hubId: query.hub === undefined ? undefined : query.hub === NO_HUB ? null : hubIdOf(query.hub, hubs),
	};
}

function hubIdOf(slug: string, hubs: readonly HubChoice[]): string {
	const hub = hubs.find((one) => one.slug === slug);
	if (!hub) throw notFound("hub", slug);
	return hub.id;
}
