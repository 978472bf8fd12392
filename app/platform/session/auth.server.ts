import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { twoFactor } from "better-auth/plugins";
import { getPrisma, type PrismaClient } from "../db/client.server";
import { env } from "../env.server";
import { processWide } from "../process-wide";

const DAY_SECONDS = 24 * 60 * 60;

function makeAuth(prisma: PrismaClient) {
	return betterAuth({
		appName: "Izumi",
		baseURL: env.APP_URL,
		basePath: "/auth/api",
		secret: env.SESSION_SECRET,
		database: prismaAdapter(prisma, { provider: "postgresql" }),
		telemetry: { enabled: false },
		logger: { disabled: true },
		// Staff are made by an administrator: nobody signs up.
		emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 200 },
		session: { expiresIn: 7 * DAY_SECONDS, updateAge: DAY_SECONDS, cookieCache: { enabled: false } },
		// Our own pages count attempts by address and mail in the database, for every process together.
		rateLimit: { enabled: false },
		plugins: [twoFactor({ issuer: "Izumi" })],
		advanced: {
			cookiePrefix: "izumi",
			// The address of a member of staff is of no use to us, so it is not kept.
			ipAddress: { disableIpTracking: true },
			useSecureCookies: env.APP_URL.startsWith("https:"),
			defaultCookieAttributes: { httpOnly: true, sameSite: "lax", path: "/" },
		},
	});
}

export type Auth = ReturnType<typeof makeAuth>;

/** By the client it works on: a process pointed at another database signs in there. */
const made = processWide("auth", () => new WeakMap<PrismaClient, Auth>());

/** Sign-in of staff. */
export async function getAuth(): Promise<Auth> {
	const prisma = await getPrisma();
	const auth = made.get(prisma) ?? makeAuth(prisma);
	made.set(prisma, auth);
	return auth;
}
