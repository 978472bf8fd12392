import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inOneStatement } from "~/platform/db/transaction.server";
import { env } from "~/platform/env.server";
import { AppError, tooMany } from "~/platform/errors";
import { LIMITS, takeAttempt } from "~/platform/http/rate-limit.server";
import type { Ctx } from "../access/ctx.server";
import { hashesOf } from "./block-rule.server";

/** Who wants to give, as far as the guard looks. The address is neither stored nor logged. */
export type Giver = { email: string; clientIp: string; institutionId: string; amountYen: bigint };

/** From this many valid forms of one address in ten minutes on, a person has to show up. */
const FORMS_BEFORE_CHALLENGE = 8;
/** Refused cards of one mail address in a day before its next form is looked at. */
const DECLINES_BEFORE_CHALLENGE = 3;

const factsSchema = z.object({
	blocked: z.boolean(),
	alarmed: z.boolean(),
	gifts_today: z.bigint(),
	yen_today: z.bigint(),
	declined_today: z.bigint(),
	daily_gifts_max: z.int(),
	daily_yen_max: z.bigint(),
});

/**
 * Decides about a valid form before anything is kept: `pass`, or `challenge` when a proof is wanted first.
 * @throws AppError giving_blocked (403), daily_limit (429), too_many_requests (429)
 */
export async function guardGive(ctx: Ctx, giver: Giver): Promise<"pass" | "challenge"> {
	const forms = await takeAttempt(LIMITS.giveStart, giver.clientIp);
	await takeAttempt(LIMITS.giveStartMail, giver.email);
	const [facts] = await inOneStatement(factsSchema, factsSql(ctx, giver));
	if (!facts) return "pass";
	if (facts.blocked) {
		throw new AppError({
			code: "giving_blocked",
			status: 403,
			personKey: "give.blocked",
			logMessage: "a giver on the block list",
		});
	}
	const overCount = facts.gifts_today >= BigInt(facts.daily_gifts_max);
	if (overCount || facts.yen_today + giver.amountYen > facts.daily_yen_max) {
		throw tooMany("the institution's daily limit of one mail address", { personKey: "give.dailyLimit" });
	}
	const suspicious =
		facts.alarmed ||
		forms >= FORMS_BEFORE_CHALLENGE * env.RATE_LIMIT_SCALE ||
		facts.declined_today >= BigInt(DECLINES_BEFORE_CHALLENGE);
	return suspicious ? "challenge" : "pass";
}

/** Everything the guard needs, in one question: the donor waits. */
function factsSql(ctx: Ctx, { email, clientIp, institutionId }: Giver): Prisma.Sql {
	const dayAgo = new Date(ctx.now.getTime() - 24 * 60 * 60 * 1000);
	return Prisma.sql`
		WITH begun AS (
			SELECT g.id, g.amount_yen, g.payment_status
			FROM donor d JOIN gift g ON g.donor_id = d.id AND g.created_at > ${dayAgo}
			WHERE d.email_key = lower(${email}) AND d.institution_id = ${institutionId}::uuid
		)
		SELECT
			EXISTS (SELECT 1 FROM block_rule b WHERE b.value_hash = ANY(${hashesOf({ email, clientIp })}) AND b.ended_at IS NULL
				AND (b.expires_at IS NULL OR b.expires_at > ${ctx.now}) AND (b.institution_id IS NULL OR b.institution_id = ${institutionId}::uuid)) AS blocked,
			EXISTS (SELECT 1 FROM decline_alarm a WHERE a.closed_at IS NULL
				AND (a.institution_id IS NULL OR a.institution_id = ${institutionId}::uuid)) AS alarmed,
			(SELECT count(*) FROM begun WHERE payment_status NOT IN ('failed', 'expired', 'cancelled')) AS gifts_today,
			(SELECT coalesce(sum(amount_yen), 0)::bigint FROM begun WHERE payment_status NOT IN ('failed', 'expired', 'cancelled')) AS yen_today,
			(SELECT count(*) FROM begun JOIN checkout_attempt a ON a.gift_id = begun.id
				JOIN stripe_event e ON e.stripe_account_id = a.stripe_account_id AND e.root_id = a.payment_intent_id
				WHERE e.type = 'payment_intent.payment_failed') AS declined_today,
			p.daily_gifts_max, p.daily_yen_max
		FROM giving_policy p WHERE p.institution_id = ${institutionId}::uuid`;
}
