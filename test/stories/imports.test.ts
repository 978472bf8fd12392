import fs from "node:fs";
import iconv from "iconv-lite";
import { beforeAll, expect, test } from "vitest";
import { type Ctx, jobContext } from "~/domain/access/ctx.server";
import { checkImport } from "~/domain/imports/check-import.server";
import { importReviewSheet } from "~/domain/imports/import-review-sheet.server";
import { mapImport } from "~/domain/imports/map-import.server";
import { runImport } from "~/domain/imports/run-import.server";
import { undoImport } from "~/domain/imports/undo-import.server";
import { uploadImport } from "~/domain/imports/upload-import.server";
import { listTotals } from "~/domain/ledger/list-totals.server";
import { writeXlsx } from "~/platform/sheets/write-sheet.server";
import { freshWorld } from "../factories/world";

const world = freshWorld();
let ctx: Ctx;
let place: { institutionId: string; hubId: string };

beforeAll(async () => {
	ctx = await jobContext("test");
	const { prisma } = world.database;
	const hub = await prisma.hub.findUniqueOrThrow({ where: { slug: "nanolsi" } });
	const institution = await prisma.institution.findUniqueOrThrow({ where: { slug: "kanazawa-u" } });
	place = { institutionId: institution.id, hubId: hub.id };
});

const HEADINGS = ["課題番号", "研究課題名", "研究代表者", "区分", "配分機関", "年度", "交付決定額", "受入日", "受入額"];
type Line = string[];
const fund = (n: number, changes: Partial<Record<number, string>> = {}): Line =>
	[
		`24H${String(n).padStart(5, "0")}`,
		`課題 ${n}`,
		"髙橋 一郎",
		"科研費",
		"日本学術振興会",
		"R7",
		"1,300,000",
		"R7.6.30",
		String(1_000_000 + n),
	].map((cell, at) => changes[at] ?? cell);
const csv = (rows: Line[], headings = HEADINGS) =>
	[headings, ...rows].map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\r\n");

async function upload(
	bytes: Uint8Array | string,
	options: { kind?: "spending"; hubId?: string | null; fileName?: string } = {},
) {
	const { importId } = await uploadImport(ctx, {
		kind: options.kind ?? "external_funds",
		institutionId: place.institutionId,
		hubId: options.hubId === undefined ? place.hubId : options.hubId,
		fileName: options.fileName ?? "外部資金.csv",
		bytes: typeof bytes === "string" ? new TextEncoder().encode(bytes) : new Uint8Array(bytes),
	});
	return importId;
}
const of = (id: string) => world.database.prisma.import.findUniqueOrThrow({ where: { id } });
async function check(id: string) {
	await mapImport(ctx, { importId: id, mapping: (await of(id)).mapping, check: true });
	await world.workJobs();
	return of(id);
}
async function run(id: string, adjustmentReason?: string) {
	await runImport(ctx, { importId: id, adjustmentReason });
	await world.workJobs();
	return of(id);
}
async function undo(id: string, adjustmentReason?: string) {
	await undoImport(ctx, { importId: id, adjustmentReason });
	await world.workJobs();
	return of(id);
}
const bring = async (bytes: Uint8Array | string, options = {}) => {
	const id = await upload(bytes, options);
	await check(id);
	return run(id);
};
const badRows = (importId: string) =>
	world.database.prisma.importRow.findMany({ where: { importId, status: "bad" }, orderBy: { line: "asc" } });
async function received(fiscalYear: number): Promise<bigint> {
	const rows = await listTotals(ctx, { fiscalYear });
	return rows
		.filter(({ category }) => category === "competitive")
		.reduce((sum, { grossYen }) => sum + grossYen - 0n, 0n);
}

test("two thousand rows, one in a hundred bad: killed in the middle, resumed, brought in again, taken back", async () => {
	const rows = Array.from({ length: 2000 }, (_, n) => fund(n, n % 100 === 7 ? { 8: "壱万円" } : {}));
	const file = csv([...rows, ["合計", "", "", "", "", "", "", "", "1,979,979,999"]]);
	const id = await upload(file);
	const checked = await check(id);
	expect(checked).toMatchObject({
		status: "checked",
		rowCount: 2001,
		checkedRows: 2001,
		badRows: 20,
		createdRows: 1980,
	});
	expect(checked.rowsTotalYen).toBe(1_981_979_860n);
	expect(checked.printedTotalYen).toBe(1_979_979_999n);
	expect((await badRows(id))[0]).toMatchObject({
		line: 9,
		errors: [{ column: "receivedYen", reason: "fields.amount.notANumber" }],
	});
	expect(await received(2025)).toBe(0n);
	expect(await world.database.prisma.externalFund.count({ where: { source: "import" } })).toBe(0);

	// The second batch dies; what the first has written stays, and the next try goes on after it.
	const { prisma } = world.database;
	await owner(`CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
		IF (SELECT done_rows FROM import WHERE id = '${id}') >= 900 THEN RAISE EXCEPTION 'killed' USING ERRCODE = '57P01'; END IF; RETURN NEW; END $$;
		CREATE TRIGGER die BEFORE INSERT ON ledger_transaction FOR EACH ROW EXECUTE FUNCTION die();`);
	await runImport(ctx, { importId: id });
	await world.workJobs().catch(() => {});
	const cut = await of(id);
	expect(cut).toMatchObject({ status: "running", doneRows: 1000 });
	expect(await prisma.externalFundReceipt.count({ where: { importId: id } })).toBe(1000);
	await owner(
		"DROP TRIGGER die ON ledger_transaction; UPDATE graphile_worker._private_jobs SET run_at = now(), locked_at = NULL",
	);
	await world.workJobs();
	expect(await of(id)).toMatchObject({
		status: "done",
		doneRows: 1980,
		createdRows: 1980,
		changedRows: 0,
		badRows: 20,
	});
	const sum = 1_981_979_860n;
	expect(await received(2025)).toBe(sum);

	// Again: nothing.
	expect(await bring(file)).toMatchObject({ createdRows: 0, changedRows: 0, unchangedRows: 1980, badRows: 20 });
	expect(await received(2025)).toBe(sum);

	// A corrected file: a decision and two receipts changed, one row new.
	const corrected = rows
		.slice(0, 10)
		.map((row, n) => (n < 2 ? fund(n, { 8: "5" }) : n === 2 ? fund(n, { 6: "1,400,000" }) : row));
	const second = await bring(csv([...corrected, fund(5000)]));
	expect(second).toMatchObject({ createdRows: 1, changedRows: 3, unchangedRows: 6, badRows: 1 });
	expect(await received(2025)).toBe(sum - 1_000_000n - 1_000_001n + 10n + 1_005_000n);

	// Taken back: as it was after the first.
	expect(await undo(second.id)).toMatchObject({ status: "undone", doneRows: 4 });
	expect(await received(2025)).toBe(sum);
	const again = await prisma.externalFund.findFirstOrThrow({
		where: { number: "24H00002", voidedAt: null },
		include: { years: true },
	});
	expect(again.years[0]?.decidedYen).toBe(1_300_000n);
	expect(await undo(id)).toMatchObject({ status: "undone" });
	// Two receipts were booked anew when the second file was undone: they are no longer the first one's.
	expect(await prisma.importRow.count({ where: { importId: id, status: "created" } })).toBe(2);
	expect(await received(2025)).toBe(1_000_000n + 1_000_001n);
	expect(await world.brokenPromises()).toEqual([]);
});

async function owner(sql: string): Promise<void> {
	const { makePool } = await import("~/platform/db/pool.server");
	const pool = makePool(world.database.ownerUrl, 1, "izumi test");
	await pool.query(sql);
	await pool.end();
}

test("cp932 and XLSX are read alike; a closed year asks for a reason once", async () => {
	const rows = [fund(9001, { 2: "髙﨑 花子" }), fund(9002)];
	const columns = HEADINGS.map((heading) => ({ heading, kind: "text" as const }));
	const first = await bring(iconv.encode(csv(rows), "cp932"));
	expect(first).toMatchObject({ format: "csv", createdRows: 2 });
	const xlsx = await writeXlsx([{ name: "一覧", columns, rows }]);
	expect(await bring(xlsx)).toMatchObject({ format: "xlsx", unchangedRows: 2, createdRows: 0 });
	await world.database.prisma.closedYear.create({ data: { fiscalYear: 2024, closedAt: ctx.now } });
	const late = await upload(csv([fund(9003, { 5: "2024", 7: "2024-06-30" })]));
	await check(late);
	await expect(runImport(ctx, { importId: late })).rejects.toMatchObject({ code: "import_years_closed", status: 409 });
	expect(await run(late, "監査での指摘による")).toMatchObject({ status: "done", createdRows: 1 });
	const booked = await world.database.prisma.ledgerTransaction.findFirstOrThrow({
		where: { fiscalYear: 2024, kind: "external_fund_received" },
	});
	expect(booked.adjustmentReason).toBe("監査での指摘による");
	expect(await undo(late)).toMatchObject({ status: "undone" });
	expect(await world.brokenPromises()).toEqual([]);
});

test("rows that contradict each other, name another hub or say a gift are bad, each with its column", async () => {
	const headings = [...HEADINGS, "拠点"];
	const rows = [
		[...fund(9101), "NanoLSI"],
		[...fund(9101, { 1: "別の課題" }), "NanoLSI"],
		[...fund(9102, { 6: "2,000,000" }), "nanolsi"],
		[...fund(9102, { 6: "3,000,000", 7: "R7.7.31" }), "nanolsi"],
		[...fund(9103), "IRCN"],
		[...fund(9104, { 3: "寄附金" }), "NanoLSI"],
		[...fund(9105, { 3: "謎の資金" }), "NanoLSI"],
		[...fund(9106, { 7: "2099-01-01" }), "NanoLSI"],
		[...fund(9107, { 5: "" }), "NanoLSI"],
	];
	const id = await upload(csv(rows, headings), { hubId: null });
	await check(id);
	const bad = (await badRows(id)).map(({ line, errors }) => [
		line,
		...(errors as { column: string; reason: string }[]).map(({ column, reason }) => `${column} ${reason}`),
	]);
	expect(bad).toEqual([
		[3, "title imports.fundDiffers?line=2"],
		[5, "fiscalYear imports.yearDiffers?line=4"],
		[6, "hub imports.hubUnknown"],
		[7, "category imports.giftNotHere"],
		[8, expect.stringContaining("category imports.wordUnknown?word=")],
		[9, "receivedOn fields.dayTo?to=2026-05-20"],
		[10, "fiscalYear fields.required"],
	]);
	// What one says of the unknown word counts at the next check.
	const { mapping } = await of(id);
	await mapImport(ctx, {
		importId: id,
		mapping: { ...(mapping as object), values: { category: { 謎の資金: "joint" } } },
		check: true,
	});
	await world.workJobs();
	expect((await badRows(id)).map(({ line }) => line)).not.toContain(8);
});

test("spending: vouchers, changed lines, words only, and taken back", async () => {
	const headings = ["支出日", "金額", "費目", "摘要", "伝票番号", "課題番号", "使途"];
	await bring(csv([fund(9201)]));
	const fundSlug = (await world.database.prisma.fund.findUniqueOrThrow({ where: { id: world.fundId } })).slug;
	const rows = [
		["R7.7.1", "120,000", "旅費", "学会参加", "V-001", "24H09201", ""],
		["R7.7.1", "30,000", "旅費", "学会参加 宿泊", "V-001", "24H09201", ""],
		["2025/8/1", "1,980,000", "設備備品費", "顕微鏡部品", "V-002", "", fundSlug],
		["2025/8/2", "500", "消耗品費", "試薬", "", "24H09201", ""],
		["2025/8/2", "500", "消耗品費", "試薬", "", "24H09201", ""],
		["2025/8/3", "-500", "消耗品費", "戻入", "V-003", "24H09201", ""],
		["2025/8/3", "500", "飲食", "懇親会", "V-004", "24H00000", ""],
	];
	const options = { kind: "spending" as const };
	const first = await bring(csv(rows, headings), options);
	expect(first).toMatchObject({ createdRows: 5, badRows: 2 });
	const spent = async () => {
		const lines = await world.database.prisma.spendingLine.findMany({ where: { voidedAt: null } });
		return lines.reduce((sum, line) => sum + line.amountYen, 0n);
	};
	expect(await spent()).toBe(2_131_000n);
	expect(await bring(csv(rows, headings), options)).toMatchObject({ unchangedRows: 5, createdRows: 0, changedRows: 0 });
	const changed = rows
		.slice(0, 3)
		.map((row, at) =>
			row.map((cell, column) =>
				at === 1 && column === 1 ? "33,000" : at === 2 && column === 3 ? "顕微鏡の部品" : cell,
			),
		);
	const second = await bring(csv(changed, headings), options);
	expect(second).toMatchObject({ changedRows: 2, unchangedRows: 1 });
	expect(await spent()).toBe(2_134_000n);
	expect(await undo(second.id)).toMatchObject({ status: "undone", doneRows: 2 });
	expect(await spent()).toBe(2_131_000n);
	expect((await world.database.prisma.spendingLine.findFirstOrThrow({ where: { voucher: "V-002" } })).description).toBe(
		"顕微鏡部品",
	);
	expect(await world.brokenPromises()).toEqual([]);
});

test("what somebody changed since is left and said", async () => {
	const id = (await bring(csv([fund(9301), fund(9302)]))).id;
	const { prisma } = world.database;
	await prisma.externalFund.updateMany({ where: { number: "24H09301" }, data: { principalInvestigator: "渡邉 花子" } });
	expect(await undo(id)).toMatchObject({ status: "undone" });
	const rows = await prisma.importRow.findMany({ where: { importId: id }, orderBy: { line: "asc" } });
	expect(rows.map(({ status, errors }) => [status, (errors as { reason: string }[])[0]?.reason])).toEqual([
		["created", "imports.changedSince"],
		["undone", undefined],
	]);
	expect(await world.brokenPromises()).toEqual([]);
});

test("an import in the wrong state, or a check cut off, does nothing twice", async () => {
	const id = await upload(csv([fund(9401)]));
	await expect(runImport(ctx, { importId: id })).rejects.toMatchObject({ code: "import_busy" });
	await expect(undoImport(ctx, { importId: id })).rejects.toMatchObject({ code: "import_busy" });
	await expect(mapImport(ctx, { importId: id, mapping: {}, check: true })).rejects.toMatchObject({
		code: "import_mapping",
	});
	await check(id);
	await checkImport(ctx, { importId: id });
	expect(await of(id)).toMatchObject({ checkedRows: 1, createdRows: 1 });
	await Promise.allSettled([run(id), run(id)]);
	await world.workJobs();
	expect(await world.database.prisma.externalFundReceipt.count({ where: { importId: id } })).toBe(1);
	await expect(runImport(ctx, { importId: id })).rejects.toMatchObject({ code: "import_busy" });
});

test("the review sheet's own tables come as they are, and again nothing changes", async () => {
	const table = (name: string) => new Uint8Array(fs.readFileSync(`prisma/seed/data/review-sheet-${name}.csv`));
	const send = (name: string, fiscalYear: number | null = null) =>
		importReviewSheet(ctx, { bytes: table(name), fileName: `${name}.csv`, fiscalYear });
	const before = await world.database.prisma.ledgerTransaction.count();
	expect((await send("fy2022-payments", 2022)).blocks).toContainEqual({
		block: "A",
		sumMillionYen: 4736,
		printedMillionYen: 4735,
		difference: "rounding",
	});
	expect(await send("budget")).toMatchObject({ table: "budget", blocks: [] });
	expect(await send("indicators")).toMatchObject({ table: "indicators" });
	await expect(send("fy2022-payments")).rejects.toMatchObject({ code: "review_year_needed" });
	const broken = new TextEncoder().encode(new TextDecoder().decode(table("budget")).replace("5871", "たくさん"));
	await expect(importReviewSheet(ctx, { bytes: broken, fileName: "x.csv", fiscalYear: null })).rejects.toMatchObject({
		code: "review_row_wrong",
		params: { line: 2, column: "initial_million_yen" },
	});
	expect(await world.database.prisma.ledgerTransaction.count()).toBe(before);
});
