/**
 * How amounts, days and years are written for people. Pure: no clock, no time zone of the machine, no float for money.
 * Days are `YYYY-MM-DD` in Japan; anything whose `toString` gives that (a PlainDate) fits.
 */
import type { Lang } from "./lang.ts";

const MILLION = 1_000_000n;
const HALF_MILLION = 500_000n;

const EN_MONTHS = [
	"January",
	"February",
	"March",
	"April",
	"May",
	"June",
	"July",
	"August",
	"September",
	"October",
	"November",
	"December",
];

/** Thousands separated; the same in both languages. */
export function formatInteger(value: bigint | number): string {
	const text = BigInt(value).toString();
	return text.replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** For sentences: `10,000円`, `¥10,000`. */
export function formatYen(yen: bigint, lang: Lang): string {
	return lang === "ja" ? `${formatInteger(yen)}円` : formatYenSign(yen);
}

/** For tables and receipts in either language: `¥10,000`, `-¥4,000`. */
export function formatYenSign(yen: bigint): string {
	return yen < 0n ? `-¥${formatInteger(-yen)}` : `¥${formatInteger(yen)}`;
}

/**
 * Whole millions for tables in 百万円, where figures may then differ from their sum by rounding. Half goes away from zero,
 * so that a refund rounds as the gift did.
 */
export function roundToMillion(yen: bigint): bigint {
	return yen < 0n ? -((-yen + HALF_MILLION) / MILLION) : (yen + HALF_MILLION) / MILLION;
}

/** `12百万円`, `¥12 million`. */
export function formatMillionYen(yen: bigint, lang: Lang): string {
	const millions = roundToMillion(yen);
	if (lang === "ja") return `${formatInteger(millions)}百万円`;
	return `${formatYenSign(millions)} million`;
}

/**
 * Short, for headlines and labels of charts: `1億2,345万円`, `¥123.45 million`. Cut off, never rounded up: a headline must
 * not say more than was received.
 */
export function formatYenShort(yen: bigint, lang: Lang): string {
	const sign = yen < 0n ? "-" : "";
	const amount = yen < 0n ? -yen : yen;
	if (lang === "ja") return `${sign}${shortJapanese(amount)}`;
	if (amount < MILLION) return `${sign}¥${formatInteger(amount)}`;
	const hundredths = (amount / 10_000n) % 100n;
	const fraction = hundredths === 0n ? "" : `.${hundredths.toString().padStart(2, "0").replace(/0$/, "")}`;
	return `${sign}¥${formatInteger(amount / MILLION)}${fraction} million`;
}

function shortJapanese(amount: bigint): string {
	if (amount < 10_000n) return `${formatInteger(amount)}円`;
	const oku = amount / 100_000_000n;
	const man = (amount / 10_000n) % 10_000n;
	return `${oku > 0n ? `${formatInteger(oku)}億` : ""}${man > 0n ? `${formatInteger(man)}万` : ""}円`;
}

/** `0.4567` is `45.6%`: cut off, so that a goal never reads as reached before it is. */
export function formatPercent(ratio: number, digits = 0): string {
	const scale = 10 ** digits;
	// The small addition undoes binary fractions: 0.29 * 100 is 28.999999999999996.
	const cut = Math.trunc(ratio * 100 * scale + Math.sign(ratio) * 1e-9) / scale;
	return `${(cut === 0 ? 0 : cut).toFixed(digits)}%`;
}

interface DayParts {
	year: number;
	month: number;
	day: number;
}

function partsOf(day: string | { toString(): string }): DayParts {
	const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day.toString());
	if (match === null) throw new RangeError("a day must be YYYY-MM-DD");
	return { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
}

/** `2026年4月1日`, `1 April 2026`. */
export function formatDay(day: string | { toString(): string }, lang: Lang): string {
	const { year, month, day: date } = partsOf(day);
	return lang === "ja" ? `${year}年${month}月${date}日` : `${date} ${EN_MONTHS[month - 1]} ${year}`;
}

const ERA_OF_DAY = new Intl.DateTimeFormat("ja-JP-u-ca-japanese", { era: "short", year: "numeric", timeZone: "UTC" });

/** As certificates date: `令和8年（2026年）4月1日`, `令和元年（2019年）5月1日`; `1 April 2026` in English. */
export function formatDayOfEra(day: string | { toString(): string }, lang: Lang): string {
	if (lang === "en") return formatDay(day, lang);
	const { year, month, day: date } = partsOf(day);
	return `${ERA_OF_DAY.format(new Date(Date.UTC(year, month - 1, date)))}（${year}年）${month}月${date}日`;
}

/** For dense tables: `2026/04/01`, `1 Apr 2026`. */
export function formatDayShort(day: string | { toString(): string }, lang: Lang): string {
	const { year, month, day: date } = partsOf(day);
	if (lang === "ja") return `${year}/${String(month).padStart(2, "0")}/${String(date).padStart(2, "0")}`;
	return `${date} ${EN_MONTHS[month - 1]?.slice(0, 3)} ${year}`;
}

/** `2026年4月`, `April 2026`, of any day in that month. */
export function formatMonth(day: string | { toString(): string }, lang: Lang): string {
	const { year, month } = partsOf(day);
	return lang === "ja" ? `${year}年${month}月` : `${EN_MONTHS[month - 1]} ${year}`;
}

const JAPAN_OFFSET_MS = 9 * 3_600_000;

/** A moment as clocks in Japan show it: `2026年4月1日 9:05`, `1 April 2026, 9:05 JST`. */
export function formatMoment(moment: Date, lang: Lang): string {
	const inJapan = new Date(moment.getTime() + JAPAN_OFFSET_MS).toISOString();
	const day = formatDay(inJapan.slice(0, 10), lang);
	const time = inJapan.slice(11, 16).replace(/^0/, "");
	return lang === "ja" ? `${day} ${time}` : `${day}, ${time} JST`;
}

/** Eras by the first fiscal year that carries their name; FY2019 began in Heisei 31 and is called Reiwa 1. */
const ERAS = [
	{ name: "令和", from: 2019 },
	{ name: "平成", from: 1989 },
	{ name: "昭和", from: 1926 },
] as const;

/** `2026年度`, `FY2026`. */
export function formatFiscalYear(year: number, lang: Lang): string {
	return lang === "ja" ? `${year}年度` : `FY${year}`;
}

/** As official papers name it: `令和8年度`, `令和元年度`; `FY2026` in English. */
export function formatFiscalYearOfEra(year: number, lang: Lang): string {
	const era = ERAS.find(({ from }) => year >= from);
	if (lang === "en" || era === undefined) return formatFiscalYear(year, lang);
	const count = year - era.from + 1;
	return `${era.name}${count === 1 ? "元" : count}年度`;
}

/** `2年3か月`, `2 years 3 months`; `0か月`, `0 months`. */
export function formatMonths(months: number, lang: Lang): string {
	const years = Math.trunc(months / 12);
	const rest = months % 12;
	if (lang === "ja") return `${years > 0 ? `${years}年` : ""}${rest > 0 || years === 0 ? `${rest}か月` : ""}`;
	const parts = [years > 0 ? counted(years, "year") : "", rest > 0 || years === 0 ? counted(rest, "month") : ""];
	return parts.filter((part) => part !== "").join(" ");
}

/** Days until the last day, which counts: `あと3日`, `本日まで`, `終了`; `3 days left`, `last day`, `ended`. */
export function formatDaysLeft(days: number, lang: Lang): string {
	if (days < 0) return lang === "ja" ? "終了" : "ended";
	if (days === 0) return lang === "ja" ? "本日まで" : "last day";
	return lang === "ja" ? `あと${formatInteger(days)}日` : `${counted(days, "day")} left`;
}

function counted(count: number, noun: string): string {
	return `${formatInteger(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** Enough of a hash to compare by eye. */
export function formatHash(sha256: string): string {
	return `${sha256.slice(0, 12)}…`;
}
