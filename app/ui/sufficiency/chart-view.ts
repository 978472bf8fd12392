/** What the pictures of a hub's way to standing alone are made of: figures only, nothing of one donor. */
export interface Range {
	low: bigint;
	expected: bigint;
	high: bigint;
}

/** What the stack is made of, from below: received first, then what is promised or decided and not received yet. */
export const PARTS = [
	"gift",
	"competitive",
	"contract",
	"other",
	"host",
	"host_decided",
	"fund",
	"instalment",
] as const;
export type PartId = (typeof PARTS)[number];

export const NOT_RECEIVED: readonly PartId[] = ["host_decided", "fund", "instalment"];
export const isReceived = (part: PartId) => !NOT_RECEIVED.includes(part);

export interface GlideYear {
	fiscalYear: number;
	neededYen: bigint;
	securedYen: bigint;
	/** what of it may pay what is needed; the rest is a surplus of one use */
	placedYen: bigint;
	/** null: nothing is needed by the plan */
	securedRatio: number | null;
	expectedRatio: number | null;
	likely: Range;
	parts: Readonly<Record<PartId, bigint>>;
}

const PART_OF_CATEGORY: Record<string, PartId> = {
	gift: "gift",
	competitive: "competitive",
	commissioned: "contract",
	joint: "contract",
	host: "host",
};

export function partOf({ source, category }: { source: string; category: string }): PartId {
	if (source === "instalment" || source === "fund") return source;
	if (source === "host") return "host_decided";
	return PART_OF_CATEGORY[category] ?? "other";
}

export function toParts(sources: readonly { source: string; category: string; yen: bigint }[]) {
	const parts = Object.fromEntries(PARTS.map((part) => [part, 0n])) as Record<PartId, bigint>;
	for (const source of sources) parts[partOf(source)] += source.yen;
	return parts;
}

/** Parts that have money in some year: the others would only fill the legend. */
export function partsDrawn(years: readonly GlideYear[]): PartId[] {
	return PARTS.filter((part) => years.some((year) => year.parts[part] !== 0n));
}

/** For drawing only: millions with what is left of them. */
export function toMillions(yen: bigint): number {
	return Number(yen / 1_000n) / 1_000;
}

/** Where a day falls on a line of fiscal years: 1 October 2026 is 2026.5. */
export function yearPosition(day: string): number {
	const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
	return year + (month - 4 + (Math.min(date, 30) - 1) / 30) / 12;
}

/** How far a year is covered, in steps that are said in words as well as shaded. */
export type CoverageLevel = "unknown" | "low" | "half" | "near" | "full";
export function levelOf(ratio: number | null): CoverageLevel {
	if (ratio === null) return "unknown";
	if (ratio >= 1) return "full";
	if (ratio >= 0.8) return "near";
	return ratio >= 0.5 ? "half" : "low";
}

/** For drawing only: a tenth of a pixel is enough. */
export const tenth = (value: number) => Math.round(value * 10) / 10;
