import { z } from "zod";

declare const yenBrand: unique symbol;

/** Whole yen. A bigint that went through {@link yen}, so that a float or a foreign amount cannot pass for money. */
export type Yen = bigint & { readonly [yenBrand]: "yen" };

/** PostgreSQL's BIGINT, the column every amount is kept in. */
const COLUMN_MAX = 2n ** 63n - 1n;
const COLUMN_MIN = -(2n ** 63n);

/** The largest amount a person may type or a JSON caller may send: 1 trillion yen less one, far below 2^53. */
export const MAX_TYPED_YEN = 999_999_999_999n;

/**
 * Makes yen of a whole number; negative is allowed, since ledger entries are signed.
 * @throws RangeError for fractions, unsafe numbers and what the column cannot hold
 */
export function yen(amount: bigint | number): Yen {
	if (typeof amount === "number" && !Number.isSafeInteger(amount)) {
		throw new RangeError("yen must be a safe whole number");
	}
	const value = BigInt(amount);
	if (value > COLUMN_MAX || value < COLUMN_MIN) throw new RangeError("yen out of range");
	return value as Yen;
}

export const ZERO_YEN: Yen = yen(0n);

/** Adds up; the sum of nothing is zero. */
export function sumYen(amounts: Iterable<Yen>): Yen {
	let total = 0n;
	for (const amount of amounts) total += amount;
	return yen(total);
}

/**
 * For JSON, where amounts are integer numbers.
 * @throws RangeError when the number would not be exact
 */
export function toJsonNumber(amount: Yen): number {
	const value = Number(amount);
	if (!Number.isSafeInteger(value)) throw new RangeError("yen too large for a JSON number");
	return value;
}

export type YenRefusal = "empty" | "negative" | "decimal" | "tooLarge" | "notANumber";
export type ParsedYen = { ok: true; yen: Yen } | { ok: false; reason: YenRefusal };

const FULL_WIDTH_OFFSET = 0xfee0;
const MINUS = /[-\u2010-\u2015\u2212\u30fc\uff70\u25b2\u25b3\u2500]/u;

/**
 * Reads what people type: `10,000`, `１０，０００円`, `¥10 000`, `\10000` (the yen sign of Japanese keyboards), `10000 yen`.
 *
 * Separators must group thousands: `10,00` is a decimal comma to many donors, and reading it as 1,000 would charge a
 * hundred times too much. Digits of other scripts and 万 or 千 are refused instead of guessed.
 */
export function parseYen(text: string): ParsedYen {
	if (text.length > 100) return { ok: false, reason: "notANumber" };
	const narrow = text
		.replace(/[\uff01-\uff5e]/gu, (c) => String.fromCharCode(c.charCodeAt(0) - FULL_WIDTH_OFFSET))
		.replace(/[\s\u00a0\u2000-\u200b\u202f\u3000\ufeff]+/gu, " ")
		.replace(/\u3001/gu, ",")
		.trim();
	const bare = narrow
		.replace(/^(?:[\u00a5\uffe5\\]|jpy\b)\s?/iu, "")
		.replace(/\s?(?:\u5186|yen|jpy)$/iu, "")
		.trim();
	if (bare === "") return { ok: false, reason: narrow === "" ? "empty" : "notANumber" };
	if (MINUS.test(bare.slice(0, 1)) && /\d/u.test(bare)) return { ok: false, reason: "negative" };
	if (/^\d[\d, ]*\.\d*$/u.test(bare) || /^\.\d+$/u.test(bare)) return { ok: false, reason: "decimal" };
	if (!/^(?:\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+)$/u.test(bare)) return { ok: false, reason: "notANumber" };
	const digits = bare.replace(/[, ]/gu, "").replace(/^0+(?=\d)/u, "");
	if (digits.length > MAX_TYPED_YEN.toString().length) return { ok: false, reason: "tooLarge" };
	return { ok: true, yen: yen(BigInt(digits)) };
}

/** Keys in `errors.json` for each refusal. */
export const YEN_REFUSAL_KEYS = {
	empty: "fields.amount.empty",
	negative: "fields.amount.negative",
	decimal: "fields.amount.decimal",
	tooLarge: "fields.amount.tooLarge",
	notANumber: "fields.amount.notANumber",
} as const satisfies Record<YenRefusal, string>;

/**
 * Yen from a form string or a JSON whole number; zero passes, the caller sets its own limits.
 * The message of an issue is a key of `errors.json`.
 */
export const yenSchema = z.unknown().transform((value, ctx): Yen => {
	const parsed = parseUnknownYen(value);
	if (parsed.ok) return parsed.yen;
	ctx.addIssue({ code: "custom", message: YEN_REFUSAL_KEYS[parsed.reason] });
	return z.NEVER;
});

function parseUnknownYen(value: unknown): ParsedYen {
	if (value === undefined || value === null) return { ok: false, reason: "empty" };
	if (typeof value === "string") return parseYen(value);
	if (typeof value !== "number" || Number.isNaN(value)) return { ok: false, reason: "notANumber" };
	if (value < 0) return { ok: false, reason: "negative" };
	if (value > Number(MAX_TYPED_YEN)) return { ok: false, reason: "tooLarge" };
	if (!Number.isInteger(value)) return { ok: false, reason: "decimal" };
	return { ok: true, yen: yen(value) };
}
