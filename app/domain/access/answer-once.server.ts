import { createHash } from "node:crypto";
import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRow, queryRows } from "~/platform/db/transaction.server";
import { AppError, forbidden } from "~/platform/errors";
import { canonicalJson } from "../audit/audit.server";
import type { Ctx } from "./ctx.server";

/** How long the first answer is given again. */
export const ANSWERS_KEPT_MS = 24 * 60 * 60 * 1000;

export type KeptAnswer = { status: number; answer: unknown };

const claimedSchema = z.object({ key: z.string() });
const keptSchema = z.object({ request_hash: z.string(), status: z.number(), answer: z.unknown() });

/**
 * Does the work of one API request once per key and token, and keeps its answer in the same transaction: work and answer
 * are kept together or not at all. The same request again gets the first answer; a second one at the same moment waits for
 * it. What was refused is not kept, and may be sent again under its key once it is put right.
 * @param input.request  what makes it the same request: method, path and body
 * @param run  writes only to the database and enqueues jobs; its `inTransaction` joins this one
 * @throws AppError idempotency_key_reused (422)
 */
export async function answerOnce(
	ctx: Ctx,
	input: { key: string; request: unknown },
	run: () => Promise<KeptAnswer>,
): Promise<KeptAnswer & { repeated: boolean }> {
	if (ctx.actor.kind !== "api") throw forbidden("only a bearer of a token has kept answers");
	const { tokenId } = ctx.actor;
	const { key } = input;
	const hash = createHash("sha256").update(canonicalJson(input.request)).digest("hex");
	return inTransaction(ctx, async (tx) => {
		const claimed = await queryRows(
			tx,
			claimedSchema,
			Prisma.sql`
			INSERT INTO api_idempotency AS kept (token_id, key, request_hash, created_at)
			VALUES (${tokenId}::uuid, ${key}, ${hash}, ${ctx.now})
			ON CONFLICT (token_id, key) DO UPDATE SET request_hash = excluded.request_hash, status = NULL, answer = NULL,
				created_at = excluded.created_at
				WHERE kept.created_at < ${new Date(ctx.now.getTime() - ANSWERS_KEPT_MS)}
			RETURNING key`,
		);
		if (claimed.length === 0) {
			const kept = await queryRow(
				tx,
				keptSchema,
				Prisma.sql`SELECT request_hash, status, answer FROM api_idempotency WHERE token_id = ${tokenId}::uuid AND key = ${key}`,
			);
			if (kept.request_hash !== hash) throw keyReused(tokenId);
			return { status: kept.status, answer: kept.answer, repeated: true };
		}
		const { status, answer } = await run();
		await tx.apiIdempotency.update({
			where: { tokenId_key: { tokenId, key } },
			data: { status, answer: answer as Prisma.InputJsonValue },
		});
		return { status, answer, repeated: false };
	});
}

function keyReused(tokenId: string): AppError {
	return new AppError({
		code: "idempotency_key_reused",
		status: 422,
		logMessage: `token ${tokenId} sent another request under a key it had used`,
		personKey: "api.keyReused",
	});
}
