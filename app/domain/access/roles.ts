import { z } from "zod";

export const ROLES = ["secretariat", "finance", "officer", "communicator", "viewer", "admin"] as const;
export type Role = (typeof ROLES)[number];

export const SCOPE_KINDS = ["programme", "institution", "hub"] as const;
export type ScopeKind = (typeof SCOPE_KINDS)[number];

/** How far a role reaches. */
export type Scope =
	| { kind: "programme" }
	| { kind: "institution"; institutionId: string }
	| { kind: "hub"; hubId: string };

export type Grant = { role: Role; scope: Scope };

const grantRow = z.object({
	role: z.enum(ROLES),
	scopeKind: z.enum(SCOPE_KINDS),
	institutionId: z.string().nullable(),
	hubId: z.string().nullable(),
});

/**
 * Reads a row of role_grant or api_token.
 * A row whose scope does not name its institution or hub gives nothing, never the whole programme.
 */
export function toGrant(row: unknown): Grant | null {
	const parsed = grantRow.safeParse(row);
	if (!parsed.success) return null;
	const { role, scopeKind, institutionId, hubId } = parsed.data;
	if (scopeKind === "programme") return { role, scope: { kind: "programme" } };
	if (scopeKind === "institution")
		return institutionId ? { role, scope: { kind: "institution", institutionId } } : null;
	return hubId ? { role, scope: { kind: "hub", hubId } } : null;
}

/** The columns a scope is kept in. */
export function scopeColumns(scope: Scope) {
	return {
		scopeKind: scope.kind,
		institutionId: scope.kind === "institution" ? scope.institutionId : null,
		hubId: scope.kind === "hub" ? scope.hubId : null,
	};
}

export function isSameScope(one: Scope, other: Scope): boolean {
	if (one.kind === "hub") return other.kind === "hub" && one.hubId === other.hubId;
	if (one.kind === "institution") return other.kind === "institution" && one.institutionId === other.institutionId;
	return other.kind === "programme";
}
