import pg from "pg";
import { afterEach, describe, expect, it } from "vitest";
import { freshDatabase } from "../../../test/setup/database.ts";
import { HtmlCache } from "./html-cache.server.ts";
import { listenForPublicData, type PublicDataListener } from "./public-data-listener.server.ts";

const database = freshDatabase();

class Heard {
	up = 0;
	changed = 0;
	down: string[] = [];
	readonly events = {
		up: () => void this.up++,
		changed: () => void this.changed++,
		down: (reason: string) => void this.down.push(reason),
	};
}

const listening: PublicDataListener[] = [];
afterEach(async () => {
	for (const one of listening.splice(0)) await one.stop();
});

function listen(heard: Heard, url: () => Promise<string> = async () => database.appUrl, timing = {}): void {
	listening.push(listenForPublicData(url, heard.events, { beatEveryMs: 30, beatLimitMs: 2000, ...timing }));
}

async function asOwner(sql: string): Promise<void> {
	const client = new pg.Client({ connectionString: database.ownerUrl });
	await client.connect();
	await client.query(sql).finally(() => client.end());
}

const until = (condition: () => boolean) => expect.poll(condition, { timeout: 10_000, interval: 5 }).toBe(true);

describe("listening for public data", () => {
	it("hears a change when it is committed, not before and not when it is rolled back", async () => {
		const heard = new Heard();
		listen(heard);
		await until(() => heard.up === 1);
		await asOwner("BEGIN; NOTIFY public_data; ROLLBACK");
		await asOwner("NOTIFY other_channel");
		expect(heard.changed).toBe(0);
		await asOwner("BEGIN; NOTIFY public_data, 'hub'; COMMIT");
		await until(() => heard.changed === 1);
		expect(heard.down).toEqual([]);
	});

	it("says when the connection is lost, once, and comes back", async () => {
		const heard = new Heard();
		listen(heard);
		await until(() => heard.up === 1);
		await asOwner(
			"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'izumi public data' AND datname = current_database()",
		);
		await until(() => heard.up === 2);
		expect(heard.down).toHaveLength(1);
		await asOwner("NOTIFY public_data");
		await until(() => heard.changed === 1);
	});

	it("keeps trying while there is no database, saying so once", async () => {
		const heard = new Heard();
		let attempts = 0;
		listen(heard, async () => {
			attempts += 1;
			if (attempts < 3) throw new Error("no database");
			return database.appUrl;
		});
		await until(() => heard.up === 1);
		expect([attempts, heard.down]).toEqual([3, ["no database"]]);
	});

	it("counts as down when notifications stop arriving on a connection that still answers", async () => {
		const heard = new Heard();
		listen(heard, undefined, { beatLimitMs: 300 });
		await until(() => heard.up === 1);
		// What a pooler does to LISTEN: the session forgets its channels while queries go on.
		const client = pg.Client.prototype;
		const query = client.query;
		client.query = function (this: pg.Client, ...args: unknown[]) {
			const text = typeof args[0] === "string" && args[0].startsWith("NOTIFY izumi_beat") ? "SELECT 1" : args[0];
			return Reflect.apply(query, this, [text, ...args.slice(1)]);
		} as typeof client.query;
		try {
			await until(() => heard.down.length === 1);
		} finally {
			client.query = query;
		}
		expect(heard.down).toEqual(["notifications do not arrive"]);
		await until(() => heard.up === 2);
	});

	it("opens and closes the cache", async () => {
		const cache = new HtmlCache();
		const heard = new Heard();
		listening.push(
			listenForPublicData(
				async () => database.appUrl,
				{
					up: () => {
						cache.open();
						heard.events.up();
					},
					down: (reason) => {
						cache.close();
						heard.events.down(reason);
					},
					changed: () => cache.clear(),
				},
				{ beatEveryMs: 30 },
			),
		);
		await until(() => heard.up === 1);
		const { cleared } = cache.counts;
		await asOwner("NOTIFY public_data");
		await until(() => cache.counts.cleared === cleared + 1);
	});
});
