import { accessibleBy } from "@casl/prisma/runtime";
import { Prisma } from "~/platform/db/client.server";
import type { Ability, Action, Subject } from "./ability.server.ts";

/**
 * The rows of a model an ability allows an action on, as a Prisma condition; `{}` means all of them.
 *
 * CASL says "none" as `{ OR: [] }`. Prisma reads that as no row at the top of `where`, but as no condition at all inside
 * `AND`, `NOT` or a relation, where it would give every row. Only an empty `in` means no row everywhere.
 */
export function visibleWhere(ability: Ability, action: Action, model: Subject): object {
	if (!ability.can(action, model)) return noRow(model);
	const where: object = accessibleBy(ability, action).ofType(model);
	return "OR" in where && Array.isArray(where.OR) && where.OR.length === 0 ? noRow(model) : where;
}

function noRow(model: Subject): object {
	const fields: Record<string, string> = Prisma[`${model}ScalarFieldEnum`];
	const [field] = Object.values(fields);
	if (field === undefined) throw new Error(`${model} has no field`);
	return { [field]: { in: [] } };
}
