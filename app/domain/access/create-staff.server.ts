import { randomUUID } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import { z } from "zod";
import { inTransaction, type Tx } from "~/platform/db/transaction.server";
import { conflict, forbidden, invalid } from "~/platform/errors";
import { audit } from "../audit/audit.server";
import { grantsOf } from "./actor.ts";
import type { Ctx } from "./ctx.server.ts";
import { type Grant, ROLES, scopeColumns } from "./roles.ts";

export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 200;

export const newStaffSchema = z.object({
	name: z.string().trim().min(1).max(100),
	email: z
		.string()
		.trim()
		.toLowerCase()
		.max(254)
		.pipe(z.email({ error: "fields.email.invalid" })),
	password: z.string().min(PASSWORD_MIN).max(PASSWORD_MAX),
});
const grantSchema = z.object({
	role: z.enum(ROLES),
	scope: z.discriminatedUnion("kind", [
		z.object({ kind: z.literal("programme") }),
		z.object({ kind: z.literal("institution"), institutionId: z.uuid() }),
		z.object({ kind: z.literal("hub"), hubId: z.uuid() }),
	]),
});
const inputSchema = newStaffSchema.extend({ grants: z.array(grantSchema).min(1).max(20) });
export type NewStaff = z.input<typeof inputSchema>;

/**
 * Makes a member of staff with a password and roles. Nobody signs up by themselves.
 * An administrator gives roles only within the scope they administer.
 * @throws AppError staff_invalid, forbidden, staff_exists (the mail address is known)
 */
export async function createStaff(ctx: Ctx, input: NewStaff): Promise<{ userId: string }> {
	const parsed = inputSchema.safeParse(input);
	if (!parsed.success) throw invalid("staff_invalid", z.prettifyError(parsed.error));
	for (const grant of parsed.data.grants) await assertMayGrant(ctx, grant);
	// Slow on purpose, so before the transaction.
	const password = await hashPassword(parsed.data.password);
	return inTransaction(ctx, (tx) => insertStaff(tx, ctx, { ...parsed.data, password }));
}

/** @param staff.password  already hashed */
export async function insertStaff(
	tx: Tx,
	ctx: Ctx,
	staff: { name: string; email: string; password: string; grants: Grant[] },
): Promise<{ userId: string }> {
	const userId = randomUUID();
	const made = await tx.user.createMany({
		data: [
			{ id: userId, name: staff.name, email: staff.email, emailVerified: true, createdAt: ctx.now, updatedAt: ctx.now },
		],
		skipDuplicates: true,
	});
	if (made.count === 0) throw conflict("staff_exists", "a member of staff with this mail exists");
	await tx.account.create({
		data: {
			id: randomUUID(),
			accountId: userId,
			providerId: "credential",
			userId,
			password: staff.password,
			createdAt: ctx.now,
			updatedAt: ctx.now,
		},
	});
	await tx.roleGrant.createMany({
		data: staff.grants.map((grant) => ({ userId, role: grant.role, ...scopeColumns(grant.scope) })),
	});
	await audit(tx, ctx, {
		action: "staff.created",
		subject: { type: "staff", id: userId },
		after: { name: staff.name, email: staff.email, grants: staff.grants },
	});
	return { userId };
}

/** What one administers, one may hand on: nothing wider. */
async function assertMayGrant(ctx: Ctx, grant: Grant): Promise<void> {
	if (ctx.actor.kind === "job") return;
	for (const own of grantsOf(ctx.actor)) {
		if (own.role !== "admin") continue;
		if (own.scope.kind === "programme") return;
		if (own.scope.kind === "hub" && grant.scope.kind === "hub" && own.scope.hubId === grant.scope.hubId) return;
		if (own.scope.kind !== "institution") continue;
		const { institutionId } = own.scope;
		if (grant.scope.kind === "institution" && grant.scope.institutionId === institutionId) return;
		if (grant.scope.kind !== "hub") continue;
		const hosted = await ctx.db.hubHost.count({ where: { hubId: grant.scope.hubId, institutionId } });
		const others = await ctx.db.hubHost.count({
			where: { hubId: grant.scope.hubId, institutionId: { not: institutionId } },
		});
		// A hub of several institutions belongs to none of them alone.
		if (hosted > 0 && others === 0) return;
	}
	throw forbidden(`grant ${grant.role}`);
}
