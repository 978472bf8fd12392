import { randomInt, randomUUID, timingSafeEqual } from "node:crypto";
import { type Challenge, createChallenge, verifySolution } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";
import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inOneStatement, inTransaction } from "~/platform/db/transaction.server";
import { invalid } from "~/platform/errors";
import { LIMITS, takeAttempt } from "~/platform/http/rate-limit.server";
import { keyedHash } from "~/platform/seal.server";
import type { Ctx } from "../access/ctx.server";
import { canonicalJson } from "../audit/audit.server";
import { requestMail } from "../mails/request-mail.server";

/** A good second of work for a telephone, and as much again for each form somebody sends by machine. */
const COST = 2_000;
const COUNTER = { min: 600, max: 1_200 };
const PUZZLE_LIVES_MS = 10 * 60 * 1000;
const CODE_LIVES_MS = 20 * 60 * 1000;
const CODE_TRIES = 5;

/** What a proof is good for: this giver, this amount, this fund, and nothing else. */
export type ProvedForm = { email: string; fundId: string; amountYen: bigint };

export function challengeFormKey(form: ProvedForm): string {
	return keyedHash(canonicalJson([form.email.toLowerCase(), form.fundId, form.amountYen.toString()]), "give-challenge");
}

/** A puzzle for the browser to solve by itself. Source: github.com/altcha-org/altcha-lib, proof of work v2. */
export function makePuzzle(ctx: Pick<Ctx, "now">, form: ProvedForm): Promise<Challenge> {
	return createChallenge({
		algorithm: "PBKDF2/SHA-256",
		cost: COST,
		counter: randomInt(COUNTER.min, COUNTER.max),
		deriveKey,
		data: { form: challengeFormKey(form), once: randomUUID(), until: ctx.now.getTime() + PUZZLE_LIVES_MS },
		hmacSignatureSecret: keyedHash("challenge", "altcha"),
		hmacKeySignatureSecret: keyedHash("key", "altcha"),
	});
}

const answerSchema = z.object({
	challenge: z.looseObject({
		parameters: z.looseObject({ data: z.object({ form: z.string(), once: z.uuid(), until: z.number() }) }),
		signature: z.string(),
	}),
	solution: z.object({ counter: z.number(), derivedKey: z.string(), time: z.number().optional() }),
});

/**
 * Checks a solved puzzle; each is good once, and for its own form only.
 * @param payload  JSON as the browser sent it
 * @throws AppError challenge_failed (400)
 */
export async function checkPuzzle(ctx: Ctx, form: ProvedForm & { lang: string }, payload: string): Promise<void> {
	const parsed = answerSchema.safeParse(readJson(payload));
	if (!parsed.success) throw failed("the answer to a puzzle could not be read");
	const { challenge, solution } = parsed.data;
	const { data } = challenge.parameters;
	const result = await verifySolution({
		challenge: challenge as unknown as Challenge,
		solution: { ...solution, time: solution.time ?? 0 },
		deriveKey,
		hmacSignatureSecret: keyedHash("challenge", "altcha"),
		hmacKeySignatureSecret: keyedHash("key", "altcha"),
	}).catch(() => null);
	const late = data.until < ctx.now.getTime();
	if (!result?.verified || late || data.form !== challengeFormKey(form)) throw failed("a puzzle was not solved");
	const used = await inTransaction(
		ctx,
		(tx) => tx.$executeRaw`
		INSERT INTO give_challenge (id, email, lang, form_key, created_at, expires_at, passed_at)
		VALUES (${data.once}::uuid, ${form.email.toLowerCase()}, ${form.lang}, ${data.form}, ${ctx.now}, ${ctx.now}, ${ctx.now})
		ON CONFLICT (id) DO NOTHING`,
	);
	if (used === 0) throw failed("a solved puzzle was sent a second time");
}

/** Sends a code by mail, for browsers without script. Asked again, sends another, within limits. */
export async function mailCode(ctx: Ctx, form: ProvedForm & { institutionId: string }): Promise<void> {
	await takeAttempt(LIMITS.magicLinkMail, form.email);
	await inTransaction(ctx, async (tx) => {
		const challenge = await tx.giveChallenge.create({
			data: {
				email: form.email.toLowerCase(),
				lang: ctx.lang,
				formKey: challengeFormKey(form),
				createdAt: ctx.now,
				expiresAt: new Date(ctx.now.getTime() + CODE_LIVES_MS),
			},
			select: { id: true },
		});
		await requestMail(tx, ctx, {
			kind: "give-code",
			onceKey: `give-code:${challenge.id}`,
			toAddress: form.email,
			lang: ctx.lang,
			institutionId: form.institutionId,
			subject: { type: "give_challenge", id: challenge.id },
		});
	});
}

/** Makes the code of a challenge when its mail is written; a mail written again has a new one. */
export async function makeCode(ctx: Ctx, challengeId: string): Promise<string | null> {
	const code = String(randomInt(0, 1_000_000)).padStart(6, "0");
	const kept = await inTransaction(
		ctx,
		(tx) => tx.$executeRaw`
		UPDATE give_challenge SET code_hash = ${codeHash(challengeId, code)}
		WHERE id = ${challengeId}::uuid AND passed_at IS NULL AND expires_at > ${ctx.now}`,
	);
	return kept > 0 ? code : null;
}

const triedSchema = z.object({ id: z.uuid(), code_hash: z.string().nullable() });

/**
 * Checks a code; each challenge takes five tries, and its code is good once and for its own form.
 * @throws AppError challenge_failed (400)
 */
export async function checkCode(ctx: Ctx, form: ProvedForm, typed: string): Promise<void> {
	const code = typed.normalize("NFKC").replace(/\D/g, "");
	// The try is counted and committed before it is compared: giving up in between is no way round.
	const tried = await inOneStatement(
		triedSchema,
		Prisma.sql`
		UPDATE give_challenge SET tries = tries + 1
		WHERE form_key = ${challengeFormKey(form)} AND passed_at IS NULL AND expires_at > ${ctx.now} AND tries < ${CODE_TRIES} AND code_hash IS NOT NULL
		RETURNING id, code_hash`,
	);
	const right = tried.find(({ id, code_hash }) => code_hash !== null && isSame(code_hash, codeHash(id, code)));
	if (!right) throw failed("a code that is wrong, late or used up");
	const passed = await inTransaction(
		ctx,
		(tx) =>
			tx.$executeRaw`UPDATE give_challenge SET passed_at = ${ctx.now} WHERE id = ${right.id}::uuid AND passed_at IS NULL`,
	);
	if (passed === 0) throw failed("a code that was used already");
}

function codeHash(challengeId: string, code: string): string {
	return keyedHash(`${challengeId}:${code}`, "give-code");
}

function isSame(one: string, other: string): boolean {
	const [a, b] = [Buffer.from(one), Buffer.from(other)];
	return a.length === b.length && timingSafeEqual(a, b);
}

function readJson(text: string): unknown {
	try {
		return JSON.parse(text.slice(0, 4_000));
	} catch {
		return null;
	}
}

const failed = (logMessage: string) => invalid("challenge_failed", logMessage, { personKey: "give.challengeFailed" });
