import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { freshDatabase } from "../../../test/setup/database";
import { Prisma, type PrismaClient } from "./client.server";
import { ownerPool } from "./pool.server";
import {
	afterCommit,
	databaseErrorCode,
	databaseErrorMessage,
	inOneStatement,
	inSqlTransaction,
	inTransaction,
	queryRows,
} from "./transaction.server";

const database = freshDatabase();
const ctx = { requestId: "test" };

beforeAll(async () => {
	const owner = await ownerPool();
	await owner.query("CREATE TABLE counter (id int PRIMARY KEY, value bigint NOT NULL CHECK (value < 1000))");
	await owner.query("INSERT INTO counter VALUES (1, 0), (2, 0)");
});

const add = (tx: Pick<PrismaClient, "$executeRaw">, id: number) =>
	tx.$executeRaw`UPDATE counter SET value = value + 1 WHERE id = ${id}`;
const currentValue = async (id: number) => {
	const sql = Prisma.sql`SELECT value FROM counter WHERE id = ${id}`;
	return (await queryRows(database.prisma, z.object({ value: z.bigint() }), sql))[0]?.value;
};

/** Everyone waits until that many have come; who comes later goes straight through. */
function meeting(size: number): () => Promise<void> {
	let come = 0;
	let open = () => {};
	const opened = new Promise<void>((resolve) => {
		open = resolve;
	});
	return () => {
		come += 1;
		if (come >= size) open();
		return opened;
	};
}

describe("inTransaction", () => {
	it("keeps nothing when the work fails", async () => {
		const before = await currentValue(1);
		const failing = inTransaction(ctx, async (tx) => {
			await add(tx, 1);
			throw new Error("no");
		});
		await expect(failing).rejects.toThrow("no");
		expect(await currentValue(1)).toBe(before);
	});

	it("joins the transaction it is called in", async () => {
		const before = await currentValue(1);
		const failing = inTransaction(ctx, async (outer) => {
			await inTransaction(ctx, async (inner) => {
				expect(inner).toBe(outer);
				await add(inner, 1);
			});
			throw new Error("outer failed");
		});
		await expect(failing).rejects.toThrow("outer failed");
		expect(await currentValue(1)).toBe(before);
	});

	it("runs what follows a commit once, after it, and not at all after a rollback", async () => {
		const before = await currentValue(1);
		const seen: (bigint | undefined)[] = [];
		const look = async () => seen.push(await currentValue(1));
		await inTransaction(ctx, async (tx) => {
			await add(tx, 1);
			afterCommit("look", look);
			await inTransaction(ctx, async () => afterCommit("look", look));
			expect(seen).toEqual([]);
		});
		expect(seen).toEqual([(before ?? 0n) + 1n]);
		const failed = inTransaction(ctx, async () => {
			afterCommit("look", look);
			throw new Error("no");
		});
		await expect(failed).rejects.toThrow("no");
		expect(seen).toHaveLength(1);
		expect(() => afterCommit("look", look)).toThrow("needs a transaction");
	});

	it("promises the same for plain SQL: all or nothing, joined, tried again, values as Prisma gives them", async () => {
		const before = (await currentValue(1)) ?? 0n;
		const failed = inSqlTransaction(ctx, async (tx) => {
			await add(tx, 1);
			throw new Error("no");
		});
		await expect(failed).rejects.toThrow("no");
		expect(await currentValue(1)).toBe(before);
		await expect(inSqlTransaction(ctx, async () => inTransaction(ctx, async () => 1))).rejects.toThrow("plain SQL");
		await expect(
			inSqlTransaction(ctx, (tx) => tx.$executeRaw`UPDATE counter SET value = 1000 WHERE id = 1`),
		).rejects.toSatisfy((error) => databaseErrorCode(error) === "23514");
		await inTransaction(ctx, async (tx) => {
			await add(tx, 1);
			await inSqlTransaction(ctx, (joined) => add(joined, 1));
		});
		expect(await currentValue(1)).toBe(before + 2n);

		const meet = meeting(2);
		const crossing = (first: number, second: number) =>
			inSqlTransaction(ctx, async (tx) => {
				await add(tx, first);
				await meet();
				await add(tx, second);
			});
		await Promise.all([crossing(1, 2), crossing(2, 1)]);
		expect(await currentValue(1)).toBe(before + 4n);

		const read = Prisma.sql`SELECT 9007199254740993::bigint AS big, DATE '2027-03-31' AS day, ${["a", "b"]}::text[] AS list,
			${null}::text AS nothing, ${new Date(0)}::timestamptz AS moment`;
		const [row] = await inSqlTransaction(ctx, (tx) => tx.$queryRaw<unknown[]>(read));
		expect(row).toEqual({
			big: 9007199254740993n,
			day: new Date("2027-03-31T00:00:00Z"),
			list: ["a", "b"],
			nothing: null,
			moment: new Date(0),
		});
	});

	it("takes one statement by itself, or into the transaction around it", async () => {
		const before = (await currentValue(2)) ?? 0n;
		const row = z.object({ value: z.bigint() });
		const more = Prisma.sql`UPDATE counter SET value = value + 1 WHERE id = 2 RETURNING value`;
		expect(await inOneStatement(row, more)).toEqual([{ value: before + 1n }]);
		const failed = inTransaction(ctx, async () => {
			await inOneStatement(row, more);
			throw new Error("no");
		});
		await expect(failed).rejects.toThrow("no");
		expect(await currentValue(2)).toBe(before + 1n);
	});

	it("tries again after a deadlock", async () => {
		const before = [await currentValue(1), await currentValue(2)];
		let tries = 0;
		const meet = meeting(2);
		const both = (first: number, second: number) =>
			inTransaction(ctx, async (tx) => {
				tries += 1;
				await add(tx, first);
				await meet();
				await add(tx, second);
			});
		await Promise.all([both(1, 2), both(2, 1)]);
		expect(tries).toBeGreaterThan(2);
		expect([await currentValue(1), await currentValue(2)]).toEqual(before.map((value) => (value ?? 0n) + 2n));
	});

	it("tries again after a serialization failure", async () => {
		const before = await currentValue(1);
		let tries = 0;
		const meet = meeting(2);
		const increment = () =>
			inTransaction(
				ctx,
				async (tx) => {
					tries += 1;
					const sql = Prisma.sql`SELECT value FROM counter WHERE id = 1`;
					const [row] = await queryRows(tx, z.object({ value: z.bigint() }), sql);
					await meet();
					await tx.$executeRaw`UPDATE counter SET value = ${(row?.value ?? 0n) + 1n} WHERE id = 1`;
				},
				{ isolationLevel: "Serializable" },
			);
		await Promise.all([increment(), increment()]);
		expect(tries).toBeGreaterThan(2);
		expect(await currentValue(1)).toBe((before ?? 0n) + 2n);
	});

	it("does not try again after a refusal, and tells its code and words", async () => {
		let tries = 0;
		const refused = inTransaction(ctx, async (tx) => {
			tries += 1;
			await tx.$executeRaw`UPDATE counter SET value = 5000`;
		});
		const error = await refused.catch((caught: unknown) => caught);
		expect(tries).toBe(1);
		expect(databaseErrorCode(error)).toBe("23514");
		expect(databaseErrorMessage(error)).toContain("counter_value_check");
	});

	it("serves more at once than there are connections", async () => {
		const before = await currentValue(2);
		await Promise.all(Array.from({ length: 60 }, () => inTransaction(ctx, (tx) => add(tx, 2))));
		expect(await currentValue(2)).toBe((before ?? 0n) + 60n);
	});
});

it("queryRows names the column that is not as promised", async () => {
	const rows = queryRows(
		database.prisma,
		z.object({ total: z.bigint() }),
		Prisma.sql`SELECT sum(value) AS total FROM counter`,
	);
	await expect(rows).rejects.toThrow(/Row 1 of "SELECT sum\(value\).*column "total": .*bigint/);
});
