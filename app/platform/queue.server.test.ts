import { expect, it } from "vitest";
import { freshDatabase } from "../../test/setup/database";
import { ownerPool } from "./db/pool.server";
import { inTransaction } from "./db/transaction.server";
import { enqueue } from "./queue.server";

freshDatabase();
const ctx = { requestId: "test" };

async function jobs() {
	const owner = await ownerPool();
	const { rows } = await owner.query(
		"SELECT key, payload, locked_at IS NOT NULL AS running FROM graphile_worker._private_jobs ORDER BY id",
	);
	return rows;
}

it("a job is there when its transaction commits, and never when it rolls back", async () => {
	await inTransaction(ctx, (tx) => enqueue(tx, "kept", { id: 1 }, { jobKey: "kept:1" }));
	const failing = inTransaction(ctx, async (tx) => {
		await enqueue(tx, "lost", { id: 2 });
		throw new Error("no");
	});
	await expect(failing).rejects.toThrow("no");
	expect(await jobs()).toEqual([{ key: "kept:1", payload: { id: 1 }, running: false }]);
});

it("a waiting job of the same key is replaced; a running one is followed by another run", async () => {
	await inTransaction(ctx, (tx) => enqueue(tx, "kept", { id: 3 }, { jobKey: "kept:1" }));
	expect(await jobs()).toHaveLength(1);
	const owner = await ownerPool();
	await owner.query("UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'someone'");
	await inTransaction(ctx, (tx) => enqueue(tx, "kept", { id: 4 }, { jobKey: "kept:1" }));
	expect(await jobs()).toEqual([
		{ key: null, payload: { id: 3 }, running: true },
		{ key: "kept:1", payload: { id: 4 }, running: false },
	]);
});
