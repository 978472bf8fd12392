import { Temporal } from "temporal-polyfill";
import { MOST_YEN } from "../external-funds/fund-years.schema.ts";
import { parseOverheadPercent } from "../funds/overhead-percent.ts";
import type { ImportUnit } from "./import-mapping.ts";

/** A cell read: a value, nothing (an empty cell), or a key of errors.json that says why not. */
export type Read<T> = { value: T } | { value: null; refusal: string | null };

const nothing = { value: null, refusal: null } as const;
const refuse = (refusal: string) => ({ value: null, refusal });

const POWERS: Record<ImportUnit, number> = { yen: 0, thousand_yen: 3, million_yen: 6 };
const SUFFIXES: Record<string, number> = { 円: 0, 千円: 3, 万円: 4, 百万円: 6, 億円: 8 };
const DASHES = /^[-‐-―−ー–—]+$/u;

/**
 * An amount in yen: `１，２３４`, `￥1,234`, `1,234千円`, `12.5` of millions, `1.2E7` as spreadsheets write it. A cell's own unit
 * counts before the file's. What does not come out in whole yen is refused.
 */
export function readAmount(cell: string, unit: ImportUnit): Read<bigint> {
	const text = cell.normalize("NFKC").replace(/[\s,、']/gu, "");
	if (text === "" || DASHES.test(text)) return nothing;
	const parts =
		/^([▲△(+−-]?)[¥\\￥]?([-−]?)(\d+)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?(百万円|億円|千円|万円|円)?\)?$/iu.exec(text);
	if (!parts) return refuse("fields.amount.notANumber");
	const [, before = "", inner = "", whole = "", fraction = "", exponent = "0", suffix] = parts;
	const power = (suffix === undefined ? POWERS[unit] : (SUFFIXES[suffix] ?? 0)) + Number(exponent) - fraction.length;
	const digits = BigInt(whole + fraction);
	if (digits === 0n) return { value: 0n };
	if (/[▲△(−-]/u.test(before) || inner !== "") return refuse("fields.amount.negative");
	if (power > 30 || power < -300) return refuse(power > 0 ? "fields.amount.tooLarge" : "fields.amount.decimal");
	const scale = 10n ** BigInt(Math.abs(power));
	if (power < 0 && digits % scale !== 0n) return refuse("fields.amount.decimal");
	const yen = power < 0 ? digits / scale : digits * scale;
	return yen > MOST_YEN ? refuse("fields.amount.tooLarge") : { value: yen };
}

/** First year of an era less one; r and 令和 alike. */
const ERAS: Record<string, number> = { 令和: 2018, r: 2018, 平成: 1988, h: 1988, 昭和: 1925, s: 1925 };
const ERA = "(令和|平成|昭和|[rhs])";
const ERA_DAY = new RegExp(`^${ERA}(\\d{1,2}|元)[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?$`, "u");
const DAY = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/u;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/u;
/** Days since 30 December 1899, as spreadsheets count them: 1954 to 2119. */
const SERIAL = /^\d{5}(?:\.\d+)?$/u;

/** A day, `YYYY-MM-DD`: also `R5.4.1`, `令和5年4月1日`, `20230401` and a spreadsheet's day number. A time after it is left out. */
export function readDay(cell: string, limits: { from: string; to?: string }): Read<string> {
	const text = dayText(cell);
	if (text === "" || DASHES.test(text)) return nothing;
	const day = dayIn(text);
	if (day === null) return refuse("fields.day");
	if (day < limits.from) return refuse(`fields.dayFrom?from=${limits.from}`);
	if (limits.to !== undefined && day > limits.to) return refuse(`fields.dayTo?to=${limits.to}`);
	return { value: day };
}

function dayText(cell: string): string {
	return cell
		.normalize("NFKC")
		.trim()
		.toLowerCase()
		.replace(/[t ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?z?$/u, "")
		.replace(/\s+/gu, "")
		.replace(/\([月火水木金土日]\)$/u, "");
}

function dayIn(text: string): string | null {
	if (SERIAL.test(text)) {
		const serial = Math.floor(Number(text));
		if (serial < 20_000) return null;
		return Temporal.PlainDate.from("1899-12-30").add({ days: serial }).toString();
	}
	const era = ERA_DAY.exec(text);
	if (era) return existing(yearOfEra(era[1], era[2]), Number(era[3]), Number(era[4]));
	const plain = COMPACT.exec(text) ?? DAY.exec(text);
	return plain ? existing(Number(plain[1]), Number(plain[2]), Number(plain[3])) : null;
}

const yearOfEra = (era = "", year = "") => (ERAS[era] ?? 0) + (year === "元" ? 1 : Number(year));

function existing(year: number, month: number, day: number): string | null {
	if (year < 1900 || year > 2199) return null;
	try {
		return Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" }).toString();
	} catch {
		return null;
	}
}

const ERA_YEAR = new RegExp(`^${ERA}(\\d{1,2}|元)(?:年度?|fy)?$`, "u");

/** A fiscal year by its first calendar year: `2025`, `FY2025`, `2025年度`, `令和7年度`, `R7`, or a day within it. */
export function readFiscalYear(cell: string, limits: { from: number; to: number }): Read<number> {
	const text = dayText(cell);
	if (text === "" || DASHES.test(text)) return nothing;
	const year = fiscalYearIn(text);
	return year !== null && year >= limits.from && year <= limits.to ? { value: year } : refuse("externalFunds.year");
}

function fiscalYearIn(text: string): number | null {
	const plain = /^(?:fy)?(\d{4})(?:年度?|fy|\.0+)?$/u.exec(text);
	if (plain) return Number(plain[1]);
	const era = ERA_YEAR.exec(text);
	if (era) return yearOfEra(era[1], era[2]);
	const day = dayIn(text);
	if (day === null) return null;
	return Number(day.slice(0, 4)) - (day.slice(5, 7) < "04" ? 1 : 0);
}

/** A share in hundredths of a percent: `50%`, `50`, and 0.5 as spreadsheets keep 50 %. */
export function readShare(cell: string): Read<number> {
	const text = cell.normalize("NFKC").replace(/\s/gu, "");
	if (text === "" || DASHES.test(text)) return nothing;
	const bare = Number(text);
	const basisPoints =
		!text.includes("%") && bare > 0 && bare <= 1 ? Math.round(bare * 10_000) : parseOverheadPercent(text);
	return basisPoints !== null && basisPoints > 0 ? { value: basisPoints } : refuse("externalFunds.share");
}

/** One line of text, as it was written, without control characters. */
export function readText(cell: string, most: number): Read<string> {
	const text = cell.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
	if (text === "") return nothing;
	return text.length > most ? refuse(`fields.tooLong?max=${most}`) : { value: text };
}

const TOTAL = /^(?:総?合計|総計|計|総額|(?:grand)?total|sum)[:：]?$/iu;
const SUBTOTAL = /^(?:小計|中計|.{1,20}(?:小計|の計|合計)|subtotal)[:：]?$/iu;

/** Files end with rows that add up the others; they are no rows of their own. */
export function totalRow(cells: readonly string[]): "total" | "subtotal" | null {
	const said = cells.map((cell) => cell.normalize("NFKC").replace(/\s+/gu, "")).filter((cell) => cell !== "");
	const words = said.filter((cell) => !/^[\d,.¥\\円件-]+$/u.test(cell));
	const [only] = words;
	if (only === undefined || words.length > 1) return null;
	if (TOTAL.test(only)) return "total";
	return SUBTOTAL.test(only) ? "subtotal" : null;
}
