/** A worker that knows the jobs of mailings only, so that it may be killed and started often: the real queue, the real runner. */
import { run } from "graphile-worker";
import { abilityFor, contactScopes } from "~/domain/access/ability.server";
import type { Ctx } from "~/domain/access/ctx.server";
import { scopeDb } from "~/domain/access/scoped-db.server";
import { runMailing } from "~/domain/mailings/run-mailing.server";
import { quietLogger } from "~/jobs/quiet-logger";
import { currentTime } from "~/platform/clock";
import { getPrisma } from "~/platform/db/client.server";
import { ownerUrl } from "~/platform/db/database-url.server";
import { makePool } from "~/platform/db/pool.server";
import { freeJobsOfDeadWorkers } from "~/platform/free-jobs.server";
import { plainTemplate } from "./plain-template";

/** As `jobContext` makes it, without loading what signs people in: this process is started often. */
async function ofJob(): Promise<Ctx> {
	const actor = { kind: "job", name: "runMailing" } as const;
	const ability = abilityFor(actor);
	const db = scopeDb(await getPrisma(), ability, contactScopes(actor));
	return { actor, ability, now: currentTime(), db, requestId: `worker ${process.pid}`, lang: "ja" };
}

const pool = makePool(await ownerUrl(), 6, "izumi test worker");
const { events } = await freeJobsOfDeadWorkers(pool);
await run({
	pgPool: pool,
	events,
	concurrency: 2,
	pollInterval: 100,
	logger: quietLogger,
	noHandleSignals: true,
	taskList: {
		async runMailing(payload) {
			await runMailing(await ofJob(), payload as { mailingId: string }, {
				makeTemplate: plainTemplate,
			});
		},
	},
});
process.send?.("ready");
