import { expect, test } from "vitest";
import { jobContext } from "~/domain/access/ctx.server";
import { type ExternalFundInput, recordExternalFund } from "~/domain/external-funds/record-external-fund.server";
import { listTotals } from "~/domain/ledger/list-totals.server";
import { printLedger } from "~/domain/ledger/print-ledger.server";
import { getReviewSheet } from "~/domain/programme/get-review-sheet.server";
import { freshWorld } from "../factories/world";

const world = freshWorld();

async function grant(changes: Partial<ExternalFundInput> = {}): Promise<ExternalFundInput> {
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
	await expect(recordExternalFund(ctx, other)).rejects.toMatchObject({ code: "ledger_key_reused" });
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
])("refused: %s", async (_name, changes) => {
	const ctx = await jobContext("test");
	const usual = { amountYen: 5n, precision: "yen", channel: "bank_transfer", sourceKey: "test:refused:1" };
	const { receipts, ...rest } = changes as { receipts?: object[] };
	const input = { ...(await grant({ sourceKey: "test:refused" })), ...rest } as ExternalFundInput;
	if (receipts) input.receipts = receipts.map((receipt) => ({ ...usual, ...receipt })) as ExternalFundInput["receipts"];
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
