import { createHash } from "node:crypto";
import { currentTime } from "~/platform/clock";
import { getPrisma } from "~/platform/db/client.server";
import { forbidden, unauthenticated } from "~/platform/errors";
import type { Actor } from "./actor.ts";
import type { ApiScope } from "./api-scopes.ts";
import { toGrant } from "./roles.ts";

const LAST_USED_EVERY_MS = 60_000;

/** Tokens have 256 random bits, so a plain hash is enough: there is nothing to guess. */
export function hashToken(token: string): string {
	return createHash("sha256").update(token).digest("hex");
}

/**
 * Whose token the request carries.
 * @throws AppError unauthenticated (none, unknown, expired or revoked) | forbidden (without the scope)
 */
export async function bearerOf(request: Request, neededScope: ApiScope): Promise<Extract<Actor, { kind: "api" }>> {
	const token = /^Bearer +([\w.~+/=-]{16,512})$/i.exec(request.headers.get("authorization") ?? "")?.[1];
	if (!token) throw unauthenticated("no bearer token");
	const prisma = await getPrisma();
	const row = await prisma.apiToken.findUnique({ where: { hash: hashToken(token) } });
	const now = currentTime();
	if (!row || row.revokedAt || (row.expiresAt && row.expiresAt <= now)) throw unauthenticated("unknown bearer token");
	if (!row.scopes.includes(neededScope)) throw forbidden(`token ${row.id} has no scope ${neededScope}`);
	if (!row.lastUsedAt || now.getTime() - row.lastUsedAt.getTime() >= LAST_USED_EVERY_MS) {
		await prisma.$executeRaw`
			UPDATE api_token SET last_used_at = ${now} WHERE id = ${row.id}::uuid
			AND (last_used_at IS NULL OR last_used_at <= ${new Date(now.getTime() - LAST_USED_EVERY_MS)})`;
	}
	const grant = toGrant(row);
	return { kind: "api", tokenId: row.id, name: row.name, scopes: row.scopes, grants: grant ? [grant] : [] };
}
