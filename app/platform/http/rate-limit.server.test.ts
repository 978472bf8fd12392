import { describe, expect, it } from "vitest";
import { freshDatabase } from "../../../test/setup/database.ts";
import { pointAtDatabase } from "../db/database-url.server.ts";
import { closePools } from "../db/pool.server.ts";
import { isAppError } from "../errors.ts";
import { forgetAttempts, takeAttempt } from "./rate-limit.server.ts";

const database = freshDatabase();
const limit = { name: "test-limit", points: 3, perSeconds: 60 };

async function take(subject: string, of = limit): Promise<string> {
	return takeAttempt(of, subject).then(
		() => "taken",
		(error: unknown) => (isAppError(error) ? `${error.status} ${error.params.minutes}` : String(error)),
	);
}

describe("attempts", () => {
	it("are counted by subject and refused over the limit, also at once", async () => {
		const all = await Promise.all([1, 2, 3, 4, 5].map(() => take("192.0.2.1")));
		expect(all.filter((one) => one === "taken")).toHaveLength(3);
		expect(all.filter((one) => one === "429 1")).toHaveLength(2);
		expect(await take("192.0.2.2")).toBe("taken");
	});

	it("count the same mail however it is written, and start anew when forgiven", async () => {
		for (const mail of ["a@example.jp", " A@EXAMPLE.jp", "a@example.jp "]) expect(await take(mail)).toBe("taken");
		expect(await take("a@example.jp")).toBe("429 1");
		await forgetAttempts(limit, "a@example.jp");
		expect(await take("a@example.jp")).toBe("taken");
	});

	it("leave no address in the table", async () => {
		await take("someone@example.jp");
		const rows = await database.prisma.$queryRawUnsafe<{ key: string }[]>("SELECT key FROM rate_limit");
		expect(rows.length).toBeGreaterThan(0);
		expect(JSON.stringify(rows)).not.toMatch(/example|192\.0/);
	});

	it("pass when the database is away: a gift matters more than a limit", async () => {
		await closePools();
		pointAtDatabase("postgresql://nobody@127.0.0.1:1/none");
		expect(await take("192.0.2.3", { ...limit, name: "test-limit-away" })).toBe("taken");
		pointAtDatabase(database.ownerUrl);
		await closePools();
	});
});
