import { inflateRawSync } from "node:zlib";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { readSheet } from "./read-sheet.server";
import { assertUnpackedSize } from "./unpacked-size.server";
import { writeXlsx } from "./write-sheet.server";

async function rowsOf(bytes: Uint8Array) {
	const sheet = await readSheet(bytes);
	const rows = [];
	for await (const row of sheet.rows) rows.push(row);
	return { ...sheet, rows };
}
const utf8 = (text: string) => new TextEncoder().encode(text);

const ENTRY = Buffer.from([0x50, 0x4b, 0x01, 0x02]);
const workbook = (...rows: string[][]) =>
	writeXlsx([{ name: "a", columns: [{ heading: "a", kind: "text" }], rows }]).then((bytes) => Buffer.from(bytes));

/** Every part of a zip with its text. */
function partsOf(bytes: Uint8Array): Map<string, string> {
	const zip = Buffer.from(bytes);
	const parts = new Map<string, string>();
	for (let at = zip.indexOf(ENTRY); at >= 0; at = zip.indexOf(ENTRY, at + 1)) {
		const name = zip.toString("utf8", at + 46, at + 46 + zip.readUInt16LE(at + 28));
		const header = zip.readUInt32LE(at + 42);
		const from = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
		const packed = zip.subarray(from, from + zip.readUInt32LE(at + 20));
		parts.set(name, (zip.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed)).toString("utf8"));
	}
	return parts;
}

describe("a workbook written and read back", () => {
	test("text, yen, days and shares come back as they were", async () => {
		const bytes = await writeXlsx([
			{
				name: "外部資金",
				columns: [
					{ heading: "研究代表者", kind: "text" },
					{ heading: "交付決定額", kind: "yen" },
					{ heading: "受入日", kind: "day" },
					{ heading: "割合", kind: "ratio" },
					{ heading: "件数", kind: "number" },
				],
				rows: [
					["髙﨑 𠮷野", 1_234_567_890_123n, "2026-03-31", 0.25, 3],
					["渡邉 花子", null, "1990-04-01", null, -1],
					["0012", -5n, null, 1, 1.5],
				],
			},
		]);
		expect(await rowsOf(bytes)).toMatchObject({
			format: "xlsx",
			headings: ["研究代表者", "交付決定額", "受入日", "割合", "件数"],
			rows: [
				{ line: 2, cells: ["髙﨑 𠮷野", "1234567890123", "2026-03-31", "0.25", "3"] },
				{ line: 3, cells: ["渡邉 花子", "", "1990-04-01", "", "-1"] },
				{ line: 4, cells: ["0012", "-5", "", "1", "1.5"] },
			],
		});
	});

	test("text is never a formula, amounts have thousands marks", async () => {
		const columns = [
			{ heading: "=HYPERLINK()", kind: "text" as const },
			{ heading: "額", kind: "yen" as const },
		];
		const rows = ["=1+1", "+81", "-5", "@SUM(A1)", "\u0007bell"].map((text) => [text, 1_000n]);
		const bytes = await writeXlsx([{ name: "a", columns, rows }]);
		const all = [...partsOf(bytes).values()].join("");
		expect(all).not.toMatch(/<f[ >]/);
		expect(all).toContain("#,##0");
		expect((await rowsOf(bytes)).rows.map((row) => row.cells[0])).toEqual(["=1+1", "+81", "-5", "@SUM(A1)", "bell"]);
	});

	test("sheet names become legal, each once", async () => {
		const columns = [{ heading: "a", kind: "text" as const }];
		const names = ["a/b:c", "A/B:C", "", "'x'", "History", "拠".repeat(40), "拠".repeat(40)];
		const bytes = await writeXlsx(names.map((name) => ({ name, columns, rows: [] })));
		const xml = partsOf(bytes).get("xl/workbook.xml") ?? "";
		const written = [...xml.matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(([, name]) => name);
		expect(written).toEqual([
			"a b c",
			"A B C (2)",
			"Sheet3",
			"x",
			"History (2)",
			"拠".repeat(31),
			`${"拠".repeat(27)} (2)`,
		]);
	});

	test("what a spreadsheet cannot keep is refused", async () => {
		const write = (kind: "yen" | "day", value: string | bigint | number) =>
			writeXlsx([{ name: "a", columns: [{ heading: "a", kind }], rows: [[value]] }]);
		for (const [kind, value] of [
			["yen", 2n ** 53n],
			["yen", Number.NaN],
			["yen", "12"],
			["day", "2026-02-30"],
			["day", 46000],
		] as const) {
			await expect(write(kind, value), `${kind} ${value}`).rejects.toMatchObject({ code: "sheet_value_wrong" });
		}
		await expect(write("yen", 2n ** 53n - 1n)).resolves.toBeInstanceOf(Uint8Array);
	});
});

describe("a file read", () => {
	const text = '課題番号,研究代表者,金額\r\nJP26H00001,髙﨑 一郎,"1,000"\r\n,,\r\n24K01234,"渡邉\n花子",￥２０００\r\n';
	const rows = [
		{ line: 2, cells: ["JP26H00001", "髙﨑 一郎", "1,000"] },
		{ line: 4, cells: ["24K01234", "渡邉\n花子", "￥２０００"] },
	];

	test.each([
		["UTF-8", utf8(text)],
		["UTF-8 with its mark", utf8(`\ufeff${text}`)],
		["cp932", iconv.encode(text, "cp932")],
		["UTF-16", iconv.encode(text, "utf-16le", { addBOM: true })],
	])("%s", async (_name, bytes) => {
		expect(await rowsOf(bytes)).toMatchObject({ format: "csv", headings: ["課題番号", "研究代表者", "金額"], rows });
	});

	test("tabs and semicolons; rows longer and shorter than the headings", async () => {
		expect((await rowsOf(utf8("a\tb\n1\t2\t3\n4\n"))).rows.map((row) => row.cells)).toEqual([["1", "2", "3"], ["4"]]);
		expect((await rowsOf(utf8("a;b\n1,5;2\n"))).rows.map((row) => row.cells)).toEqual([["1,5", "2"]]);
	});

	test("titles above the table are passed over", async () => {
		const bytes = utf8("令和7年度 外部資金一覧,,\n,,単位:円\n\n課題番号,研究代表者,金額\nA,B,1\n");
		const known = (cells: readonly string[]) => cells.filter((cell) => ["課題番号", "金額"].includes(cell)).length;
		const sheet = await readSheet(bytes, known);
		expect(sheet.headings).toEqual(["課題番号", "研究代表者", "金額"]);
		for await (const row of sheet.rows) expect(row).toEqual({ line: 5, cells: ["A", "B", "1"] });
	});

	test.each([
		["nothing", new Uint8Array(), "sheet_empty"],
		["blank lines", utf8("\n\n,,\n"), "sheet_empty"],
		["an .xls", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), "sheet_xls"],
		["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0xff, 0xd8]), "sheet_encoding"],
		["a zip of nothing", Buffer.from([0x50, 0x4b, 5, 6, ...new Array(18).fill(0)]), "sheet_unreadable"],
		["half a zip", Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0]), "sheet_unreadable"],
	])("%s is refused", async (_name, bytes, code) => {
		await expect(rowsOf(bytes)).rejects.toMatchObject({ code });
	});

	test("a quote left open says where", async () => {
		await expect(rowsOf(utf8('a,b\n1,2\n"3,4\n5,6\n'))).rejects.toMatchObject({
			code: "sheet_unreadable",
			params: { line: 3 },
		});
	});

	test("a workbook cut short or with a part gone is refused", async () => {
		const whole = await workbook(["1"]);
		await expect(rowsOf(whole.subarray(0, whole.length - 30))).rejects.toMatchObject({ code: "sheet_unreadable" });
		const gone = Buffer.from(whole.toString("latin1").replaceAll("workbook.xml", "workbook.xm_"), "latin1");
		await expect(rowsOf(gone)).rejects.toMatchObject({ code: "sheet_unreadable" });
	});

	test("a zip that unpacks too far is refused, whatever it says of itself", async () => {
		const bomb = await workbook(...Array.from({ length: 100 }, (_, at) => [`${at}${"a".repeat(30_000)}`]));
		expect(bomb.length).toBeLessThan(50_000);
		await expect(assertUnpackedSize(bomb, 1_000_000)).rejects.toMatchObject({ code: "sheet_too_large" });
		for (let at = bomb.indexOf(ENTRY); at >= 0; at = bomb.indexOf(ENTRY, at + 1)) bomb.writeUInt32LE(10, at + 24);
		await expect(assertUnpackedSize(bomb, 1_000_000)).rejects.toMatchObject({ code: "sheet_too_large" });
		await expect(assertUnpackedSize(bomb, 6_000_000)).resolves.toBeUndefined();
	});
});
