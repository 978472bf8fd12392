import type { Prisma, PrismaClient } from "~/platform/db/client.server";
import type { Ability } from "./ability.server.ts";
import { RELATIONS, SEEN_WITH_PARENT } from "./relations.ts";
import type { Scope } from "./roles.ts";
import { visibleWhere } from "./visible-where.server.ts";

type ModelName = Prisma.ModelName;
type Args = Record<string, unknown>;

/** Prisma, narrowed to what the actor may read. Writes go through `inTransaction`, raw reads through `readRows`. */
export type ScopedDb = Pick<PrismaClient, Uncapitalize<ModelName>>;

const READS = new Set([
	"findUnique",
	"findUniqueOrThrow",
	"findFirst",
	"findFirstOrThrow",
	"findMany",
	"count",
	"aggregate",
	"groupBy",
]);

/** Left out of every answer to somebody who may see a gift but not reach its donor. */
const CONTACT_FIELDS = new Set([
	"email",
	"phone",
	"postalCode",
	"prefecture",
	"city",
	"addressLine",
	"contactName",
	"identityKey",
	"publicToken",
]);

/** @param contact  where the actor may see contact details; null: on every row that can be read */
export function scopeDb(client: PrismaClient, ability: Ability, contact: readonly Scope[] | null): ScopedDb {
	const scoped = client.$extends({
		name: "scope",
		query: {
			$allModels: {
				async $allOperations({ model, operation, args, query }) {
					if (!READS.has(operation)) {
						throw new Error(`ctx.db only reads: ${operation} of ${model} belongs in inTransaction`);
					}
					const answer = await query(narrow(ability, model, args as Args) as typeof args);
					return contact === null ? answer : withoutContact(answer, model, contact);
				},
			},
		},
	});
	return new Proxy(scoped, {
		get(target, property) {
			// A transaction writes, and decides by its own guards: it works on the whole database.
			if (property === "$transaction") return client.$transaction.bind(client);
			if (typeof property === "string" && /^\$(queryRaw|executeRaw|extends)/.test(property)) {
				throw new Error(`ctx.db.${property}: raw reads go through readRows, writes through inTransaction`);
			}
			return Reflect.get(target, property, target);
		},
	}) as unknown as ScopedDb;
}

function visible(ability: Ability, model: ModelName): object {
	return visibleWhere(ability, "read", model);
}

/** Adds the actor's condition to the query itself and to every relation it reaches into. */
export function narrow(ability: Ability, model: ModelName, args: Args = {}): Args {
	const narrowed = narrowRelations(ability, model, args);
	return { ...narrowed, where: both(narrowed.where, visible(ability, model)) };
}

function both(where: unknown, scope: object): Args {
	const own = (where ?? {}) as Args;
	const and = own.AND === undefined ? [] : Array.isArray(own.AND) ? own.AND : [own.AND];
	// The unique field of findUnique must stay at the top.
	return { ...own, AND: [...and, scope] };
}

function narrowRelations(ability: Ability, model: ModelName, args: Args): Args {
	const narrowed: Args = { ...args };
	for (const key of ["include", "select"] as const) {
		const picked = args[key];
		if (picked === null || typeof picked !== "object") continue;
		narrowed[key] = Object.fromEntries(
			Object.entries(picked).map(([field, wanted]) => [field, narrowField(ability, model, field, wanted)]),
		);
	}
	return narrowed;
}

function narrowField(ability: Ability, model: ModelName, field: string, wanted: unknown): unknown {
	if (wanted === false || wanted === undefined) return wanted;
	if (field === "_count") return narrowCount(ability, model, wanted);
	const relation = RELATIONS[model]?.[field];
	if (!relation) return wanted;
	const inner = wanted === true ? {} : (wanted as Args);
	if (relation.arity !== "one") return narrow(ability, relation.to, inner);
	if (!seenWithParent(ability, model, field, relation.to)) {
		throw new Error(`${model}.${field} cannot be narrowed for this actor: read ${relation.to} by itself`);
	}
	const narrowed = narrowRelations(ability, relation.to, inner);
	return Object.keys(narrowed).length === 0 ? true : narrowed;
}

function narrowCount(ability: Ability, model: ModelName, wanted: unknown): unknown {
	const relations = RELATIONS[model] ?? {};
	const picked =
		wanted === true
			? Object.fromEntries(Object.entries(relations).flatMap(([f, r]) => (r.arity === "many" ? [[f, true]] : [])))
			: (((wanted as Args).select ?? {}) as Args);
	return {
		select: Object.fromEntries(
			Object.entries(picked).map(([field, value]) => {
				const relation = relations[field];
				if (!value || !relation) return [field, value];
				return [field, { where: both(value === true ? {} : (value as Args).where, visible(ability, relation.to)) }];
			}),
		),
	};
}

function seenWithParent(ability: Ability, model: ModelName, field: string, to: ModelName): boolean {
	return SEEN_WITH_PARENT.has(`${model}.${field}`) || Object.keys(visible(ability, to)).length === 0;
}

function withoutContact(answer: unknown, model: ModelName, contact: readonly Scope[]): unknown {
	if (Array.isArray(answer)) return answer.map((row) => withoutContact(row, model, contact));
	if (answer === null || typeof answer !== "object" || answer instanceof Date) return answer;
	const personal = model === "Gift" || model === "Donor" || model === "CheckoutAttempt";
	const hidden = personal && !contact.some((scope) => isWithin(answer, scope));
	return Object.fromEntries(
		Object.entries(answer).map(([key, value]) => {
			const relation = RELATIONS[model]?.[key];
			if (relation) return [key, withoutContact(value, relation.to, contact)];
			if (hidden && CONTACT_FIELDS.has(key) && typeof value === "string") return [key, ""];
			return [key, value];
		}),
	);
}

/** Only a row that says itself where it belongs; any other stays hidden. */
function isWithin(row: { hubId?: unknown; institutionId?: unknown }, scope: Scope): boolean {
	if (scope.kind === "programme") return true;
	return scope.kind === "hub" ? row.hubId === scope.hubId : row.institutionId === scope.institutionId;
}
