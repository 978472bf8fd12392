import { createHmac } from "node:crypto";
import type pg from "pg";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { appPool } from "../db/pool.server.ts";
import { env } from "../env.server.ts";
import { tooMany } from "../errors.ts";
import { log } from "../log.server.ts";
import { processWide } from "../process-wide.ts";

export interface Limit {
	/** Part of the key: stable, kebab-case. */
	name: string;
	/** How many in `perSeconds`, before RATE_LIMIT_SCALE. */
	points: number;
	perSeconds: number;
}

/**
 * What may be done how often, by address and by mail. Generous to a university whose people share one address.
 * `giveStart` counts valid forms only: whoever mistypes a field ten times is still a donor.
 */
export const LIMITS = {
	giveStart: { name: "give-start", points: 30, perSeconds: 600 },
	giveStartMail: { name: "give-start-mail", points: 10, perSeconds: 600 },
	signIn: { name: "sign-in", points: 20, perSeconds: 900 },
	signInMail: { name: "sign-in-mail", points: 8, perSeconds: 900 },
	magicLink: { name: "magic-link", points: 10, perSeconds: 900 },
	magicLinkMail: { name: "magic-link-mail", points: 4, perSeconds: 900 },
	transferRequest: { name: "transfer-request", points: 60, perSeconds: 600 },
	poster: { name: "poster", points: 60, perSeconds: 600 },
	/** files made for one donor: copies of receipts, all their data */
	portalFile: { name: "portal-file", points: 20, perSeconds: 3600 },
	application: { name: "application", points: 10, perSeconds: 3600 },
	api: { name: "api", points: 1200, perSeconds: 60 },
	/** questions to name servers, by one member of staff */
	senderCheck: { name: "sender-check", points: 20, perSeconds: 600 },
	apiRefused: { name: "api-refused", points: 60, perSeconds: 300 },
} as const satisfies Record<string, Limit>;

/** By the database they count in, so that a process pointed at another one counts there. */
const limiters = processWide("rate-limiters", () => new WeakMap<pg.Pool, Map<string, RateLimiterPostgres>>());

/**
 * Uses up one attempt, counted across all processes.
 * @returns how many were used up in this time, this one included; 0 when it could not be counted
 * @param subject  an address or a mail; only a salted digest of it is stored
 * @throws AppError  429 with the minutes to wait
 */
export async function takeAttempt(limit: Limit, subject: string): Promise<number> {
	try {
		return (await (await limiterFor(limit)).consume(subjectKey(subject))).consumedPoints;
	} catch (refusal) {
		if (!(refusal instanceof RateLimiterRes)) {
			log.warn({ err: refusal, limit: limit.name }, "rate limit not counted: the database did not answer");
			return 0;
		}
		const minutes = Math.max(1, Math.ceil(refusal.msBeforeNext / 60_000));
		throw tooMany(`limit ${limit.name} used up`, { personKey: "request.tooMany", params: { minutes } });
	}
}

/** Gives the attempts back, after a proof that it was the right person. */
export async function forgetAttempts(limit: Limit, subject: string): Promise<void> {
	await limiterFor(limit)
		.then((limiter) => limiter.delete(subjectKey(subject)))
		.catch((error: unknown) => log.warn({ err: error, limit: limit.name }, "rate limit not reset"));
}

/** HMAC with the installation's secret: a stolen table does not give addresses back by trying them all. */
export function subjectKey(subject: string): string {
	const normal = subject.normalize("NFKC").trim().toLowerCase();
	return createHmac("sha256", env.SESSION_SECRET).update(`rate-limit:${normal}`).digest("base64url");
}

async function limiterFor(limit: Limit): Promise<RateLimiterPostgres> {
	const pool = await appPool();
	const known = limiters.get(pool) ?? new Map<string, RateLimiterPostgres>();
	limiters.set(pool, known);
	const made = known.get(limit.name) ?? makeLimiter(limit, pool, env.RATE_LIMIT_SCALE);
	known.set(limit.name, made);
	return made;
}

/** Our own table, which a migration makes; the library sweeps expired rows every five minutes. */
export function makeLimiter({ name, points, perSeconds }: Limit, pool: pg.Pool, scale: number): RateLimiterPostgres {
	const scaled = Math.floor(points * scale);
	return new RateLimiterPostgres({
		storeClient: pool,
		storeType: "pool",
		tableName: "rate_limit",
		tableCreated: true,
		clearExpiredByTimeout: true,
		keyPrefix: name,
		points: scaled,
		duration: perSeconds,
		// Whoever is over the limit is refused from memory, so that a flood does not reach the database.
		inMemoryBlockOnConsumed: scaled + 1,
	});
}
