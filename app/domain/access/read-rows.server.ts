import type { z } from "zod";
import { getPrisma, Prisma } from "~/platform/db/client.server";
import { currentReading, queryRows } from "~/platform/db/transaction.server";
import { readScopes } from "./ability.server.ts";
import type { Ctx } from "./ctx.server.ts";
import { type ScopedTable, SQL_SCOPES, sqlOf } from "./row-scopes.server.ts";

/** Which rows of a table the actor may read, as a condition on an alias: `WHERE ${visible("gift", "g")}`. */
export type Visible = (table: ScopedTable, alias: string) => Prisma.Sql;

/**
 * The actor's condition on one table, for raw SQL; `FALSE` when no role reads it.
 * @param alias  the table's alias in the query; a word of ours, never a value
 */
export function visibleTo(ctx: Pick<Ctx, "actor">, table: ScopedTable, alias: string): Prisma.Sql {
	if (!/^[a-z_]+$/.test(alias)) throw new Error(`not an alias: ${alias}`);
	const name = Prisma.raw(alias);
	if (ctx.actor.kind === "donor") return ownRows(table, name, ctx.actor.donorIds);
	const parts = readScopes(ctx.actor, SQL_SCOPES[table].model).map((scope) => sqlOf(table, scope, name));
	return parts.length === 0 ? Prisma.sql`FALSE` : Prisma.sql`(${Prisma.join(parts, " OR ")})`;
}

/** Whose column names the donor; of every other table a donor sees nothing by raw SQL. */
const DONOR_COLUMN: Partial<Record<ScopedTable, Prisma.Sql>> = {
	gift: Prisma.sql`donor_id`,
	donor: Prisma.sql`id`,
	recurring_plan: Prisma.sql`donor_id`,
};

function ownRows(table: ScopedTable, alias: Prisma.Sql, donorIds: string[]): Prisma.Sql {
	const column = DONOR_COLUMN[table];
	if (column === undefined || donorIds.length === 0) return Prisma.sql`FALSE`;
	return Prisma.sql`${alias}.${column} = ANY(${donorIds}::uuid[])`;
}

/**
 * Raw SQL for totals, searches and bulk reads; rows are parsed, never cast.
 * The query must use `visible` for every table with rows of one donor or one hub's money: a test refuses one without.
 */
export async function readRows<S extends z.ZodType>(
	ctx: Pick<Ctx, "actor">,
	row: S,
	query: (visible: Visible) => Prisma.Sql,
): Promise<z.output<S>[]> {
	return queryRows(
		currentReading() ?? (await getPrisma()),
		row,
		query((table, alias) => visibleTo(ctx, table, alias)),
	);
}

/**
 * Raw SQL for figures and words that anybody may see: sums of a published hub, names a hub approved for display.
 * @param publicFigures  says in words why the answer is public; the query must not return anything else
 */
export async function readPublicFigures<S extends z.ZodType>(
	row: S,
	publicFigures: string,
	query: Prisma.Sql,
): Promise<z.output<S>[]> {
	if (!publicFigures) throw new Error("say why these figures are public");
	return queryRows(await getPrisma(), row, query);
}
