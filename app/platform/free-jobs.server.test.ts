import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase } from "../../test/setup/database";
import { freeJobsOfDeadWorkers } from "./free-jobs.server";

const database = freshDatabase();
let pool: pg.Pool;
beforeAll(() => {
	pool = new pg.Pool({ connectionString: database.ownerUrl, max: 8 });
});
afterAll(() => pool.end());

/** A job under way in a worker of this name. */
async function lockedJob(worker: string): Promise<string> {
	const { rows } = await pool.query("SELECT id FROM graphile_worker.add_job('sealAudit', '{}')");
	const { id } = rows[0] as { id: string };
	await pool.query("UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = $1 WHERE id = $2", [
		worker,
		id,
	]);
	return id;
}

async function holderOf(id: string): Promise<string | null> {
	const { rows } = await pool.query("SELECT locked_by FROM graphile_worker.jobs WHERE id = $1", [id]);
	return (rows[0] as { locked_by: string | null }).locked_by;
}

test("jobs of a worker that was killed are free as soon as another starts; those of the living stay theirs", async () => {
	const living = `worker-${randomUUID()}`;
	const first = await freeJobsOfDeadWorkers(pool);
	first.events.emit("worker:create", { worker: { workerId: living }, tasks: {} } as never);
	const ofLiving = await lockedJob(living);
	const ofDead = await lockedJob(`worker-${randomUUID()}`);
	await new Promise((resolve) => setTimeout(resolve, 100));
	const second = await freeJobsOfDeadWorkers(pool);
	expect(await holderOf(ofDead)).toBeNull();
	expect(await holderOf(ofLiving)).toBe(living);
	first.stop();
	await new Promise((resolve) => setTimeout(resolve, 100));
	const third = await freeJobsOfDeadWorkers(pool);
	expect(await holderOf(ofLiving)).toBeNull();
	second.stop();
	third.stop();
});
