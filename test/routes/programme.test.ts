import iconv from "iconv-lite";
import { beforeAll, describe, expect, test } from "vitest";
import { contextFor, jobContext } from "~/domain/access/ctx.server";
import { recordExternalFund } from "~/domain/external-funds/record-external-fund.server";
import { listGifts } from "~/domain/gifts/list-gifts.server";
import { listLedgerLines } from "~/domain/ledger/list-ledger-lines.server";
import { listTotals } from "~/domain/ledger/list-totals.server";
import { COLUMNS } from "~/domain/programme/external-money";
import { getReviewSheet } from "~/domain/programme/get-review-sheet.server";
import { listExternalMoney } from "~/domain/programme/list-external-money.server";
import { ask, everyRoute, type TestRoute } from "../factories/routes";
import { giveElsewhere, hubScope, signedIn } from "../factories/staff";
import { freshWorld } from "../factories/world";

const world = freshWorld();
const routeOf = (file: string) => everyRoute().find((route) => route.file === file) as TestRoute;
const PROGRAMME = { kind: "programme" as const };

async function secretariat() {
	const grants = [{ role: "secretariat" as const, scope: PROGRAMME }];
	return contextFor({ kind: "staff", userId: "s", name: "s", email: "s@s.example", grants });
}

beforeAll(async () => {
	const ctx = await jobContext("test");
	const hub = await ctx.db.hub.findUniqueOrThrow({ where: { slug: "nanolsi" }, include: { hosts: true } });
	for (const [category, amountYen] of [
		["competitive", 48_300_001n],
		["host", 85_000_000n],
		["joint", 1n],
	] as const) {
		await recordExternalFund(ctx, {
			hubId: hub.id,
			institutionId: hub.hosts[0]?.institutionId ?? "",
			category,
			title: `架空の${category}`,
			funder: "架空",
			use: "research",
			source: "demo",
			sourceKey: `test:${category}`,
			receipts: [
				{
					receivedOn: "2026-06-10",
					amountYen,
					precision: "yen",
					channel: "bank_transfer",
					sourceKey: `test:${category}:1`,
				},
			],
		});
	}
	for (const familyName of ["髙橋", "=SUM(A1:A9)"]) {
		const gift = await world.give({ familyName, email: `${familyName.length}@example.jp` });
		await world.pay(gift.sessionId, "succeed");
		if (familyName !== "髙橋") continue;
		await world.settle();
		await world.refund(gift.giftId, 4000);
	}
	await giveElsewhere(world);
	await world.settle();
}, 120_000);

describe("figures", () => {
	test("every number of the table is the sum of the lines it opens to", async () => {
		const ctx = await secretariat();
		for (const fiscalYear of [2022, 2026]) {
			const money = await listExternalMoney(ctx, { by: "hub", fiscalYear });
			for (const row of [...money.rows, money.whole]) {
				const hubId = row === money.whole ? undefined : row.hubId;
				for (const [index, { key }] of COLUMNS.entries()) {
					const figure = row.figures[index];
					let sum = 0n;
					let cursor: bigint | undefined;
					do {
						const page = await listLedgerLines(ctx, { ...key, fiscalYear, hubId, cursor, limit: 3 });
						expect(page.sum.yen).toBe(figure?.yen);
						expect(page.sum.precision).toBe(figure?.precision);
						expect(page.sum.count).toBe(figure?.count);
						for (const line of page.lines) sum += line.yen;
						cursor = page.nextCursor ?? undefined;
					} while (cursor !== undefined);
					expect(sum, `${fiscalYear} ${row.hubId} ${JSON.stringify(key)}`).toBe(figure?.yen);
				}
			}
		}
	});

	test("the table, the totals and the ledger say the same", async () => {
		const ctx = await secretariat();
		const { whole } = await listExternalMoney(ctx, { by: "hub", fiscalYear: 2026 });
		const totals = await listTotals(ctx, { fiscalYear: 2026 });
		const sum = (field: "grossYen" | "refundedYen" | "feeYen" | "netYen", category: string) =>
			totals.filter((row) => row.category === category).reduce((all, row) => all + row[field], 0n);
		const figure = (id: string) => whole.figures[COLUMNS.findIndex((column) => column.id === id)]?.yen;
		expect(figure("gift_gross")).toBe(25_000n);
		expect(figure("gift_gross")).toBe(sum("grossYen", "gift"));
		expect(figure("gift_refunded")).toBe(4000n);
		expect(figure("gift_refunded")).toBe(sum("refundedYen", "gift"));
		expect(figure("gift_fee")).toBe(sum("feeYen", "gift"));
		expect(figure("gift_net")).toBe(25_000n - 4000n - sum("feeYen", "gift"));
		expect(figure("competitive")).toBe(48_300_001n);
		expect(figure("host")).toBe(85_000_000n);
		expect(figure("total")).toBe((figure("gift_net") ?? 0n) + 48_300_001n + 1n);
	});

	test("the programme's own subsidy is no external money, and stays in millions", async () => {
		const { whole } = await listExternalMoney(await secretariat(), { by: "fiscalYear", fiscalYear: 2022 });
		const figure = (id: string) => whole.figures[COLUMNS.findIndex((column) => column.id === id)];
		expect(figure("wpi_subsidy")).toMatchObject({ precision: "million_yen" });
		expect(figure("wpi_subsidy")?.yen).toBeGreaterThan(0n);
		expect(figure("total")?.yen).toBe(0n);
		const page = await ask(routeOf("routes/console/programme-csv.ts"), {
			cookie: await signedIn("Secretariat", [{ role: "secretariat", scope: PROGRAMME }]),
			search: "?fiscalYear=2022",
		});
		expect(page.body).not.toMatch(/\d{3}000000/);
	});

	test("our sum of the review sheet stands beside the printed total", async () => {
		const { blocks } = await getReviewSheet(await secretariat());
		expect(blocks.find(({ block }) => block === "A")).toMatchObject({
			fiscalYear: 2022,
			sumMillionYen: 4736,
			printedTotalMillionYen: 4735,
		});
	});

	test("an officer reads the same table of their own hub only", async () => {
		const grants = [{ role: "officer" as const, scope: await hubScope("ircn") }];
		const ctx = await contextFor({ kind: "staff", userId: "o", name: "o", email: "o@o.example", grants });
		const money = await listExternalMoney(ctx, { by: "hub", fiscalYear: 2026 });
		expect(money.rows).toHaveLength(1);
		const gross = COLUMNS.findIndex(({ id }) => id === "gift_gross");
		expect(money.whole.figures[gross]?.yen).toBe(5000n);
	});
});

describe("finding a donor", () => {
	test.each(["髙橋", "高橋", "たかはし", "ﾀｶﾊｼ", "takahashi", "TAKAHASHI sakiko", "﨑子　髙橋"])(
		"as %s",
		async (search) => {
			const found = await listGifts(await jobContext("test"), { search });
			expect(found.gifts.map(({ familyName }) => familyName)).toContain("髙橋");
			expect(found.gifts.map(({ familyName }) => familyName)).not.toContain("本郷");
		},
	);

	test.each(["田中", "%", "_", "'", "\\", "   ", "!!!"])("%s finds nobody, or filters nothing", async (search) => {
		const found = await listGifts(await jobContext("test"), { search });
		expect(found.gifts).toHaveLength(search.trim() === "" ? 3 : 0);
	});

	test("an officer finds nobody of another hub", async () => {
		const grants = [{ role: "officer" as const, scope: await hubScope("ircn") }];
		const ctx = await contextFor({ kind: "staff", userId: "o", name: "o", email: "o@o.example", grants });
		expect((await listGifts(ctx, { search: "takahashi" })).gifts).toEqual([]);
		expect((await listGifts(ctx, { search: "akamon" })).gifts).toHaveLength(1);
	});
});

describe("files", () => {
	const officer = async (name: string) => signedIn(name, [{ role: "officer", scope: await hubScope("nanolsi") }]);
	const CSV = routeOf("routes/console/gifts-csv.ts");

	test("open in Excel and run no formula", async () => {
		const { body, headers } = await ask(CSV, { cookie: await officer("Csv") });
		expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
		const lines = String(body).trim().split("\r\n");
		expect(lines).toHaveLength(3);
		expect(lines.join()).toContain(",'=SUM(A1:A9)");
		expect(lines.join()).toContain("10000,4000,");
	});

	test("in cp932, with a mark where it has no character", async () => {
		const route = (await import("~/routes/console/gifts-csv")).loader;
		const cookie = await officer("Sjis");
		const request = new Request("http://localhost:3000/console/gifts.csv?encoding=cp932", { headers: { cookie } });
		const context = { requestId: "TESTREQUEST", clientIp: "192.0.2.1" };
		const answer = await route({ request, params: {}, context } as never);
		const text = iconv.decode(Buffer.from(await answer.arrayBuffer()), "cp932");
		expect(text).toContain("髙橋");
		expect(text).toContain("寄附者");
	});

	test("of coverage carry the page's figures, what they mean and the day", async () => {
		const cookie = await officer("Coverage");
		const params = { hub: "nanolsi" };
		const page = (await ask(routeOf("routes/console/sufficiency-hub.tsx"), { cookie, params })).body as {
			path: { years: { fiscalYear: number; securedYen: bigint }[] };
		};
		const { body } = await ask(routeOf("routes/console/sufficiency-hub-csv.ts"), { cookie, params });
		const lines = String(body).split("\r\n");
		for (const { fiscalYear, securedYen } of page.path.years) {
			const line = lines.find((one) => one.startsWith(`NanoLSI,${fiscalYear},`));
			expect(line?.split(",")[6]).toBe(securedYen.toString());
		}
		expect(page.path.years.some(({ securedYen }) => securedYen > 0n)).toBe(true);
		expect(lines.join()).toContain("承認された自立化計画の費用。");
		expect(lines.join()).toMatch(/時点,2026年5月2/);
		const xlsx = await ask(routeOf("routes/console/sufficiency-hub-xlsx.ts"), { cookie, params });
		expect(xlsx.headers.get("content-type")).toContain("spreadsheetml");
		expect(String(xlsx.body).slice(0, 2)).toBe("PK");
	});
});
