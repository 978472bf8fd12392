import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { figureOf, SNAPSHOT_MEASURES } from "~/documents/snapshot-content";
import { type Ctx, contextFor, jobContext, publicContext } from "~/domain/access/ctx.server";
import { fiscalYearOf } from "~/domain/calendar/fiscal-year";
import { getHubPage } from "~/domain/hubs/get-hub-page.server";
import { giftTotalsByHub } from "~/domain/hubs/gift-totals.server";
import { listLedgerLines } from "~/domain/ledger/list-ledger-lines.server";
import { listTotals } from "~/domain/ledger/list-totals.server";
import { DESK_MEASURES, type DeskMeasure, DIMENSIONS } from "~/domain/programme/desk";
import { COLUMNS } from "~/domain/programme/external-money";
import { getDesk } from "~/domain/programme/get-desk.server";
import { listExternalMoney } from "~/domain/programme/list-external-money.server";
import { getSnapshot } from "~/domain/snapshots/get-snapshot.server";
import { takeSnapshot } from "~/domain/snapshots/take-snapshot.server";
import { readSheet } from "~/platform/sheets/read-sheet.server";
import { loader as csvFile } from "~/routes/console/desk-csv";
import { loader as xlsxFile } from "~/routes/console/desk-xlsx";
import { type Happening, happen, makeProgramme, type TestProgramme } from "../factories/programme";
import { signedIn } from "../factories/staff";
import { freshWorld } from "../factories/world";

/**
 * The same figure everywhere: desk, programme page, hub page, API, files, snapshot and a plain sum over the ledger, for
 * programmes made at random. Days lie around the ends of fiscal years, where a figure of one page would first stray.
 */
const world = freshWorld({ begins: "2026-03-31T14:30:00Z" });
const YEARS = [2023, 2024, 2025, 2026];
const DAYS = ["2024-03-30", "2024-03-31", "2024-04-01", "2025-03-31", "2025-04-01", "2026-03-31", "2026-04-01"];
const PROGRAMME = { kind: "programme" as const };
let programme: TestProgramme;
let ctx: Ctx;
let cookie = "";
const cards: string[] = [];

beforeAll(async () => {
	programme = await makeProgramme(await jobContext("story"));
	// 23:30 on 31 March in Japan, then 00:30 on 1 April.
	for (const moment of ["2026-03-31T14:30:00Z", "2026-03-31T15:30:00Z"]) {
		await world.advanceTo(moment);
		const gift = await world.give({ amountYen: "10000" });
		await world.pay(gift.sessionId, "succeed");
		await world.settle();
		cards.push(gift.giftId);
	}
	await world.refund(cards[0] ?? "", 4000);
	await world.settle();
	const grants = [{ role: "secretariat" as const, scope: PROGRAMME }];
	ctx = await contextFor({ kind: "staff", userId: "s", name: "事務局", email: "s@s.example", grants });
	cookie = await signedIn("Secretariat", grants);
}, 60_000);

test("a gift at 23:30 on 31 March and one at 00:30 on 1 April fall in different years", async () => {
	const days = await Promise.all(cards.map(async (id) => (await world.gift(id)).givenOn?.toISOString().slice(0, 10)));
	expect(days).toEqual(["2026-03-31", "2026-04-01"]);
	const kept = await Promise.all([2025, 2026].map(async (year) => (await giftTotalsByHub(year)).programme));
	// The refund of the first was made on 1 April.
	expect(kept.map(({ grossYen, refundedYen }) => [grossYen, refundedYen])).toEqual([
		[10_000n, 0n],
		[10_000n, 4000n],
	]);
});

const happening: fc.Arbitrary<Happening> = fc.record({
	what: fc.constantFrom("gift", "gift", "refund", "award", "award", "return", "host", "subsidy", "spending"),
	place: fc.nat(7),
	day: fc.constantFrom(...DAYS),
	yen: fc.integer({ min: 1, max: 900_000 }),
	how: fc.nat(20),
});

test("every page, file and answer says the same as a plain sum over the ledger", async () => {
	const property = fc.asyncProperty(fc.array(happening, { minLength: 8, maxLength: 12 }), async (happenings) => {
		for (const one of happenings) await happen(programme, one);
		const plain = await readPlain();
		await expectDesk(plain);
		await expectProgrammePage(plain);
		await expectApiTotals(plain);
		await expectHubPages(plain);
		await expectSnapshot(plain);
	});
	await fc.assert(property, { numRuns: 3, endOnFailure: true });
	await expectFiles(await readPlain());
	expect(await world.brokenPromises()).toEqual([]);
});

describe("each number of the desk", () => {
	test("opens down to lines that add up to it, whatever it is laid out by", async () => {
		for (const rows of DIMENSIONS) {
			const measure = rows === "channel" ? "spent" : "secured";
			const desk = await getDesk(ctx, { measure, rows, columns: null, where: { fiscalYear: 2025 } });
			let sum = 0n;
			for (const row of desk.rows) {
				const key = row.key === "none" ? null : row.key;
				const where = {
					hub: { hubId: key },
					category: { category: key as "gift" },
					use: { use: key as "running" },
					channel: { channel: key as "card" | null },
					institution: { institutionId: row.key },
					fiscalYear: { fiscalYear: Number(row.key) },
				}[rows];
				const lines = await listLedgerLines(ctx, { measure, fiscalYear: 2025, ...where, limit: 500 });
				expect(lines.sum.yen, `${rows} ${row.key}`).toBe(row.whole.yen);
				expect(lines.sum.count).toBe(row.whole.count);
				expect(lines.lines.reduce((total, line) => total + line.yen, 0n)).toBe(row.whole.yen);
				sum += row.whole.yen;
			}
			expect(desk.whole.whole.yen).toBe(sum);
		}
	});

	test("stands beside the year before", async () => {
		const now = await getDesk(ctx, {
			measure: "external",
			rows: "hub",
			columns: "category",
			where: { fiscalYear: 2025 },
		});
		const before = await getDesk(ctx, { measure: "external", rows: "hub", columns: null, where: { fiscalYear: 2024 } });
		const years = await getDesk(ctx, { measure: "external", rows: "fiscalYear", columns: "hub", where: {} });
		expect(now.whole.whole.last?.yen).toBe(before.whole.whole.yen);
		const of2025 = years.rows.find(({ key }) => key === "2025");
		expect(of2025?.whole).toEqual(now.whole.whole);
		for (const row of now.rows) {
			expect(row.whole.last?.yen).toBe(before.rows.find(({ key }) => key === row.key)?.whole.yen ?? 0n);
			expect(of2025?.cells.get(row.key)?.last?.yen).toBe(row.whole.last?.yen);
		}
		expect(years.whole.whole.last).toBeNull();
	});
});

/** Sums by year, hub and category, straight from the entries and by another hand than the product's. */
type Plain = Map<string, bigint>;
const at = (measure: DeskMeasure, year: number, hub = "all", category = "all") =>
	`${measure} ${year} ${hub} ${category}`;

async function readPlain(): Promise<Plain> {
	const entries = await world.database.prisma.ledgerEntry.findMany({ where: { class: { in: ["income", "expense"] } } });
	const plain: Plain = new Map();
	for (const { account, kind, category, amountYen, fiscalYear, hubId } of entries) {
		const comes = kind === "gift_received" || kind === "bank_gift_received" || kind === "external_fund_received";
		const isIncome = ["gift_income", "external_fund_income", "host_contribution"].includes(account);
		const nets = isIncome || account === "processor_fee";
		const parts: Record<DeskMeasure, boolean> = {
			gross: comes && isIncome ? true : account === "host_contribution",
			refunded: isIncome && !comes && account !== "host_contribution",
			fee: account === "processor_fee",
			net: nets,
			external: nets && category !== "wpi_subsidy" && category !== "host",
			secured: nets && category !== "wpi_subsidy",
			host: category === "host" && nets,
			wpi_subsidy: category === "wpi_subsidy" && nets,
			spent: account === "spending",
		};
		for (const measure of DESK_MEASURES) {
			if (!parts[measure]) continue;
			const amount = measure === "refunded" || measure === "fee" || measure === "spent" ? amountYen : -amountYen;
			for (const hub of [hubId ?? "none", "all"]) {
				for (const of of [category ?? "", "all"]) {
					const key = at(measure, fiscalYear, hub, of);
					plain.set(key, (plain.get(key) ?? 0n) + amount);
				}
			}
		}
	}
	return plain;
}
const plainAt = (plain: Plain, ...where: Parameters<typeof at>) => plain.get(at(...where)) ?? 0n;

async function expectDesk(plain: Plain) {
	for (const measure of DESK_MEASURES) {
		for (const fiscalYear of YEARS) {
			const desk = await getDesk(ctx, { measure, rows: "hub", columns: "category", where: { fiscalYear } });
			expect(desk.whole.whole.yen).toBe(plainAt(plain, measure, fiscalYear));
			for (const [category, figure] of desk.whole.cells) {
				expect(figure.yen, `${measure} ${fiscalYear} ${category}`).toBe(
					plainAt(plain, measure, fiscalYear, "all", category),
				);
			}
			for (const row of desk.rows) {
				expect(row.whole.yen).toBe(plainAt(plain, measure, fiscalYear, row.key));
				expect(row.whole.last?.yen).toBe(plainAt(plain, measure, fiscalYear - 1, row.key));
			}
		}
	}
}

async function expectProgrammePage(plain: Plain) {
	for (const fiscalYear of YEARS) {
		const page = await listExternalMoney(ctx, { by: "hub", fiscalYear });
		for (const row of [...page.rows, page.whole]) {
			const hub = row === page.whole ? "all" : (row.hubId ?? "none");
			for (const [index, { id, key }] of COLUMNS.entries()) {
				const expected = plainAt(plain, key.measure as DeskMeasure, fiscalYear, hub, key.category ?? "all");
				expect(row.figures[index]?.yen, `${fiscalYear} ${hub} ${id}`).toBe(expected);
			}
		}
	}
}

async function expectApiTotals(plain: Plain) {
	for (const fiscalYear of YEARS) {
		const rows = await listTotals(ctx, { fiscalYear });
		const sum = (read: (row: (typeof rows)[number]) => bigint) => rows.reduce((total, row) => total + read(row), 0n);
		expect(sum((row) => row.grossYen)).toBe(plainAt(plain, "gross", fiscalYear));
		expect(sum((row) => row.refundedYen)).toBe(plainAt(plain, "refunded", fiscalYear));
		expect(sum((row) => row.feeYen)).toBe(plainAt(plain, "fee", fiscalYear));
		expect(sum((row) => row.netYen)).toBe(plainAt(plain, "net", fiscalYear));
	}
}

async function expectHubPages(plain: Plain) {
	const visitor = await publicContext(new Request("http://localhost:3000/"), "ja");
	const year = fiscalYearOf(visitor.now);
	for (const [hub, slug] of [0, 1, 2].map((index) => [
		programme.places[index]?.hubId,
		["nanolsi", "ircn", "i2cner"][index],
	])) {
		const { gifts } = await getHubPage(visitor, slug ?? "");
		const gross = plainAt(plain, "gross", year, hub, "gift");
		expect(gifts).toMatchObject({ grossYen: gross, keptYen: gross - plainAt(plain, "refunded", year, hub, "gift") });
	}
}

async function expectSnapshot(plain: Plain) {
	const { snapshotId } = await takeSnapshot(await jobContext("story"), {
		...{ fiscalYear: 2026, hubId: null, title: "年次フォローアップ", note: "" },
	});
	const { content } = await getSnapshot(await jobContext("story"), snapshotId);
	const slugs = new Map((await world.database.prisma.hub.findMany()).map(({ id, slug }) => [slug, id]));
	for (const figure of content.figures) {
		const hub = slugs.get(figure.hub) ?? figure.hub;
		for (const measure of SNAPSHOT_MEASURES) {
			const { fiscalYear, category } = figure;
			expect(figureOf(content, figure, measure)).toBe(plainAt(plain, measure, fiscalYear, hub, category));
		}
	}
	for (const year of YEARS) {
		expect(figureOf(content, { fiscalYear: year }, "external")).toBe(plainAt(plain, "external", year));
	}
}

/** The first column names the hub, the last but three is the total: the rest of a row adds up to it. */
async function expectFiles(plain: Plain) {
	const hubs = await world.database.prisma.hub.findMany();
	for (const [load, encoding] of [
		[csvFile, ""],
		[csvFile, "&encoding=cp932"],
		[xlsxFile, ""],
	] as const) {
		for (const fiscalYear of [2024, 2025]) {
			const search = `?measure=external&fiscalYear=${fiscalYear}&unit=yen${encoding}`;
			const request = new Request(`http://localhost:3000/console/desk.csv${search}`, { headers: { cookie } });
			const context = { requestId: "TESTREQUEST", clientIp: "192.0.2.1" };
			const answer = (await load({ request, params: {}, context } as never)) as Response;
			const bytes = new Uint8Array(await answer.arrayBuffer());
			const sheet = await readSheet(bytes);
			const total = sheet.headings.findIndex((heading) => heading.startsWith("合計"));
			const seen: string[] = [];
			for await (const { cells } of sheet.rows) {
				const hub = hubs.find(({ abbreviation }) =>
					// cp932 has no small two.
					[abbreviation, abbreviation.replaceAll("²", "〓")].includes(cells[0] ?? ""),
				);
				const key = hub?.id ?? (cells[0] === "プログラム" ? "none" : cells[0] === "合計" ? "all" : null);
				if (key === null) continue;
				seen.push(key);
				expect(BigInt(cells[total] || "0"), `${cells[0]} ${search}`).toBe(plainAt(plain, "external", fiscalYear, key));
			}
			expect(seen).toContain("all");
			expect(hubs.filter(({ id }) => !seen.includes(id)).map(({ abbreviation }) => abbreviation)).toEqual([]);
		}
	}
}
