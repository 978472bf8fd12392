import { subject as subjectOf } from "@casl/ability";
import { getPrisma } from "~/platform/db/client.server";
import { forbidden, notFound } from "~/platform/errors";
import type { Action, Subject } from "./ability.server.ts";
import type { Ctx } from "./ctx.server.ts";
import type { ScopedModel } from "./row-scopes.server.ts";
import { visibleWhere } from "./visible-where.server.ts";

type Row = { type: ScopedModel; id: string };
type RowReader = { count(args: { where: object }): Promise<number> };

/** May the actor ever do this to some row of this kind? For menus and buttons. */
export function mayEver(ctx: Pick<Ctx, "ability">, action: Action, subject: Subject): boolean {
	return ctx.ability.can(action, subject);
}

/** May the actor do this to a row at hand, or to one that is about to be made? The row holds the columns scopes ask for. */
export function mayDo(ctx: Pick<Ctx, "ability">, action: Action, type: ScopedModel, row: object): boolean {
	// CASL's own type knows plain names only, not rows marked with one.
	return ctx.ability.can(action, subjectOf(type, { ...row }) as unknown as Subject);
}

/**
 * Refuses what the actor may not do.
 * A kind of row the role never touches: 403. A row outside the actor's scope: 404, as if it did not exist.
 * A row the actor reads but may not act on: 403.
 * @throws AppError forbidden | not_found
 */
export async function authorize(ctx: Pick<Ctx, "ability">, action: Action, subject: Subject | Row): Promise<void> {
	const type = typeof subject === "string" ? subject : subject.type;
	if (!ctx.ability.can(action, type)) throw forbidden(`${action} ${type}`);
	if (typeof subject === "string") return;
	if (await holds(ctx, action, subject)) return;
	if (action !== "read" && ctx.ability.can("read", type) && (await holds(ctx, "read", subject))) {
		throw forbidden(`${action} ${type} ${subject.id}`);
	}
	throw notFound(type.toLowerCase(), subject.id);
}

async function holds(ctx: Pick<Ctx, "ability">, action: Action, row: Row): Promise<boolean> {
	if (!isUuid(row.id)) return false;
	const prisma = await getPrisma();
	const key = `${row.type.charAt(0).toLowerCase()}${row.type.slice(1)}` as keyof typeof prisma;
	const reader = prisma[key] as unknown as RowReader;
	const where = { AND: [{ id: row.id }, visibleWhere(ctx.ability, action, row.type)] };
	return (await reader.count({ where })) > 0;
}

export function isUuid(value: string): boolean {
	return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value);
}
