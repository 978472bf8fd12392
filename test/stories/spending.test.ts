import { beforeAll, expect, test } from "vitest";
import { contextFor, jobContext } from "~/domain/access/ctx.server";
import { recordExternalFund } from "~/domain/external-funds/record-external-fund.server";
import { listLedgerLines } from "~/domain/ledger/list-ledger-lines.server";
import { printLedger } from "~/domain/ledger/print-ledger.server";
import { getFundBalance } from "~/domain/spending/get-fund-balance.server";
import { getSpendingLine } from "~/domain/spending/get-spending-line.server";
import { listSpending } from "~/domain/spending/list-spending.server";
import { recordSpending, type SpendingInput } from "~/domain/spending/record-spending.server";
import { spendingSchema } from "~/domain/spending/spending.schema";
import { voidSpending } from "~/domain/spending/void-spending.server";
import { freshWorld } from "../factories/world";

const world = freshWorld({ overheadBasisPoints: 1000 });

async function officer(slug = "nanolsi") {
	const hub = await world.database.prisma.hub.findUniqueOrThrow({ where: { slug } });
	const grants = [{ role: "officer" as const, scope: { kind: "hub" as const, hubId: hub.id } }];
	return contextFor({ kind: "staff", userId: `o-${slug}`, name: "泉 花子", email: "o@example.jp", grants });
}

let fundId = "";
beforeAll(async () => {
	fundId = (await world.database.prisma.fund.findFirstOrThrow({ where: { hub: { slug: "nanolsi" } } })).id;
});

const line = (changes: Partial<SpendingInput> = {}) =>
	({
		fundId,
		spentOn: "2026-05-18",
		expenseItem: "travel",
		use: "talent",
		description: "若手研究者3名の国際会議旅費",
		amountYen: 4_000n,
		...changes,
	}) as SpendingInput;

test("a gift comes, is spent from, and the wrong line is booked back", async () => {
	const ctx = await officer();
	const gift = await world.give({});
	await world.pay(gift.sessionId, "succeed");
	await world.settle();
	await recordSpending(ctx, line());
	const wrong = await recordSpending(ctx, line({ amountYen: 40_000n, voucher: "2026-000123" }));
	await voidSpending(ctx, { spendingLineId: wrong.spendingLineId, reason: "桁の誤り" });
	await voidSpending(ctx, { spendingLineId: wrong.spendingLineId, reason: "二度目" });
	const right = await recordSpending(ctx, line({ amountYen: 4_500n, voucher: "2026-000123" }));
	expect(right.isNew).toBe(true);
	expect(await printLedger(ctx, { spendingOfFundId: fundId })).toMatchInlineSnapshot(`
		"| kind     | account          | amountYen | purpose     | day        | year |
		| spending | spending         |     4,000 | nanolsi-gen | 2026-05-18 | 2026 |
		| spending | institution_bank |    -4,000 |             | 2026-05-18 | 2026 |
		| spending | spending         |    40,000 | nanolsi-gen | 2026-05-18 | 2026 |
		| spending | institution_bank |   -40,000 |             | 2026-05-18 | 2026 |
		| spending | institution_bank |    40,000 |             | 2026-05-18 | 2026 |
		| spending | spending         |   -40,000 | nanolsi-gen | 2026-05-18 | 2026 |
		| spending | spending         |     4,500 | nanolsi-gen | 2026-05-18 | 2026 |
		| spending | institution_bank |    -4,500 |             | 2026-05-18 | 2026 |"
	`);
	const balance = await getFundBalance(ctx, { fundId });
	expect(balance.years).toMatchInlineSnapshot(`
		[
		  {
		    "feeYen": 360n,
		    "fiscalYear": 2026,
		    "grossYen": 10000n,
		    "leftYen": 140n,
		    "overheadYen": 1000n,
		    "precision": "yen",
		    "receivedYen": 8640n,
		    "refundedYen": 0n,
		    "spentYen": 8500n,
		  },
		]
	`);
	expect(balance.items).toEqual([{ fiscalYear: 2026, expenseItem: "travel", yen: 8_500n, count: 2 }]);
	expect(balance.bought.map(({ description }) => description)).toEqual([line().description, line().description]);
	const { entries, mayVoid } = await getSpendingLine(ctx, wrong.spendingLineId);
	expect(entries.map(({ amountYen }) => amountYen)).toEqual([40_000n, -40_000n, 40_000n, -40_000n]);
	expect(mayVoid).toBe(false);
	// The figure opens down to its ledger lines, and they add up to it.
	const { sum, lines } = await listLedgerLines(ctx, { measure: "spent", fundId });
	expect(sum).toMatchObject({ yen: 8_500n, count: 2 });
	expect(lines).toHaveLength(4);
	expect(lines.reduce((total, { yen }) => total + yen, 0n)).toBe(8_500n);
	expect(await world.brokenPromises()).toEqual([]);
});

test("more than was received may be spent, and is shown as below zero", async () => {
	const ctx = await officer();
	const before = await getFundBalance(ctx, { fundId });
	await recordSpending(ctx, line({ amountYen: 1_000_000n, expenseItem: "equipment" }));
	const after = await getFundBalance(ctx, { fundId });
	expect(after.leftYen).toBe(before.leftYen - 1_000_000n);
	expect(after.leftYen).toBeLessThan(0n);
	expect(await world.brokenPromises()).toEqual([]);
});

test("a voucher's line is once; the same form is once", async () => {
	const ctx = await officer();
	const first = await recordSpending(ctx, line({ voucher: "Ｖ-77", voucherLine: 2 }));
	expect(await recordSpending(ctx, line({ voucher: " v-77", voucherLine: 2 }))).toEqual({ ...first, isNew: false });
	await expect(recordSpending(ctx, line({ voucher: "V-77", voucherLine: 2, amountYen: 1n }))).rejects.toMatchObject({
		code: "spending_voucher_known",
		params: { field: "voucher", spendingLineId: first.spendingLineId },
	});
	// Vouchers are numbered anew each fiscal year.
	expect((await recordSpending(ctx, line({ voucher: "V-77", voucherLine: 2, spentOn: "2026-03-31" }))).isNew).toBe(
		true,
	);
	const entryKey = "0e0e0e0e-0000-4000-8000-000000000009";
	const [one, two] = await Promise.all([1, 2].map(() => recordSpending(ctx, line({ entryKey }))));
	expect(one?.spendingLineId).toBe(two?.spendingLineId);
	const { lines, sum } = await listSpending(ctx, { search: "v-77", withSum: true });
	expect(lines.map(({ fiscalYear }) => fiscalYear)).toEqual([2026, 2025]);
	expect(sum).toEqual({ yen: 8_000n, count: 2 });
	expect(await world.brokenPromises()).toEqual([]);
});

test.each([
	["tomorrow", { spentOn: "2099-01-01" }, "spentOn"],
	["nothing", { amountYen: 0n }, "amountYen"],
	["less than nothing", { amountYen: -5n }, "amountYen"],
	["more than there can be", { amountYen: 1_000_000_000_000n }, "amountYen"],
	["no words", { description: "  " }, "description"],
	["too many words", { description: "あ".repeat(301) }, "description"],
	["no such fund", { fundId: "0e0e0e0e-0000-4000-8000-000000000000" }, "of"],
	["what is no id", { fundId: "';--" }, "of"],
])("refused: %s", async (_name, changes, field) => {
	await expect(recordSpending(await officer(), line(changes as Partial<SpendingInput>))).rejects.toMatchObject({
		status: 400,
		params: { field },
	});
});

test("a form says what is wrong by field", () => {
	const parse = (sent: object) =>
		spendingSchema("2026-05-20")
			.safeParse({ ...sent })
			.error?.issues.map(({ path, message }) => [path[0], message]);
	expect(parse({})).toEqual([
		["of", "spending.choose"],
		["spentOn", "fields.required"],
		["expenseItem", "fields.choose"],
		["use", "fields.choose"],
		["description", "fields.required"],
		["amountYen", "fields.amount.empty"],
	]);
	const good = {
		of: `fund/${fundId}`,
		spentOn: "２０２６年５月１日",
		expenseItem: "other",
		use: "running",
		description: "消耗品",
	};
	expect(parse({ ...good, amountYen: "１０，０００円" })).toBeUndefined();
	expect(parse({ ...good, amountYen: "-1", spentOn: "2026-05-21", voucherLine: "0", of: "hub/1" })).toEqual([
		["of", "spending.choose"],
		["spentOn", "fields.dayTo?to=2026-05-20"],
		["amountYen", "fields.amount.negative"],
		["voucherLine", "fields.wholeNumber"],
	]);
});

test("another hub's fund and lines are as good as none; a closed year wants a reason", async () => {
	const stranger = await officer("ircn");
	await expect(recordSpending(stranger, line())).rejects.toMatchObject({ status: 403 });
	const { spendingLineId } = await recordSpending(await officer(), line({ spentOn: "2024-05-01" }));
	await expect(voidSpending(stranger, { spendingLineId, reason: "他拠点" })).rejects.toMatchObject({ status: 404 });
	await world.database.prisma.closedYear.create({
		data: { fiscalYear: 2024, closedBy: "test", closedAt: new Date("2026-05-19") },
	});
	await expect(recordSpending(await officer(), line({ spentOn: "2024-06-01" }))).rejects.toMatchObject({
		code: "year_closed",
		status: 409,
	});
	await recordSpending(await officer(), line({ spentOn: "2024-06-01", adjustmentReason: "年度末の計上漏れ" }));
	await voidSpending(await officer(), { spendingLineId, reason: "二重計上" });
	const job = await jobContext("test");
	const hub = await world.database.prisma.hub.findUniqueOrThrow({
		where: { slug: "nanolsi" },
		include: { hosts: true },
	});
	const { id } = await recordExternalFund(job, {
		...{ hubId: hub.id, institutionId: hub.hosts[0]?.institutionId ?? "", category: "joint", use: "research" },
		...{ title: "不採択の共同研究", funder: "泉精密株式会社", decision: "declined", source: "staff" },
	});
	await expect(recordSpending(await officer(), line({ fundId: undefined, externalFundId: id }))).rejects.toMatchObject({
		code: "spending_source_unknown",
		personKey: "spending.declined",
	});
	expect(await world.brokenPromises()).toEqual([]);
});
