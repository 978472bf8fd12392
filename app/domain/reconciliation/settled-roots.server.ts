import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";

/** An event that no webhook brings is found by the hourly sweep: what is older than this should be in the books. */
export const GRACE_MS = 90 * 60 * 1000;

/**
 * Which objects should be in the books by now: those old enough, and those whose events were worked off. What is on its
 * way is no difference.
 * @param objects  with the object whose job books them
 */
export async function settledRoots(
	tx: SqlTx,
	run: { stripeAccountId: string; startedAt: Date },
	objects: { rootId: string | null; createdAt: Date }[],
) {
	const ids = [...new Set(objects.flatMap(({ rootId }) => (rootId === null ? [] : [rootId])))];
	const rows = await queryRows(
		tx,
		z.object({ rootId: z.string(), waits: z.boolean() }),
		Prisma.sql`
		SELECT root_id AS "rootId", bool_or(status = 'stored') AS waits FROM stripe_event
		WHERE stripe_account_id = ${run.stripeAccountId} AND root_id = ANY(${ids}) GROUP BY root_id`,
	);
	const waits = new Map(rows.map((row) => [row.rootId, row.waits]));
	return ({ rootId, createdAt }: { rootId: string | null; createdAt: Date }): boolean => {
		if (run.startedAt.getTime() - createdAt.getTime() > GRACE_MS) return true;
		return rootId !== null && waits.get(rootId) === false;
	};
}
