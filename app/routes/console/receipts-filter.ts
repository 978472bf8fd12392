import { z } from "zod";
import type { ReceiptsFilter } from "~/domain/receipts/list-receipts.server";

/** A filter a person mistyped in the address bar is left out, never an error. */
const querySchema = z.object({
	status: z.enum(["issued", "void"]).optional().catch(undefined),
	taxYear: z.coerce.number().int().min(1990).max(2100).optional().catch(undefined),
	kind: z.enum(["each", "annual"]).optional().catch(undefined),
	batch: z.uuid().optional().catch(undefined),
	paper: z.literal("waiting").optional().catch(undefined),
	q: z.string().trim().max(100).optional().catch(undefined),
	cursor: z.uuid().optional().catch(undefined),
});
export type ReceiptsQuery = z.output<typeof querySchema>;

/** Reads the filters of the list and of its file: both show the same rows. */
export function readReceiptsQuery(url: URL): ReceiptsQuery {
	const given = [...url.searchParams].filter(([, value]) => value.trim() !== "");
	return querySchema.parse(Object.fromEntries(given));
}

export function toReceiptsFilter(query: ReceiptsQuery): ReceiptsFilter {
	const { status, taxYear, kind, batch, paper, q } = query;
	return { status, taxYear, kind, batchId: batch, paper, search: q, oldestFirst: batch !== undefined };
}

/** The address of the same list with something changed. */
export function receiptsHref(
	path: string,
	query: ReceiptsQuery,
	change: Record<string, string | undefined> = {},
): string {
	const entries = Object.entries({ ...query, ...change }).filter(([, value]) => value !== undefined && value !== "");
	const search = new URLSearchParams(entries.map(([key, value]) => [key, String(value)])).toString();
	return search === "" ? path : `${path}?${search}`;
}
