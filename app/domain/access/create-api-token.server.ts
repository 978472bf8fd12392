import { randomBytes } from "node:crypto";
import { z } from "zod";
import { inTransaction } from "~/platform/db/transaction.server";
import { forbidden, invalid, notFound } from "~/platform/errors";
import { audit } from "../audit/audit.server";
import { actorId, grantsOf } from "./actor.ts";
import { API_SCOPES, type ApiScope } from "./api-scopes.ts";
import { hashToken } from "./authenticate-api.server.ts";
import { authorize } from "./authorize.server.ts";
import type { Ctx } from "./ctx.server.ts";
import { ROLES, type Scope, scopeColumns } from "./roles.ts";

export const newTokenSchema = z.object({
	name: z.string().trim().min(1).max(100),
	role: z.enum(ROLES),
	scopes: z.array(z.enum(API_SCOPES)).min(1),
	/** absent: works until it is revoked */
	expiresInDays: z.coerce.number().int().min(1).max(3650).optional(),
});

const DAY_MS = 86_400_000;

/**
 * Makes a bearer token of the API. The token itself is in the answer and nowhere else: only its hash is kept.
 * @param input.reach  how far its role reaches; never wider than the administrator's own scope
 * @throws AppError forbidden, api_token_invalid
 */
export async function createApiToken(
	ctx: Ctx,
	input: z.input<typeof newTokenSchema> & { reach: Scope },
): Promise<{ id: string; token: string }> {
	const parsed = newTokenSchema.safeParse(input);
	if (!parsed.success) throw invalid("api_token_invalid", z.prettifyError(parsed.error));
	await authorize(ctx, "create", "ApiToken");
	if (!reaches(ctx, input.reach)) throw forbidden("an API token wider than its maker's scope");
	const token = `izumi_${randomBytes(32).toString("base64url")}`;
	const { expiresInDays, ...rest } = parsed.data;
	const id = await insertToken(ctx, {
		...rest,
		reach: input.reach,
		token,
		expiresAt: expiresInDays === undefined ? null : new Date(ctx.now.getTime() + expiresInDays * DAY_MS),
	});
	return { id, token };
}

/** The demo's token (`DEMO_API_TOKEN`): of a programme-wide administrator, with every scope. Seeding it twice is one token. */
export async function ensureDemoApiToken(ctx: Ctx, token: string): Promise<void> {
	if (ctx.actor.kind !== "job") throw forbidden("the demo token is made by the seed");
	const there = await ctx.db.apiToken.count({ where: { hash: hashToken(token) } });
	if (there > 0) return;
	await insertToken(ctx, {
		name: "Demo",
		role: "admin",
		scopes: [...API_SCOPES],
		reach: { kind: "programme" },
		token,
		expiresAt: null,
	});
}

type TokenRow = {
	name: string;
	role: string;
	scopes: ApiScope[];
	reach: Scope;
	token: string;
	expiresAt: Date | null;
};

async function insertToken(ctx: Ctx, { reach, token, ...row }: TokenRow): Promise<string> {
	return inTransaction(ctx, async (tx) => {
		const made = await tx.apiToken.create({
			data: {
				...row,
				...scopeColumns(reach),
				prefix: token.slice(0, Math.min(10, Math.floor(token.length / 4))),
				hash: hashToken(token),
				createdBy: actorId(ctx.actor),
				createdAt: ctx.now,
			},
		});
		await audit(tx, ctx, {
			action: "api_token.created",
			subject: { type: "api_token", id: made.id },
			institutionId: reach.kind === "institution" ? reach.institutionId : undefined,
			after: { name: row.name, role: row.role, scopes: row.scopes },
		});
		return made.id;
	});
}

/** @throws AppError apitoken_not_found */
export async function revokeApiToken(ctx: Ctx, input: { tokenId: string }): Promise<void> {
	await authorize(ctx, "revoke", { type: "ApiToken", id: input.tokenId });
	await inTransaction(ctx, async (tx) => {
		const revoked = await tx.apiToken.updateMany({
			where: { id: input.tokenId, revokedAt: null },
			data: { revokedAt: ctx.now },
		});
		if (revoked.count === 0 && (await tx.apiToken.count({ where: { id: input.tokenId } })) === 0) {
			throw notFound("api_token", input.tokenId);
		}
		if (revoked.count > 0) {
			await audit(tx, ctx, { action: "api_token.revoked", subject: { type: "api_token", id: input.tokenId } });
		}
	});
}

/** Newest first; of revoked ones too, so that a leak can be followed. */
export async function listApiTokens(ctx: Ctx) {
	await authorize(ctx, "create", "ApiToken");
	return ctx.db.apiToken.findMany({
		omit: { hash: true },
		include: {
			hub: { select: { abbreviation: true, slug: true } },
			institution: { select: { nameJa: true, nameEn: true } },
		},
		orderBy: { createdAt: "desc" },
		take: 200,
	});
}

function reaches(ctx: Ctx, reach: Scope): boolean {
	if (ctx.actor.kind === "job") return true;
	return grantsOf(ctx.actor).some(({ role, scope }) => {
		if (role !== "admin") return false;
		if (scope.kind === "programme") return true;
		if (scope.kind === "institution")
			return reach.kind === "institution" && reach.institutionId === scope.institutionId;
		return reach.kind === "hub" && reach.hubId === scope.hubId;
	});
}
