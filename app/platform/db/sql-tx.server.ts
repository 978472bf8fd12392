import { createHash } from "node:crypto";
import pg from "pg";
import { Prisma } from "./client.server";

/** What a use case of plain SQL needs of a transaction; every Prisma transaction is one. */
export type SqlTx = Pick<Prisma.TransactionClient, "$queryRaw" | "$executeRaw">;

const INT8 = 20;
const DATE = 1082;

/** Values as Prisma gives them: BIGINT as bigint, a DATE as midnight UTC. The rest is as `pg` reads it. */
const types = {
	getTypeParser(oid: number, format?: "text" | "binary") {
		if (oid === INT8) return BigInt;
		if (oid === DATE) return (day: string) => new Date(`${day}T00:00:00Z`);
		return pg.types.getTypeParser(oid, format as "text");
	},
} as pg.CustomTypesConfig;

/** Prisma's raw calls on a connection of `pg`; each statement is prepared once per connection under a name of its text. */
export function sqlTx(on: Pick<pg.ClientBase, "query">): SqlTx {
	const run = (query: TemplateStringsArray | Prisma.Sql, values: unknown[]) => {
		const sql = query instanceof Prisma.Sql ? query : Prisma.sql(query as TemplateStringsArray, ...(values as never[]));
		return on.query({ name: nameOf(sql.text), text: sql.text, values: sql.values as unknown[], types });
	};
	return {
		$queryRaw: (async (query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) =>
			(await run(query, values)).rows) as unknown as SqlTx["$queryRaw"],
		$executeRaw: (async (query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) =>
			(await run(query, values)).rowCount ?? 0) as unknown as SqlTx["$executeRaw"],
	};
}

const names = new Map<string, string>();

function nameOf(text: string): string {
	let name = names.get(text);
	if (name === undefined) {
		name = createHash("sha256").update(text).digest("base64url").slice(0, 24);
		// Texts are ours and few; should one be made of values all the same, it must not fill the memory.
		if (names.size < 1000) names.set(text, name);
	}
	return name;
}
