import type { Grant } from "./roles.ts";

/** Who asks. Everything a request may see or do follows from this. */
export type Actor =
	/** Nobody we know. */
	| { kind: "public" }
	/** Somebody who showed that a mail address is theirs, with every donor of that address. */
	| { kind: "donor"; sessionId: string; email: string; donorIds: string[] }
	| { kind: "job"; name: string }
	| { kind: "staff"; userId: string; name: string; email: string; grants: Grant[] }
	| { kind: "api"; tokenId: string; name: string; scopes: string[]; grants: Grant[] };

/** As audit events name an actor. */
export function actorId(actor: Actor): string | null {
	if (actor.kind === "staff") return actor.userId;
	if (actor.kind === "api") return actor.tokenId;
	if (actor.kind === "donor") return actor.sessionId;
	return actor.kind === "job" ? actor.name : null;
}

export function grantsOf(actor: Actor): Grant[] {
	return actor.kind === "staff" || actor.kind === "api" ? actor.grants : [];
}
