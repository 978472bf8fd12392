/** A worker that knows the jobs of mailings only, so that it may be killed and started often: the real queue, the real runner. */
import { run } from "graphile-worker";
import { jobContext } from "~/domain/access/ctx.server";
import { runMailing } from "~/domain/mailings/run-mailing.server";
import { quietLogger } from "~/jobs/quiet-logger";
import { ownerUrl } from "~/platform/db/database-url.server";
import { makePool } from "~/platform/db/pool.server";
import { freeJobsOfDeadWorkers } from "~/platform/free-jobs.server";
import { plainTemplate } from "./plain-template";

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
			await runMailing(await jobContext("runMailing"), payload as { mailingId: string }, {
				makeTemplate: plainTemplate,
			});
		},
	},
});
process.send?.("ready");
