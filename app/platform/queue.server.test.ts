import { expect, it } from "vitest";
import { freshDatabase } from "../../test/setup/database";
import { ownerPool } from "./db/pool.server";
import { inTransaction } from "./db/transaction.server";
import { enqueue } from "./queue.server";

freshDatabase();
const payload = (id: number) => ({ stripeAccountId: "acct", rootId: `obj_${id}` });
const ctx = { requestId: "test" };

async function jobs() {
	const owner = await ownerPool();
	const { rows } = await owner.query(
		"SELECT key, payload, locked_at IS NOT NULL AS running FROM graphile_worker._private_jobs ORDER BY id",
	);
	return rows;
}

it("a job is there when its transaction commits, and never when it rolls back", async () => {
	await inTransaction(ctx, (tx) => enqueue(tx, "syncStripeObject", payload(1), { jobKey: "acct:obj" }));
	const failing = inTransaction(ctx, async (tx) => {
		await enqueue(tx, "syncStripeObject", payload(2));
		throw new Error("no");
	});
	await expect(failing).rejects.toThrow("no");
	expect(await jobs()).toEqual([{ key: "acct:obj", payload: payload(1), running: false }]);
});

it("a waiting job of the same key is replaced; a running one is followed by another run", async () => {
	await inTransaction(ctx, (tx) => enqueue(tx, "syncStripeObject", payload(3), { jobKey: "acct:obj" }));
	expect(await jobs()).toHaveLength(1);
	const owner = await ownerPool();
	await owner.query("UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'someone'");
	await inTransaction(ctx, (tx) => enqueue(tx, "syncStripeObject", payload(4), { jobKey: "acct:obj" }));
	expect(await jobs()).toEqual([
		{ key: null, payload: payload(3), running: true },
		{ key: "acct:obj", payload: payload(4), running: false },
	]);
});
