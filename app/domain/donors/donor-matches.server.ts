import { Prisma } from "~/platform/db/client.server";
import type { Visible } from "../access/read-rows.server";
import { searchTerms } from "../names/fold-name";
import { queryGrams } from "../names/search-grams";

/**
 * Ids of the donors a search finds, as a query. One- and two-character pieces find candidates by index in any script; LIKE
 * then makes sure of the whole words.
 */
export function donorMatches(visible: Visible, search: string): Prisma.Sql {
	const terms = searchTerms(search);
	if (terms.length === 0) return Prisma.sql`SELECT NULL::uuid WHERE FALSE`;
	const words = terms.map((term) => Prisma.sql`d.search_key LIKE ${`%${term.replace(/[\\%_]/g, "\\$&")}%`}`);
	return Prisma.sql`
		SELECT d.id FROM donor d WHERE ${visible("donor", "d")}
			AND d.search_grams @> ${queryGrams(search)}::text[] AND ${Prisma.join(words, " AND ")}`;
}
