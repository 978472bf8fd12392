import { expect, test } from "vitest";
import { contextFor, jobContext } from "~/domain/access/ctx.server";
import { changeExternalFund } from "~/domain/external-funds/change-external-fund.server";
import { changeFundYears } from "~/domain/external-funds/change-fund-years.server";
import { decideExternalFund } from "~/domain/external-funds/decide-external-fund.server";
import { getExternalFund } from "~/domain/external-funds/get-external-fund.server";
import { listExternalFunds } from "~/domain/external-funds/list-external-funds.server";
import { receiveExternalFund } from "~/domain/external-funds/receive-external-fund.server";
import { type ExternalFundInput, recordExternalFund } from "~/domain/external-funds/record-external-fund.server";
import { returnExternalFund } from "~/domain/external-funds/return-external-fund.server";
import { voidExternalFund } from "~/domain/external-funds/void-external-fund.server";
import { voidReceipt } from "~/domain/external-funds/void-receipt.server";
import { listTotals } from "~/domain/ledger/list-totals.server";
import { printLedger } from "~/domain/ledger/print-ledger.server";
import { getReviewSheet } from "~/domain/programme/get-review-sheet.server";
import { recordSpending } from "~/domain/spending/record-spending.server";
import { freshWorld } from "../factories/world";

const world = freshWorld();

type Grant = ExternalFundInput & { receipts: NonNullable<ExternalFundInput["receipts"]> };

async function grant(changes: Partial<Grant> = {}): Promise<Grant> {
	const hub = await world.database.prisma.hub.findUniqueOrThrow({ where: { slug: "nanolsi" } });
	const institution = await world.database.prisma.institution.findUniqueOrThrow({ where: { slug: "kanazawa-u" } });
	return {
		hubId: hub.id,
		institutionId: institution.id,
		category: "competitive",
		title: "科学研究費助成事業",
		funder: "日本学術振興会",
		use: "research",
		source: "staff",
		sourceKey: "test:kakenhi",
		receipts: [
			{
				receivedOn: "2026-06-30",
				amountYen: 12_345_678n,
				precision: "yen",
				channel: "bank_transfer",
				sourceKey: "test:kakenhi:1",
			},
		],
		...changes,
	};
}

test("a grant and its receipts", async () => {
	const ctx = await jobContext("test");
	const { id } = await recordExternalFund(ctx, await grant());
	expect(await printLedger(ctx, { externalFundId: id })).toMatchInlineSnapshot(`
		"| kind                   | account              |   amountYen | purpose   | day        | year |
		| external_fund_received | institution_bank     |  12,345,678 |           | 2026-06-30 | 2026 |
		| external_fund_received | external_fund_income | -12,345,678 | 科学研究費助成事業 | 2026-06-30 | 2026 |"
	`);
	const [row] = (await listTotals(ctx, { fiscalYear: 2026 })).filter(({ category }) => category === "competitive");
	expect(row).toMatchObject({ hub: "nanolsi", grossYen: 12_345_678n, netYen: 12_345_678n, precision: "yen" });
	expect(await world.brokenPromises()).toEqual([]);
});

test("recorded again nothing doubles, and a new receipt is added", async () => {
	const ctx = await jobContext("test");
	const first = await recordExternalFund(ctx, await grant());
	expect(first.newReceipts).toBe(0);
	const input = await grant();
	input.receipts.push({
		receivedOn: "2027-04-01",
		amountYen: 1n,
		precision: "yen",
		channel: "bank_transfer",
		sourceKey: "test:kakenhi:2",
	});
	expect(await recordExternalFund(ctx, input)).toEqual({ id: first.id, newReceipts: 1 });
	expect(await printLedger(ctx, { externalFundId: first.id })).toMatchInlineSnapshot(`
		"| kind                   | account              |   amountYen | purpose   | day        | year |
		| external_fund_received | institution_bank     |  12,345,678 |           | 2026-06-30 | 2026 |
		| external_fund_received | external_fund_income | -12,345,678 | 科学研究費助成事業 | 2026-06-30 | 2026 |
		| external_fund_received | institution_bank     |           1 |           | 2027-04-01 | 2027 |
		| external_fund_received | external_fund_income |          -1 | 科学研究費助成事業 | 2027-04-01 | 2027 |"
	`);
	await Promise.all(Array.from({ length: 8 }, () => recordExternalFund(ctx, input)));
	expect(await world.database.prisma.externalFundReceipt.count({ where: { externalFundId: first.id } })).toBe(2);
	expect(await world.brokenPromises()).toEqual([]);
});

test("the same receipt with another amount is refused, and nothing of it is kept", async () => {
	const ctx = await jobContext("test");
	const input = await grant();
	const [receipt] = input.receipts;
	if (!receipt) throw new Error("no receipt");
	const other = { ...input, receipts: [{ ...receipt, amountYen: 99n }] };
	await expect(recordExternalFund(ctx, other)).rejects.toMatchObject({ code: "external_fund_receipt_differs" });
	expect(await world.brokenPromises()).toEqual([]);
});

test.each([
	["category gift", { category: "gift" }],
	["no title", { title: " " }],
	["an unknown use", { use: "parties" }],
	["a negative amount", { receipts: [{ receivedOn: "2026-06-30", amountYen: -5n }] }],
	["a day and a year", { receipts: [{ receivedOn: "2026-06-30", fiscalYear: 2026 }] }],
	["neither day nor year", { receipts: [{}] }],
	["a day that is none", { receipts: [{ receivedOn: "2026-02-30" }] }],
	["millions that are not whole", { receipts: [{ receivedOn: "2026-06-30", precision: "million_yen" }] }],
	["more indirect cost than there is", { receipts: [{ receivedOn: "2026-06-30", indirectYen: 6n }] }],
	["a receipt of what is not decided", { decision: "pending" }],
	["posts of a host without their valuation", { category: "host", hostKind: "posts" }],
	["posts of somebody who is no host", { hostKind: "posts", valuationBasis: "単価表" }],
	["a period that ends before it begins", { startsOn: "2026-04-01", endsOn: "2026-03-31" }],
	["no share at all", { hubShareBasisPoints: 0 }],
	["a year twice", { years: [{ fiscalYear: 2026 }, { fiscalYear: 2026 }] }],
	["costs that do not add up", { years: [{ fiscalYear: 2026, decidedYen: 10n, directYen: 7n, indirectYen: 2n }] }],
	["more carried over than there is", { years: [{ fiscalYear: 2026, decidedYen: 10n, carriedOverYen: 11n }] }],
	[
		"carried over and returned twice",
		{ years: [{ fiscalYear: 2026, decidedYen: 10n, carriedOverYen: 6n, returnedYen: 5n }] },
	],
	["costs of a year without a decision", { years: [{ fiscalYear: 2026, directYen: 7n }] }],
])("refused: %s", async (_name, changes) => {
	const ctx = await jobContext("test");
	const usual = { amountYen: 5n, precision: "yen", channel: "bank_transfer", sourceKey: "test:refused:1" };
	const { receipts, ...rest } = changes as { receipts?: object[] };
	const input = { ...(await grant({ sourceKey: "test:refused" })), ...rest } as Grant;
	if (receipts) input.receipts = receipts.map((receipt) => ({ ...usual, ...receipt })) as Grant["receipts"];
	await expect(recordExternalFund(ctx, input)).rejects.toMatchObject({ code: "external_fund_invalid", status: 400 });
	expect(await world.database.prisma.externalFund.count({ where: { sourceKey: "test:refused" } })).toBe(0);
});

test("the review sheet's rows are kept as printed: they add up to 4,736 where it prints 4,735", async () => {
	const ctx = await jobContext("test");
	const rows = await world.database.prisma.reviewSheetPayment.findMany({ where: { fiscalYear: 2022 } });
	const blocks = await world.database.prisma.reviewSheetBlock.findMany({ where: { fiscalYear: 2022 } });
	const sums = blocks.map(({ block, printedTotalMillionYen }) => ({
		block,
		printed: printedTotalMillionYen,
		added: rows.filter((row) => row.block === block).reduce((sum, row) => sum + row.amountMillionYen, 0),
	}));
	expect(sums).toContainEqual(expect.objectContaining({ printed: 4735, added: 4736 }));
	// In the ledger they keep the precision of the source.
	const subsidy = (await listTotals(ctx, { fiscalYear: 2022 })).filter(({ category }) => category === "wpi_subsidy");
	expect(subsidy.length).toBeGreaterThan(0);
	expect(new Set(subsidy.map(({ precision }) => precision))).toEqual(new Set(["million_yen"]));
	const booked = rows.filter(({ receiptId }) => receiptId !== null);
	const bookedMillions = booked.reduce((sum, row) => sum + row.amountMillionYen, 0);
	expect(subsidy.reduce((sum, { grossYen }) => sum + grossYen, 0n)).toBe(BigInt(bookedMillions) * 1_000_000n);
	expect(await getReviewSheet(ctx)).toBeTruthy();
	expect(await world.brokenPromises()).toEqual([]);
});

/** An officer's own hands: no job's rights. */
async function officer(scope: "nanolsi" | "ircn" = "nanolsi") {
	const hub = await world.database.prisma.hub.findUniqueOrThrow({ where: { slug: scope } });
	const grants = [{ role: "officer" as const, scope: { kind: "hub" as const, hubId: hub.id } }];
	return contextFor({ kind: "staff", userId: `o-${scope}`, name: "泉 花子", email: "o@example.jp", grants });
}

async function award(changes: Partial<ExternalFundInput> = {}): Promise<string> {
	const { sourceKey: _key, receipts: _receipts, ...facts } = await grant();
	const { id } = await recordExternalFund(await officer(), {
		...facts,
		number: `26H${String(Math.random()).slice(2, 10)}`,
		principalInvestigator: "髙橋 渡邉",
		years: [
			{
				fiscalYear: 2025,
				plannedYen: 13_000_000n,
				decidedYen: 13_000_000n,
				directYen: 10_000_000n,
				indirectYen: 3_000_000n,
			},
			{ fiscalYear: 2026, plannedYen: 6_500_000n },
		],
		...changes,
	});
	return id;
}
const received = { receivedOn: "2025-06-30", amountYen: 13_000_000n, indirectYen: 3_000_000n };

test("an award with indirect cost: received in two uses, spent, carried over, the rest given back", async () => {
	const ctx = await officer();
	const externalFundId = await award({ title: "基盤研究(S)" });
	await receiveExternalFund(ctx, { externalFundId, ...received });
	await recordSpending(ctx, {
		externalFundId,
		spentOn: "2025-09-10",
		expenseItem: "equipment",
		use: "research",
		description: "高速原子間力顕微鏡の探針",
		amountYen: 8_000_000n,
	});
	const { revision } = await getExternalFund(ctx, externalFundId);
	await changeFundYears(ctx, {
		externalFundId,
		basedOn: revision,
		years: [
			{
				fiscalYear: 2025,
				plannedYen: 13_000_000n,
				decidedYen: 13_000_000n,
				carriedOverYen: 1_500_000n,
				returnedYen: 500_000n,
			},
			{ fiscalYear: 2026, plannedYen: 6_500_000n, decidedYen: 6_000_000n },
		],
	});
	await returnExternalFund(ctx, { externalFundId, receivedOn: "2026-05-20", amountYen: 500_000n });
	expect(await printLedger(ctx, { externalFundId })).toMatchInlineSnapshot(`
		"| kind                   | account              |   amountYen | purpose | day        | year |
		| external_fund_received | institution_bank     |  13,000,000 |         | 2025-06-30 | 2025 |
		| external_fund_received | external_fund_income | -10,000,000 | 基盤研究(S) | 2025-06-30 | 2025 |
		| external_fund_received | external_fund_income |  -3,000,000 | 基盤研究(S) | 2025-06-30 | 2025 |
		| spending               | spending             |   8,000,000 | 基盤研究(S) | 2025-09-10 | 2025 |
		| spending               | institution_bank     |  -8,000,000 |         | 2025-09-10 | 2025 |
		| external_fund_returned | external_fund_income |     500,000 | 基盤研究(S) | 2026-05-20 | 2026 |
		| external_fund_returned | institution_bank     |    -500,000 |         | 2026-05-20 | 2026 |"
	`);
	const { years, balance } = await getExternalFund(ctx, externalFundId);
	expect(
		years.map(({ fiscalYear, hubShareYen, receivedYen, toComeYen, spentYen, leftYen }) => [
			fiscalYear,
			hubShareYen,
			receivedYen,
			toComeYen,
			spentYen,
			leftYen,
		]),
	).toEqual([
		[2025, 11_000_000n, 13_000_000n, 0n, 8_000_000n, 5_000_000n],
		[2026, 7_500_000n, -500_000n, 7_500_000n, 0n, 4_500_000n],
	]);
	expect(balance).toMatchObject({ receivedYen: 12_500_000n, spentYen: 8_000_000n, leftYen: 4_500_000n });
	await expect(
		returnExternalFund(ctx, { externalFundId, receivedOn: "2026-05-21", amountYen: 12_500_001n }),
	).rejects.toMatchObject({
		code: "external_fund_return_too_much",
	});
	expect(await world.brokenPromises()).toEqual([]);
});

test("a wrong receipt is booked back on its own day, and the right one takes its place", async () => {
	const ctx = await officer();
	const externalFundId = await award({ title: "挑戦的研究" });
	const entryKey = "0e0e0e0e-0000-4000-8000-000000000001";
	const first = await receiveExternalFund(ctx, { externalFundId, ...received, entryKey });
	expect(first.receiptId).not.toBeNull();
	// The same form again is once; another form of the same day and amount is asked about.
	expect(await receiveExternalFund(ctx, { externalFundId, ...received, entryKey })).toEqual({ receiptId: null });
	await expect(receiveExternalFund(ctx, { externalFundId, ...received, another: false })).rejects.toMatchObject({
		code: "external_fund_receipt_known",
	});
	const receiptId = first.receiptId ?? "";
	await expect(voidReceipt(ctx, { externalFundId, receiptId, reason: " " })).rejects.toMatchObject({
		code: "reason_missing",
	});
	await expect(
		voidReceipt(await officer("ircn"), { externalFundId, receiptId, reason: "他拠点" }),
	).rejects.toMatchObject({ status: 404 });
	await voidReceipt(ctx, { externalFundId, receiptId, reason: "金額の誤り" });
	await voidReceipt(ctx, { externalFundId, receiptId, reason: "二度目" });
	await receiveExternalFund(ctx, { externalFundId, ...received, amountYen: 1_300_000n, indirectYen: 300_000n });
	expect(await printLedger(ctx, { externalFundId })).toMatchInlineSnapshot(`
		"| kind                   | account              |   amountYen | purpose | day        | year |
		| external_fund_received | institution_bank     |  13,000,000 |         | 2025-06-30 | 2025 |
		| external_fund_received | external_fund_income | -10,000,000 | 挑戦的研究   | 2025-06-30 | 2025 |
		| external_fund_received | external_fund_income |  -3,000,000 | 挑戦的研究   | 2025-06-30 | 2025 |
		| external_fund_received | external_fund_income |  10,000,000 | 挑戦的研究   | 2025-06-30 | 2025 |
		| external_fund_received | external_fund_income |   3,000,000 | 挑戦的研究   | 2025-06-30 | 2025 |
		| external_fund_received | institution_bank     | -13,000,000 |         | 2025-06-30 | 2025 |
		| external_fund_received | institution_bank     |   1,300,000 |         | 2025-06-30 | 2025 |
		| external_fund_received | external_fund_income |  -1,000,000 | 挑戦的研究   | 2025-06-30 | 2025 |
		| external_fund_received | external_fund_income |    -300,000 | 挑戦的研究   | 2025-06-30 | 2025 |"
	`);
	expect(await world.brokenPromises()).toEqual([]);
	await voidExternalFund(ctx, { externalFundId, reason: "二重に登録した" });
	const shown = await getExternalFund(ctx, externalFundId);
	expect(shown.balance).toMatchObject({ receivedYen: 0n, leftYen: 0n });
	expect(shown.may.change).toBe(false);
	await expect(receiveExternalFund(ctx, { externalFundId, ...received })).rejects.toMatchObject({
		code: "external_fund_voided",
	});
	expect(await world.brokenPromises()).toEqual([]);
});

test("what a host gives in posts is valued, spent as a host's, and never given back", async () => {
	const ctx = await officer();
	const hosts = { category: "host", hostKind: "posts", valuationBasis: "教授1名・助教2名、平均給与表による" } as const;
	const externalFundId = await award({ ...hosts, use: "core_posts", title: "人件費の措置", years: [] });
	await receiveExternalFund(ctx, { externalFundId, receivedOn: "2026-04-30", amountYen: 24_000_000n });
	await recordSpending(ctx, {
		externalFundId,
		spentOn: "2026-05-15",
		expenseItem: "personnel",
		use: "core_posts",
		description: "教授1名・助教2名の上半期人件費",
		amountYen: 12_000_000n,
	});
	expect(await printLedger(ctx, { externalFundId })).toMatchInlineSnapshot(`
		"| kind                       | account           |   amountYen | purpose | day        | year |
		| host_contribution_received | host_resources    |  24,000,000 |         | 2026-04-30 | 2026 |
		| host_contribution_received | host_contribution | -24,000,000 | 人件費の措置  | 2026-04-30 | 2026 |
		| host_spending              | spending          |  12,000,000 | 人件費の措置  | 2026-05-15 | 2026 |
		| host_spending              | host_resources    | -12,000,000 |         | 2026-05-15 | 2026 |"
	`);
	await expect(
		returnExternalFund(ctx, { externalFundId, receivedOn: "2026-05-20", amountYen: 1n }),
	).rejects.toMatchObject({
		code: "external_fund_host_returns",
	});
	await expect(voidExternalFund(ctx, { externalFundId, reason: "誤り" })).rejects.toMatchObject({
		code: "external_fund_spent",
	});
	expect(await world.brokenPromises()).toEqual([]);
});

test("decided, or not: an undecided award takes no money; what is booked stays decided", async () => {
	const ctx = await officer();
	const externalFundId = await award({ decision: "pending", years: [{ fiscalYear: 2026, plannedYen: 4_000_000n }] });
	await expect(receiveExternalFund(ctx, { externalFundId, ...received })).rejects.toMatchObject({
		code: "external_fund_undecided",
	});
	await expect(
		changeFundYears(ctx, { externalFundId, years: [{ fiscalYear: 2026, decidedYen: 1n }] }),
	).rejects.toMatchObject({ code: "external_fund_years_invalid", params: { field: "years.0.decidedYen" } });
	await decideExternalFund(ctx, { externalFundId, decision: "decided", decidedOn: "2026-04-01", asPlanned: true });
	expect((await getExternalFund(ctx, externalFundId)).years[0]).toMatchObject({
		hubShareYen: 4_000_000n,
		toComeYen: 4_000_000n,
	});
	await receiveExternalFund(ctx, { externalFundId, receivedOn: "2026-05-01", amountYen: 1_000_000n });
	expect((await getExternalFund(ctx, externalFundId)).years[0]).toMatchObject({ toComeYen: 3_000_000n });
	await expect(decideExternalFund(ctx, { externalFundId, decision: "pending", decidedOn: null })).rejects.toMatchObject(
		{ code: "external_fund_booked" },
	);
	for (const changes of [{ use: "facility" as const }, { category: "joint" as const }]) {
		await expect(changeExternalFund(ctx, { externalFundId, changes })).rejects.toMatchObject({
			code: "external_fund_frozen",
		});
	}
	await changeExternalFund(ctx, { externalFundId, changes: { title: "改めた題目", hubShareBasisPoints: 3_333 } });
	expect((await getExternalFund(ctx, externalFundId)).years[0]).toMatchObject({
		hubShareYen: 1_333_200n,
		toComeYen: 333_200n,
	});
	expect(await world.brokenPromises()).toEqual([]);
});

test("an award is entered once; an officer writes only for the own hub and its hosts", async () => {
	const ctx = await officer();
	await award({ number: "２６Ｈ０００１" });
	await expect(award({ number: "26h0001 " })).rejects.toMatchObject({
		code: "external_fund_known",
		params: { field: "number" },
	});
	await award({ number: "", title: "同じ題目" });
	await expect(award({ number: "", title: "同じ 題目" })).rejects.toMatchObject({ params: { field: "title" } });
	await award({ number: "", title: "同じ題目", another: true });
	const ircn = await world.database.prisma.hub.findUniqueOrThrow({ where: { slug: "ircn" }, include: { hosts: true } });
	await expect(award({ hubId: ircn.id, institutionId: ircn.hosts[0]?.institutionId ?? "" })).rejects.toMatchObject({
		status: 403,
	});
	await expect(award({ institutionId: ircn.hosts[0]?.institutionId ?? "" })).rejects.toMatchObject({
		code: "external_fund_not_host",
	});
	const { funds, sum } = await listExternalFunds(ctx, { search: "同じ題目", withSum: true });
	expect(funds).toHaveLength(2);
	expect(sum).toMatchObject({ count: 2, plannedYen: 39_000_000n, decidedYen: 26_000_000n, receivedYen: 0n });
});
