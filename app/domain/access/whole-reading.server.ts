import { inOneReading } from "~/platform/db/transaction.server";
import { type Ctx, jobContext } from "./ctx.server.ts";
import type { ScopedDb } from "./scoped-db.server.ts";

/**
 * Reads everything as of one moment, whoever asks: for figures that are frozen whole. The caller has asked before whether
 * the actor may have them made.
 * @param name  of the work, as the log and audit name it
 */
export async function readWhole<T>(
	asked: Pick<Ctx, "now" | "requestId" | "lang">,
	name: string,
	work: (ctx: Ctx) => Promise<T>,
): Promise<T> {
	const job = await jobContext(name, { requestId: asked.requestId });
	return inOneReading((tx) => work({ ...job, now: asked.now, lang: asked.lang, db: tx as unknown as ScopedDb }));
}
