import { Prisma } from "~/platform/db/client.server";
import type { Category } from "./kinds.ts";
import { MEASURES, type MeasureName, type MeasurePart, partsOf } from "./measures.ts";

/** Which lines belong to a measure: the same words for ledger_balance and ledger_entry. */
export function inMeasure(alias: string, measure: MeasureName): Prisma.Sql {
	return Prisma.sql`(${Prisma.join(
		partsOf(measure).map((part) => inPart(alias, part)),
		" OR ",
	)})`;
}

/** Which lines belong to one part of a measure: all of one account, as an index has them. */
export function inPart(alias: string, { account, kinds, category, exceptCategory }: MeasurePart): Prisma.Sql {
	const a = Prisma.raw(alias);
	const conditions = [Prisma.sql`${a}.account = ${account}`];
	if (kinds) conditions.push(Prisma.sql`${a}.kind IN (${Prisma.join([...kinds])})`);
	if (category) conditions.push(Prisma.sql`${a}.category = ${category}`);
	if (exceptCategory) conditions.push(Prisma.sql`${a}.category <> ${exceptCategory}`);
	return Prisma.sql`(${Prisma.join(conditions, " AND ")})`;
}

/** The figure itself, as a column of a grouped query. */
export function sumOf(alias: string, measure: MeasureName, category?: Category): Prisma.Sql {
	const a = Prisma.raw(alias);
	const sign = Prisma.raw(MEASURES[measure].sign === -1 ? "-" : "");
	const only = category === undefined ? Prisma.empty : Prisma.sql`AND ${a}.category = ${category}`;
	return Prisma.sql`(${sign}coalesce(sum(${a}.amount_yen) FILTER (WHERE ${inMeasure(alias, measure)} ${only}), 0))::bigint`;
}

/** All accounts any measure reads. */
export function measuredAccounts(): Prisma.Sql {
	const accounts = new Set(Object.values(MEASURES).flatMap((measure) => measure.parts.map((part) => part.account)));
	return Prisma.join([...accounts]);
}
