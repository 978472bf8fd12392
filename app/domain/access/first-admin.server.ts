import { randomBytes, randomUUID } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRows, type Tx } from "~/platform/db/transaction.server";
import { env } from "~/platform/env.server";
import { AppError, invalid } from "~/platform/errors";
import { hashToken } from "./authenticate-api.server.ts";
import { insertStaff, newStaffSchema } from "./create-staff.server.ts";
import type { Ctx } from "./ctx.server.ts";

const IDENTIFIER = "first-admin";
const VALID_HOURS = 24;
const LOCK = 4_120_382;

/**
 * A one-time link to make the first administrator, for a new installation outside demo mode. Each call replaces the link
 * before it, so only the one printed last works.
 * @returns null when there is an administrator of the programme already
 */
export async function ensureFirstAdminLink(ctx: Ctx): Promise<string | null> {
	const token = randomBytes(32).toString("base64url");
	const made = await inTransaction(ctx, async (tx) => {
		await lock(tx);
		if (await hasAdmin(tx)) return false;
		await tx.verification.deleteMany({ where: { identifier: IDENTIFIER } });
		await tx.verification.create({
			data: {
				id: randomUUID(),
				identifier: IDENTIFIER,
				value: hashToken(token),
				expiresAt: new Date(ctx.now.getTime() + VALID_HOURS * 3_600_000),
				createdAt: ctx.now,
				updatedAt: ctx.now,
			},
		});
		return true;
	});
	return made ? `${env.APP_URL}/auth/first-admin/${token}` : null;
}

/** Whether a link still works; looking at it does not use it up. */
export async function isFirstAdminToken(ctx: Ctx, token: string): Promise<boolean> {
	return inTransaction(ctx, async (tx) => {
		const there = await tx.verification.count({
			where: { identifier: IDENTIFIER, value: hashToken(token), expiresAt: { gt: ctx.now } },
		});
		return there > 0 && !(await hasAdmin(tx));
	});
}

/**
 * Uses the link up and makes the administrator of the programme.
 * @throws AppError first_admin_link_used (used, expired, replaced, or an administrator exists), staff_invalid
 */
export async function createFirstAdmin(
	ctx: Ctx,
	input: z.input<typeof newStaffSchema> & { token: string },
): Promise<void> {
	const parsed = newStaffSchema.safeParse(input);
	if (!parsed.success) throw invalid("staff_invalid", z.prettifyError(parsed.error));
	const password = await hashPassword(parsed.data.password);
	await inTransaction(ctx, async (tx) => {
		await lock(tx);
		const used = await queryRows(
			tx,
			z.object({ id: z.string() }),
			Prisma.sql`DELETE FROM staff_verification WHERE identifier = ${IDENTIFIER} AND value = ${hashToken(input.token)}
				AND expires_at > ${ctx.now} RETURNING id`,
		);
		if (used.length === 0 || (await hasAdmin(tx))) throw linkUsed();
		await insertStaff(tx, ctx, { ...parsed.data, password, grants: [{ role: "admin", scope: { kind: "programme" } }] });
	});
}

export function linkUsed(): AppError {
	return new AppError({
		code: "first_admin_link_used",
		status: 410,
		logMessage: "the link for the first administrator does not work any more",
		personKey: "access.firstAdminGone",
	});
}

async function hasAdmin(tx: Tx): Promise<boolean> {
	return (await tx.roleGrant.count({ where: { role: "admin", scopeKind: "programme" } })) > 0;
}

/** Two processes that start together, or two people with the link, go one after the other. */
async function lock(tx: Tx): Promise<void> {
	await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK})`;
}
