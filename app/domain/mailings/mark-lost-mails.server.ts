import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inSqlTransaction, queryRows } from "~/platform/db/transaction.server";
import { lifeOf, processName } from "~/platform/process-name.server";
import { processWide } from "~/platform/process-wide";
import type { Ctx } from "../access/ctx.server";

/** A runner gives up a mail that the server has not taken by then; see runMailing. */
export const HAND_OVER_LIMIT_MS = 100_000;
/** Longer than any runner anywhere keeps a mail in its hands, with time to write what came of it. */
const SURELY_LET_GO_MS = 5 * 60_000;

const runs = processWide("mailingRuns", () => ({ count: 0, alive: new Set<string>() }));

/** Names one run of a mailing in this process; `end` it when none of its mails is in hand any more. */
export function beginRun(): { runner: string; end: () => void } {
	runs.count += 1;
	const runner = `${processName()}#${runs.count}`;
	runs.alive.add(runner);
	return { runner, end: () => void runs.alive.delete(runner) };
}

/** True only when nobody can have the run's mails in hand: of a run elsewhere, or one we cannot look at, nothing is known. */
function isRunOver(runner: string): boolean {
	const [process = ""] = runner.split("#");
	if (process === processName()) return !runs.alive.has(runner);
	return lifeOf(process) === "dead";
}

const runnerRow = z.object({ runner: z.string().nullable() });

/**
 * Mails in `sending` whose runner died become uncertain: at once where its death is certain, else when no runner could have
 * them in hand any more. Those of a runner that lives are never touched.
 * @returns how many were marked, and whether others are still in somebody's hands
 */
export async function markLostMails(
	ctx: Ctx,
	{ mailingId, runner }: { mailingId: string; runner: string },
): Promise<{ marked: number; inHands: boolean }> {
	return inSqlTransaction(ctx, async (tx) => {
		const found = await queryRows(
			tx,
			runnerRow,
			Prisma.sql`
			SELECT DISTINCT runner FROM mail
			WHERE mailing_id = ${mailingId}::uuid AND status = 'sending' AND runner IS DISTINCT FROM ${runner}`,
		);
		if (found.length === 0) return { marked: 0, inHands: false };
		const over = found.flatMap((row) => (row.runner !== null && isRunOver(row.runner) ? [row.runner] : []));
		const marked = await tx.$executeRaw(Prisma.sql`
			UPDATE mail SET status = 'uncertain', runner = NULL, error = 'the sending process ended before the mail server answered'
			WHERE mailing_id = ${mailingId}::uuid AND status = 'sending' AND runner IS DISTINCT FROM ${runner}
				AND (runner = ANY(${over}::text[]) OR sending_at < clock_timestamp() - make_interval(secs => ${SURELY_LET_GO_MS / 1000}))`);
		return { marked, inHands: over.length < found.length };
	});
}
