import type { Job, jobs } from "~/jobs/catalog";
import { Prisma } from "./db/client.server";
import type { Tx } from "./db/transaction.server";

type Jobs = typeof jobs;
export type JobName = keyof Jobs;
export type JobPayload<Name extends JobName> = Jobs[Name] extends Job<infer Payload> ? Payload : never;

export type EnqueueOptions = {
	/** One waiting job per key: a later one replaces the payload of the one that waits. */
	jobKey?: string;
	runAt?: Date;
	/** Tries in all, with growing pauses: 25 tries spread over about three days. */
	maxAttempts?: number;
	/** Smaller runs earlier; 0 is usual. */
	priority?: number;
	/** Jobs of one queue run one after the other. */
	queueName?: string;
};

/**
 * Adds a job in the transaction: the worker sees it when that commits, and never if it rolls back.
 *
 * With a `jobKey`, a job that already runs when the new one is added is left to finish and the new one runs after it (the
 * queue takes the key from the running job, which then is not retried: the new job covers it). So nothing that happened
 * during a run goes unseen.
 */
export async function enqueue<Name extends JobName>(
	tx: Pick<Tx, "$executeRaw">,
	name: Name,
	payload: JobPayload<Name>,
	options: EnqueueOptions = {},
): Promise<void> {
	const { jobKey = null, runAt = null, maxAttempts = null, priority = null, queueName = null } = options;
	await tx.$executeRaw(Prisma.sql`SELECT public.enqueue_job(
		${name}::text, ${JSON.stringify(payload)}::json, ${jobKey}::text, ${runAt}::timestamptz,
		${maxAttempts}::int, ${priority}::int, ${queueName}::text)`);
}
