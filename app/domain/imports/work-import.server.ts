import { Prisma } from "~/platform/db/client.server";
import { databaseErrorCode, inSqlTransaction } from "~/platform/db/transaction.server";
import { isAppError } from "~/platform/errors";
import { log } from "~/platform/log.server";
import type { Ctx } from "../access/ctx.server";
import { checkImport } from "./check-import.server";
import { lockImport, type WorkStep } from "./lock-import.server";
import { writeImport } from "./run-import.server";
import { takeBackImport } from "./undo-import.server";

const WORK: Record<WorkStep, (ctx: Ctx, input: { importId: string }) => Promise<void>> = {
	checking: checkImport,
	running: writeImport,
	undoing: takeBackImport,
};
const TRIES = 3;

/**
 * Does one step of an import to its end. What fails for good is kept on the import, so that a person sees it and tries again;
 * a database that went away is left to the queue.
 */
export async function workImport(ctx: Ctx, input: { importId: string }, step: WorkStep): Promise<void> {
	for (let attempt = 1; ; attempt += 1) {
		try {
			return await WORK[step](ctx, input);
		} catch (error) {
			const code = databaseErrorCode(error);
			// Somebody made the same fund a moment ago: planned again it is known.
			if (code === "23505" && attempt < TRIES) continue;
			if (!isAppError(error) && isGone(error, code)) throw error;
			log.error({ err: error, importId: input.importId, step }, "an import failed");
			return markFailed(ctx, input.importId, step, isAppError(error) ? error.errorId : ctx.requestId);
		}
	}
}

/** Connection troubles: class 08, a server that shuts down (57), the system's own codes, or the driver's words. */
function isGone(error: unknown, code: string | null): boolean {
	if (code === null) return error instanceof Error && /connection (?:terminated|ended)|timeout/i.test(error.message);
	return /^(?:08|57|E[A-Z]{4})/.test(code);
}

async function markFailed(ctx: Ctx, importId: string, step: WorkStep, errorId: string): Promise<void> {
	await inSqlTransaction(ctx, async (tx) => {
		const row = await lockImport(tx, importId);
		if (row.status !== step) return;
		await tx.$executeRaw(Prisma.sql`
			UPDATE import SET status = 'failed', failed_step = ${step}, error = ${errorId}, updated_at = ${ctx.now}
			WHERE id = ${importId}::uuid`);
	});
}
