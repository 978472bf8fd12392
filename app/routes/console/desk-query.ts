import { z } from "zod";
import { CATEGORIES, CHANNELS, USES } from "~/domain/ledger/kinds";
import { DESK_MEASURES, DIMENSIONS, type Dimension } from "~/domain/programme/desk";
import { NO_HUB, programmeHref } from "./programme-query";

const slug = z.string().max(80).optional().catch(undefined);

const deskSchema = z.object({
	measure: z.enum(DESK_MEASURES).catch("external").default("external"),
	rows: z.enum(DIMENSIONS).catch("hub").default("hub"),
	columns: z
		.enum([...DIMENSIONS, "none"])
		.catch("category")
		.default("category"),
	fiscalYear: z
		.union([z.literal("all"), z.coerce.number().int().min(1990).max(2100)])
		.optional()
		.catch(undefined),
	hub: slug,
	category: z.enum(CATEGORIES).optional().catch(undefined),
	use: z.enum(USES).optional().catch(undefined),
	channel: z
		.enum([...CHANNELS, NO_HUB])
		.optional()
		.catch(undefined),
	institution: slug,
	unit: z.enum(["yen", "million"]).catch("million").default("million"),
	change: z.enum(["totals", "cells"]).catch("totals").default("totals"),
});
export type DeskQuery = z.output<typeof deskSchema>;

/** What an address asks of the desk; empty values count as absent. */
export function readDeskQuery(search: URLSearchParams): DeskQuery {
	return deskSchema.parse(Object.fromEntries([...search].filter(([, value]) => value.trim() !== "")));
}

export const DESK_FILTERS = ["hub", "category", "use", "channel", "institution", "fiscalYear"] as const;
const ORDER = ["measure", "rows", "columns", ...DESK_FILTERS, "unit", "change"] as const;
const DEFAULTS: Partial<DeskQuery> = {
	measure: "external",
	rows: "hub",
	columns: "category",
	unit: "million",
	change: "totals",
};

/** The same view always has the same address: defaults are left out. */
export function deskHref(path: string, query: DeskQuery, more: Record<string, string | undefined> = {}): string {
	const entries = ORDER.filter((name) => query[name] !== DEFAULTS[name]).map((name) => [name, query[name]] as const);
	return programmeHref(path, { ...Object.fromEntries(entries), ...more });
}

/** The dimension of the columns; a table of hubs by hubs is a list of hubs. */
export function columnsOf(query: DeskQuery): Dimension | null {
	return query.columns === "none" || query.columns === query.rows ? null : query.columns;
}
