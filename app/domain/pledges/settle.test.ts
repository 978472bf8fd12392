import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instalmentStatus } from "./instalment-status.ts";
import { RESPREAD_RULES, type RespreadRule, respread } from "./respread.ts";
import { pledgeStateOf, type SettledGift, settle } from "./settle.ts";

const instalments = (...amounts: bigint[]) =>
	amounts.map((scheduledYen, index) => ({ id: `i${index + 1}`, scheduledYen }));
const gift = (id: string, givenOn: string, netYen: bigint): SettledGift => ({ id, givenOn, netYen });
const paid = (gifts: SettledGift[], amounts: bigint[], givenUpYen = 0n) =>
	settle({ instalments: instalments(...amounts), gifts, givenUpYen });
const said = ({ parts }: ReturnType<typeof settle>) =>
	parts.map(({ giftId, instalmentId, amountYen }) => `${giftId}>${instalmentId}:${amountYen}`).join(" ");

describe("gifts and instalments", () => {
	it("one gift pays three instalments, three gifts one", () => {
		const one = paid([gift("a", "2026-05-01", 300n)], [100n, 100n, 100n, 100n]);
		expect(said(one)).toBe("a>i1:100 a>i2:100 a>i3:100");
		expect(one.rows.map(({ paidOn }) => paidOn)).toEqual(["2026-05-01", "2026-05-01", "2026-05-01", null]);
		const many = paid(
			[gift("c", "2026-05-03", 10n), gift("a", "2026-05-01", 30n), gift("b", "2026-05-02", 60n)],
			[100n, 100n],
		);
		expect(said(many)).toBe("a>i1:30 b>i1:60 c>i1:10");
		expect(many.rows[0]?.paidOn).toBe("2026-05-03");
	});

	it("what is too much is told, what went back opens the last that was paid", () => {
		expect(paid([gift("a", "2026-05-01", 250n)], [100n, 100n]).overpaidYen).toBe(50n);
		const back = paid([gift("a", "2026-05-01", 120n)], [100n, 100n]);
		expect(said(back)).toBe("a>i1:100 a>i2:20");
		expect(paid([gift("a", "2026-05-01", 0n)], [100n]).parts).toEqual([]);
	});

	it("what was given up lies at the end and gives way to money", () => {
		const before = paid([gift("a", "2026-05-01", 100n)], [100n, 100n, 100n], 150n);
		expect(before.rows.map(({ writtenOffYen }) => writtenOffYen)).toEqual([0n, 50n, 100n]);
		const after = paid([gift("a", "2026-05-01", 280n)], [100n, 100n, 100n], 150n);
		expect(after.rows.map(({ writtenOffYen }) => writtenOffYen)).toEqual([0n, 0n, 20n]);
		expect(after).toMatchObject({ paidYen: 280n, writtenOffYen: 20n, overpaidYen: 0n });
	});

	it("make the pledge's state", () => {
		const state = (paidYen: bigint, writtenOffYen: bigint) =>
			pledgeStateOf({ amountYen: 100n, paidYen, writtenOffYen });
		expect([state(0n, 0n), state(99n, 0n), state(100n, 0n), state(60n, 40n), state(0n, 100n)]).toEqual([
			"active",
			"active",
			"fulfilled",
			"partly_written_off",
			"written_off",
		]);
	});

	it("stand by the day in Japan", () => {
		const row = { dueOn: "2026-05-20", scheduledYen: 100n, paidYen: 0n, writtenOffYen: 0n };
		const on = (today: string) => instalmentStatus(row, today);
		expect([on("2026-05-19"), on("2026-05-20"), on("2026-05-21")]).toEqual(["scheduled", "due", "overdue"]);
		expect(instalmentStatus(row, "2026-06-01", false)).toBe("scheduled");
		expect(instalmentStatus({ ...row, paidYen: 99n }, "2026-05-21")).toBe("overdue");
		expect(instalmentStatus({ ...row, paidYen: 99n, writtenOffYen: 1n }, "2026-05-21")).toBe("paid");
		expect(instalmentStatus({ ...row, writtenOffYen: 100n }, "2026-05-21")).toBe("written_off");
	});
});

const amounts = fc.array(fc.bigInt({ min: 1n, max: 1000n }), { minLength: 1, maxLength: 8 });
const gifts = fc
	.array(fc.tuple(fc.integer({ min: 1, max: 28 }), fc.bigInt({ min: 0n, max: 1500n })), { maxLength: 6 })
	.map((list) =>
		list.map(([day, netYen], index) => gift(`g${index}`, `2026-05-${String(day).padStart(2, "0")}`, netYen)),
	);

describe("always", () => {
	it("every yen is somewhere, once, and no instalment holds more than its own", () => {
		fc.assert(
			fc.property(amounts, gifts, fc.bigInt({ min: 0n, max: 4000n }), (scheduled, given, givenUpYen) => {
				const settled = paid(given, scheduled, givenUpYen);
				const netYen = given.reduce((sum, one) => sum + one.netYen, 0n);
				const partsYen = settled.parts.reduce((sum, part) => sum + part.amountYen, 0n);
				expect(partsYen + settled.overpaidYen).toBe(netYen);
				expect(settled.paidYen).toBe(partsYen);
				const totalYen = scheduled.reduce((sum, one) => sum + one, 0n);
				expect(settled.paidYen + settled.writtenOffYen <= totalYen).toBe(true);
				for (const [index, row] of settled.rows.entries()) {
					expect(row.paidYen + row.writtenOffYen <= (scheduled[index] ?? 0n)).toBe(true);
					const parts = settled.parts.filter(({ instalmentId }) => instalmentId === row.id);
					expect(parts.reduce((sum, part) => sum + part.amountYen, 0n)).toBe(row.paidYen);
					if (row.paidYen > 0n && index > 0) expect(settled.rows[index - 1]?.paidYen).toBe(scheduled[index - 1]);
				}
				expect(paid([...given].reverse(), scheduled, givenUpYen)).toEqual(settled);
			}),
		);
	});

	it("one yen more never pays less", () => {
		fc.assert(
			fc.property(amounts, gifts, (scheduled, given) => {
				const [first] = given;
				if (!first) return;
				const more = [{ ...first, netYen: first.netYen + 1n }, ...given.slice(1)];
				expect(paid(more, scheduled).paidYen >= paid(given, scheduled).paidYen).toBe(true);
			}),
		);
	});
});

type Row = { dueOn: string; scheduledYen: bigint; paidYen: bigint; writtenOffYen: bigint };
const rowsOf = (scheduled: bigint[], netYen: bigint, givenUpYen = 0n): Row[] =>
	paid([gift("a", "2026-01-01", netYen)], scheduled, givenUpYen).rows.map((row, index) => ({
		dueOn: `2026-${String(index + 1).padStart(2, "0")}-10`,
		scheduledYen: scheduled[index] ?? 0n,
		paidYen: row.paidYen,
		writtenOffYen: row.writtenOffYen,
	}));
const spread = (scheduled: bigint[], netYen: bigint, rule: RespreadRule, today: string, givenUpYen = 0n) =>
	respread(rowsOf(scheduled, netYen, givenUpYen), rule, today)
		.map((row) => `${row.dueOn.slice(5, 7)}:${row.scheduledYen}/${row.paidYen}`)
		.join(" ");

describe("what is paid too much or too little", () => {
	const five = [100n, 100n, 100n, 100n, 100n];
	it("too little: 60 of 100", () => {
		expect(spread(five, 60n, "carry", "2026-01-20")).toBe("01:100/60 02:100/0 03:100/0 04:100/0 05:100/0");
		expect(spread(five, 60n, "even", "2026-01-20")).toBe("01:60/60 02:110/0 03:110/0 04:110/0 05:110/0");
		expect(spread(five, 60n, "last", "2026-01-20")).toBe("01:60/60 02:100/0 03:100/0 04:100/0 05:140/0");
	});
	it("too much: 150 for 100", () => {
		expect(spread(five, 150n, "carry", "2026-01-20")).toBe("01:100/100 02:100/50 03:100/0 04:100/0 05:100/0");
		expect(spread(five, 150n, "even", "2026-01-20")).toBe("01:150/150 02:88/0 03:88/0 04:87/0 05:87/0");
		expect(spread(five, 150n, "last", "2026-01-20")).toBe("01:150/150 02:100/0 03:100/0 04:100/0 05:50/0");
	});
	it("nothing for two, or nothing left to spread over", () => {
		expect(spread(five, 0n, "even", "2026-02-10")).toBe("03:167/0 04:167/0 05:166/0");
		expect(spread(five, 450n, "even", "2026-05-10")).toBe("01:100/100 02:100/100 03:100/100 04:100/100 05:100/50");
	});
	it("what was given up stays at the end", () => {
		expect(spread(five, 60n, "even", "2026-01-20", 150n)).toBe("01:60/60 02:97/0 03:97/0 04:146/0 05:100/0");
	});
	it("keeps every yen, and twice is once", () => {
		fc.assert(
			fc.property(
				amounts,
				fc.bigInt({ min: 0n, max: 4000n }),
				fc.bigInt({ min: 0n, max: 2000n }),
				fc.constantFrom(...RESPREAD_RULES),
				fc.integer({ min: 1, max: 9 }),
				(scheduled, netYen, givenUpYen, rule, month) => {
					const rows = rowsOf(scheduled, netYen, givenUpYen);
					const today = `2026-${String(month).padStart(2, "0")}-10`;
					const after = respread(rows, rule, today);
					for (const column of ["scheduledYen", "paidYen", "writtenOffYen"] as const) {
						const sumOf = (list: Row[]) => list.reduce((sum, row) => sum + row[column], 0n);
						expect(sumOf(after)).toBe(sumOf(rows));
					}
					for (const row of after) expect(row.paidYen + row.writtenOffYen <= row.scheduledYen).toBe(true);
					expect(respread(after, rule, today)).toEqual(after);
					// Settling the new schedule anew pays the same instalments.
					const again = paid(
						[gift("a", "2026-01-01", netYen)],
						after.map((row) => row.scheduledYen),
						givenUpYen,
					);
					expect(again.rows.map((row) => [row.paidYen, row.writtenOffYen])).toEqual(
						after.map((row) => [row.paidYen, row.writtenOffYen]),
					);
				},
			),
		);
	});
});
