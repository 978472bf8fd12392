import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { jobContext } from "~/domain/access/ctx.server";
import { foldBalances } from "~/domain/ledger/fold-balances.server";
import { postEntries } from "~/domain/ledger/post-entries.server";
import { inTransaction } from "~/platform/db/transaction.server";
import { freshWorld } from "../factories/world";

const world = freshWorld();
let owner: pg.Client;
let app: pg.Client;
let giftId = "";

beforeAll(async () => {
	owner = new pg.Client(world.database.ownerUrl);
	app = new pg.Client(world.database.appUrl);
	await Promise.all([owner.connect(), app.connect()]);
	const gift = await world.give();
	giftId = gift.giftId;
	await world.pay(gift.sessionId, "succeed");
	await world.settle();
});
afterAll(() => Promise.all([owner.end(), app.end()]));

/** The server's answer to statements run in one transaction as somebody. */
async function attempt(client: pg.Client, ...statements: string[]): Promise<string> {
	try {
		await client.query("BEGIN");
		for (const statement of statements) await client.query(statement);
		await client.query("COMMIT");
		return "done";
	} catch (error) {
		await client.query("ROLLBACK");
		return (error as Error).message;
	}
}

const HEADER = `INSERT INTO ledger_transaction (kind, idempotency_key, input_hash, cause_type, cause_id, occurred_on, fiscal_year)
	VALUES ('gift_received', 'by-hand-' || gen_random_uuid(), 'x', 'payment', 'x', '2026-05-20', 2026)`;
const LAST = "(SELECT max(id) FROM ledger_transaction)";

/** An entry of the header written last; columns may be given other values. */
function entry(values: Record<string, string>): string {
	const all: Record<string, string> = {
		transaction_id: LAST,
		account: "'gift_income'",
		class: "'income'",
		amount_yen: "-100",
		kind: "'gift_received'",
		precision: "'yen'",
		occurred_on: "'2026-05-20'",
		fiscal_year: "2026",
		institution_id: "(SELECT institution_id FROM fund)",
		hub_id: "(SELECT hub_id FROM fund)",
		fund_id: "(SELECT id FROM fund)",
		category: "'gift'",
		channel: "'card'",
		use: "'running'",
		...values,
	};
	return `INSERT INTO ledger_entry ("${Object.keys(all).join('", "')}") VALUES (${Object.values(all).join(", ")})`;
}

const BALANCE = { hub_id: "NULL", fund_id: "NULL", category: "NULL", channel: "NULL", use: "NULL" };
const stripeBalance = (amountYen: number) =>
	entry({
		...BALANCE,
		account: "'stripe_balance'",
		class: "'asset'",
		amount_yen: String(amountYen),
		stripe_account_id: "'platform'",
	});

describe("append-only", () => {
	test.each(["ledger_transaction", "ledger_entry"])("%s: even its owner cannot change it", async (table) => {
		for (const statement of [`UPDATE ${table} SET kind = kind`, `DELETE FROM ${table}`, `TRUNCATE ${table} CASCADE`]) {
			expect(await attempt(owner, statement)).toMatch(/append-only/);
			expect(await attempt(app, statement)).toMatch(/permission denied/);
		}
	});

	test("the application cannot touch rollups, accounts or migrations, nor switch triggers off", async () => {
		for (const statement of [
			"UPDATE ledger_balance SET amount_yen = 0",
			"DELETE FROM ledger_balance",
			"INSERT INTO ledger_balance SELECT * FROM ledger_balance",
			"INSERT INTO ledger_account VALUES ('pocket', 'asset')",
			"UPDATE _prisma_migrations SET checksum = ''",
			"SELECT rebuild_ledger_balance()",
			"DELETE FROM payment",
			"DELETE FROM gift",
			"DELETE FROM audit_event",
			"UPDATE audit_event SET action = ''",
		]) {
			expect(await attempt(app, statement), statement).toMatch(/permission denied/);
		}
		expect(await attempt(app, "ALTER TABLE ledger_entry DISABLE TRIGGER ALL")).toMatch(/must be owner/);
		expect(await attempt(app, "SET session_replication_role = replica")).toMatch(/permission denied/);
	});

	test("a hub or fund that money was given to cannot be deleted", async () => {
		expect(await attempt(owner, "DELETE FROM fund")).not.toBe("done");
		expect(await attempt(owner, "DELETE FROM hub WHERE id IN (SELECT hub_id FROM fund)")).not.toBe("done");
	});

	test("a rebuilt rollup is the rollup that was", async () => {
		expect(await world.brokenPromises()).toEqual([]);
		expect(await attempt(owner, "SELECT rebuild_ledger_balance()")).toBe("done");
		expect(await world.brokenPromises()).toEqual([]);
	});
});

describe("double entry", () => {
	test("balanced entries are taken", async () => {
		expect(await attempt(app, HEADER, stripeBalance(100), entry({}))).toBe("done");
	});

	test("a transaction that does not add up to zero is refused when it is committed", async () => {
		expect(await attempt(app, HEADER, stripeBalance(101), entry({}))).toMatch(/sum to 1 yen/);
		expect(await attempt(app, HEADER)).toMatch(/has 0 entries/);
	});

	test("the check cannot be brought forward and then gone around", async () => {
		const early = "SET CONSTRAINTS ALL IMMEDIATE";
		expect(await attempt(app, HEADER, stripeBalance(100), entry({}), early, stripeBalance(5))).toMatch(/sum to 5 yen/);
		const late = "SET CONSTRAINTS ALL DEFERRED";
		const around = await attempt(app, HEADER, stripeBalance(100), entry({}), early, late, stripeBalance(5));
		expect(around).toMatch(/sum to 5 yen/);
	});

	test("entries added to a transaction of yesterday are refused", async () => {
		expect(await attempt(app, stripeBalance(100), entry({}))).toMatch(/written with their transaction/);
	});

	test.each([
		["an amount of zero", { amount_yen: "0" }, /ledger_entry_not_zero/],
		["no fund", { fund_id: "NULL" }, /ledger_entry_dimensions/],
		["no category", { category: "NULL" }, /ledger_entry_dimensions/],
		["no channel", { channel: "NULL" }, /ledger_entry_dimensions/],
		["no use", { use: "NULL" }, /ledger_entry_dimensions/],
		["another category than gift for a fund", { category: "'competitive'" }, /ledger_entry_gift_category/],
		["an unknown category", { category: "'bribe'" }, /ledger_entry_category|ledger_entry_gift_category/],
		["no hub though the fund has one", { hub_id: "NULL" }, /another hub/],
		["another hub", { hub_id: "(SELECT id FROM hub WHERE slug <> 'nanolsi' LIMIT 1)" }, /another hub/],
		[
			"another institution",
			{ institution_id: "(SELECT id FROM institution WHERE slug <> 'kanazawa-u' LIMIT 1)" },
			/another hub/,
		],
		["another year than its header", { fiscal_year: "2027" }, /agree with it/],
		["another day than its header", { occurred_on: "'2026-05-21'" }, /agree with it/],
		["another kind than its header", { kind: "'processor_fee'" }, /agree with it/],
		["an account that is none", { account: "'pocket'" }, /foreign key/],
		["the wrong class of its account", { class: "'expense'" }, /foreign key/],
		["a Stripe account on income", { stripe_account_id: "'platform'" }, /ledger_entry_stripe_account/],
		["yen that claim to be millions", { precision: "'million_yen'" }, /ledger_entry_precision|agree with it/],
	])("an income entry is refused with %s", async (_name, values, reason) => {
		expect(await attempt(app, HEADER, stripeBalance(100), entry(values))).toMatch(reason);
	});

	test("a balance entry is refused with a purpose", async () => {
		const purposeful = entry({ account: "'institution_bank'", class: "'asset'", amount_yen: "100" });
		expect(await attempt(app, HEADER, purposeful, entry({}))).toMatch(/ledger_entry_dimensions/);
	});

	test("a fiscal year is that of its day", async () => {
		const wrong = HEADER.replace("'2026-05-20', 2026", "'2026-03-31', 2026");
		expect(await attempt(app, wrong)).toMatch(/ledger_transaction_fiscal_year/);
	});
});

describe("postEntries", () => {
	const posting = async (changes: object = {}) => {
		const fund = await world.database.prisma.fund.findUniqueOrThrow({ where: { id: world.fundId } });
		const { institutionId, hubId } = fund;
		const purpose = { hubId, fundId: fund.id, category: "gift", channel: "card", use: "running" } as const;
		return {
			kind: "gift_received" as const,
			idempotencyKey: "posting:1",
			cause: { type: "payment", id: giftId },
			occurredOn: "2026-05-20",
			lines: [
				{ account: "stripe_balance" as const, amountYen: 5n, institutionId, stripeAccountId: "platform" },
				{ account: "gift_income" as const, amountYen: -5n, institutionId, purpose },
			],
			...changes,
		};
	};
	const post = async (...postings: Awaited<ReturnType<typeof posting>>[]) =>
		inTransaction(await jobContext("test"), (tx) => postEntries(tx, postings));

	test("the same key and content is written once, also by many at once", async () => {
		const keys = await Promise.all(Array.from({ length: 16 }, async () => post(await posting())));
		expect(keys.filter((written) => written.size === 1)).toHaveLength(1);
		expect(await world.database.prisma.ledgerTransaction.count({ where: { idempotencyKey: "posting:1" } })).toBe(1);
	});

	test("the same key with other content is refused", async () => {
		await expect(post(await posting({ occurredOn: "2026-05-21" }))).rejects.toMatchObject({
			code: "ledger_key_reused",
		});
	});

	test("what does not balance, and what its kind may not touch", async () => {
		const unbalanced = await posting({ idempotencyKey: "posting:2" });
		unbalanced.lines = unbalanced.lines.slice(0, 1);
		await expect(post(unbalanced)).rejects.toMatchObject({ code: "ledger_unbalanced" });
		const stranger = await posting({ idempotencyKey: "posting:3", kind: "overhead" });
		await expect(post(stranger)).rejects.toMatchObject({ code: "ledger_account_not_of_kind" });
	});
});

test("rollups are the entries after many connections posted at once to one fund while slots were folded", async () => {
	const { rows } = await owner.query("SELECT institution_id, hub_id, id FROM fund");
	const [fund] = rows as { institution_id: string; hub_id: string; id: string }[];
	const clients = await Promise.all(
		Array.from({ length: 12 }, async () => {
			const client = new pg.Client(world.database.appUrl);
			client.on("error", () => {});
			await client.connect();
			return client;
		}),
	);
	let posting = true;
	let folds = 0;
	const folding = (async () => {
		for (const ctx = await jobContext("test"); posting; folds += 1) await foldBalances(ctx);
	})();
	await Promise.all(
		clients.map(async (client) => {
			for (let amount = 1; amount <= 20; amount += 1) {
				const line = entry({ amount_yen: String(-amount), fund_id: `'${fund?.id}'`, transaction_id: "lastval()" });
				await client.query("BEGIN");
				const { rows: made } = await client.query<{ id: string }>(`${HEADER} RETURNING id`);
				const id = made[0]?.id ?? "";
				// In the order of their accounts, as postEntries does.
				await client.query(line.replace("lastval()", id));
				await client.query(stripeBalance(amount).replace(LAST, id));
				await client.query("COMMIT");
			}
			await client.end();
		}),
	);
	posting = false;
	await folding;
	expect(folds).toBeGreaterThan(1);
	const broken = (await world.brokenPromises()).filter((line) => /^0[12]/.test(line));
	expect(broken).toEqual([]);
	await foldBalances(await jobContext("test"));
	const { rows: slots } = await owner.query("SELECT DISTINCT slot FROM ledger_balance");
	expect(slots).toEqual([{ slot: 0 }]);
	expect((await world.brokenPromises()).filter((line) => /^0[12]/.test(line))).toEqual([]);
});
