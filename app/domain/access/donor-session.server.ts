import { randomBytes } from "node:crypto";
import { z } from "zod";
import { currentTime } from "~/platform/clock";
import { getPrisma, Prisma } from "~/platform/db/client.server";
import { inOneStatement, type Tx } from "~/platform/db/transaction.server";
import { env } from "~/platform/env.server";
import type { Actor } from "./actor.ts";
import { hashToken } from "./authenticate-api.server.ts";

type DonorActor = Extract<Actor, { kind: "donor" }>;

/** A donor comes back rarely and often from a shared computer: half a day of quiet ends a session, a week ends any. */
const IDLE_MS = 12 * 3_600_000;
const LONGEST_MS = 7 * 24 * 3_600_000;
/** So that reading does not write with every page. */
const SEEN_EVERY_MS = 5 * 60_000;

/** The cookie is sent to the portal only: public pages stay the same for everyone. */
const PATH = "/portal";
const isSecure = () => env.APP_URL.startsWith("https:");
const cookieName = () => (isSecure() ? "__Secure-izumi_portal" : "izumi_portal");

/**
 * Who is signed in at the portal, with every donor of that mail address, or null: no cookie, a session that ended, or an
 * address no donor has any more.
 */
export async function donorOf(request: Request): Promise<DonorActor | null> {
	const token = tokenIn(request);
	if (token === null) return null;
	const now = currentTime();
	const prisma = await getPrisma();
	const session = await prisma.portalSession.findUnique({ where: { tokenHash: hashToken(token) } });
	if (!session || session.endedAt || session.expiresAt <= now) return null;
	const quietMs = now.getTime() - session.lastSeenAt.getTime();
	if (quietMs > IDLE_MS) return null;
	const donors = await prisma.donor.findMany({
		where: { emailKey: session.email, erasedAt: null },
		select: { id: true },
		orderBy: { id: "asc" },
	});
	if (donors.length === 0) return null;
	if (quietMs > SEEN_EVERY_MS) {
		await prisma.portalSession.updateMany({ where: { id: session.id, endedAt: null }, data: { lastSeenAt: now } });
	}
	return { kind: "donor", sessionId: session.id, email: session.email, donorIds: donors.map(({ id }) => id) };
}

/** @returns the cookie that carries the new session; only the token's hash is kept */
export async function startDonorSession(tx: Tx, { email, now }: { email: string; now: Date }) {
	const token = randomBytes(32).toString("base64url");
	const { id } = await tx.portalSession.create({
		data: {
			email,
			tokenHash: hashToken(token),
			createdAt: now,
			lastSeenAt: now,
			expiresAt: new Date(now.getTime() + LONGEST_MS),
		},
		select: { id: true },
	});
	return { sessionId: id, cookie: cookieOf(token) };
}

/** Ends this session, or with `everywhere` every one of its mail address. @returns the cookie that takes the token away */
export async function endDonorSession(request: Request, { everywhere }: { everywhere: boolean }): Promise<string> {
	const token = tokenIn(request);
	if (token !== null) {
		const now = currentTime();
		const own = Prisma.sql`token_hash = ${hashToken(token)}`;
		const which = everywhere ? Prisma.sql`email = (SELECT email FROM portal_session WHERE ${own})` : own;
		await inOneStatement(
			z.object({ id: z.uuid() }),
			Prisma.sql`UPDATE portal_session SET ended_at = ${now} WHERE ${which} AND ended_at IS NULL RETURNING id`,
		);
	}
	return `${cookieName()}=; Path=${PATH}; Max-Age=0; HttpOnly; SameSite=Lax${isSecure() ? "; Secure" : ""}`;
}

/** Whoever is signed in with this address no longer is. */
export async function endSessionsOf(tx: Tx, input: { emailKey: string; now: Date }): Promise<void> {
	await tx.portalSession.updateMany({
		where: { email: input.emailKey, endedAt: null },
		data: { endedAt: input.now },
	});
}

/** Gone with the browser's own session: nobody at a shared computer finds it later. */
function cookieOf(token: string): string {
	return `${cookieName()}=${token}; Path=${PATH}; HttpOnly; SameSite=Lax${isSecure() ? "; Secure" : ""}`;
}

function tokenIn(request: Request): string | null {
	const name = cookieName();
	for (const pair of (request.headers.get("cookie") ?? "").split(";")) {
		const [key, value] = pair.trim().split("=", 2);
		if (key === name && value && /^[\w-]{43}$/.test(value)) return value;
	}
	return null;
}
