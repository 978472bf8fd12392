import "./platform/node-env";
import { run } from "graphile-worker";
import { SCHEDULE } from "./jobs/catalog";
import { quietLogger } from "./jobs/quiet-logger";
import { taskList } from "./jobs/task-list";
import { closePrisma } from "./platform/db/client.server";
import { ownerUrl } from "./platform/db/database-url.server";
import { notifyPublicData } from "./platform/db/notify-public-data.server";
import { makePool } from "./platform/db/pool.server";
import { freeJobsOfDeadWorkers } from "./platform/free-jobs.server";
import { log } from "./platform/log.server";

/** Jobs at once. Most wait for Stripe, a mail server or the database. */
const CONCURRENCY = 8;

const pool = makePool(await ownerUrl(), CONCURRENCY + 3, "izumi worker");
const { events, stop: stopWatching } = await freeJobsOfDeadWorkers(pool);
const runner = await run({
	pgPool: pool,
	events,
	concurrency: CONCURRENCY,
	pollInterval: 1000,
	taskList,
	crontab: SCHEDULE,
	noHandleSignals: true,
	logger: quietLogger,
});
// A worker killed after a commit could not say so; its successor does.
await notifyPublicData();
log.info("the worker is ready");

let stopping = false;
async function stop(): Promise<void> {
	if (stopping) return;
	stopping = true;
	await runner.stop();
}
process.once("SIGTERM", stop);
process.once("SIGINT", stop);

await runner.promise;
stopWatching();
await closePrisma();
await pool.end();
process.exit(0);
