import { z } from "zod";
import { type IssueContext, linesOf } from "../form-text.schema.ts";
import { formatOverheadPercent, parseOverheadPercent } from "./overhead-percent.ts";

/** Longest published rule in characters; most hubs it can name. */
export const ALLOCATION_MAX = { rule: 2000, shares: 40 } as const;

/** A hub by its short name or abbreviation, with its part in hundredths of a percent. */
export type Share = { hub: string; basisPoints: number };

const WHOLE = 10_000;

/** How a fund of the programme is shared among hubs: what is published, and what it comes to. */
export const allocationShape = {
	allocationRuleJa: z.string().max(ALLOCATION_MAX.rule),
	allocationRuleEn: z.string().max(ALLOCATION_MAX.rule),
	shares: z
		.array(z.object({ hub: z.string().min(1).max(60), basisPoints: z.int().min(1).max(WHOLE) }))
		.max(ALLOCATION_MAX.shares),
};
export type Allocation = z.output<z.ZodObject<typeof allocationShape>>;

/** A gift to the programme as a whole needs a rule in both languages and shares of 100 % in all. */
export function checkAllocation(given: { readonly [F in keyof Allocation]?: unknown }, ctx: IssueContext): void {
	const add = (field: keyof Allocation, message: string) => ctx.addIssue({ code: "custom", message, path: [field] });
	for (const field of ["allocationRuleJa", "allocationRuleEn"] as const) {
		if (given[field] === "") add(field, "fields.required");
	}
	if (!Array.isArray(given.shares)) return;
	const shares = given.shares as Share[];
	const sum = shares.reduce((total, share) => total + share.basisPoints, 0);
	if (shares.length === 0) add("shares", "fields.required");
	else if (sum !== WHOLE) add("shares", `fields.fund.shareSum?sum=${formatOverheadPercent(sum)}`);
	const names = shares.map(({ hub }) => foldHub(hub));
	const twice = shares.find(({ hub }, index) => names.indexOf(foldHub(hub)) !== index);
	if (twice) add("shares", `fields.fund.shareTwice?${new URLSearchParams({ hub: twice.hub })}`);
}

/** `SKCM²`, `skcm2` and `ＳＫＣＭ２` are one name. */
export const foldHub = (name: string): string => name.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();

const LINE = /^(\S.*?)[\s:：,、]+([\d.]+\s?%?)$/u;

/** One hub a line with its percentage: `NanoLSI 5.56%`. */
const shareLines = linesOf(ALLOCATION_MAX.shares * 80).transform((text, ctx): Share[] => {
	const shares: Share[] = [];
	for (const line of text.split("\n").map((one) => one.trim())) {
		if (line === "") continue;
		const match = LINE.exec(line.replaceAll("％", "%").replace(/[０-９．]/gu, (digit) => digit.normalize("NFKC")));
		const basisPoints = match?.[2] === undefined ? null : parseOverheadPercent(match[2]);
		if (match?.[1] === undefined || basisPoints === null || basisPoints === 0) {
			const shown = new URLSearchParams({ line: line.slice(0, 60) });
			ctx.addIssue({ code: "custom", message: `fields.fund.shareLine?${shown}` });
			return z.NEVER;
		}
		shares.push({ hub: match[1], basisPoints });
	}
	if (shares.length <= ALLOCATION_MAX.shares) return shares;
	ctx.addIssue({ code: "custom", message: "fields.fund.shareCount" });
	return z.NEVER;
});

/** The same as a form sends it. */
export const allocationFields = {
	allocationRuleJa: linesOf(ALLOCATION_MAX.rule),
	allocationRuleEn: linesOf(ALLOCATION_MAX.rule),
	shares: shareLines,
};
export const ALLOCATION_FIELDS = Object.keys(allocationFields) as (keyof Allocation)[];

const form = z.object(allocationFields).superRefine((sent, ctx) => checkAllocation(sent, ctx), { when: () => true });
export const allocationFormSchema = z.preprocess((input) => {
	const sent: Record<string, unknown> = typeof input === "object" && input !== null ? { ...input } : {};
	return Object.fromEntries(ALLOCATION_FIELDS.map((name) => [name, sent[name] ?? ""]));
}, form);

/** Shares as the form shows them. */
export const shareText = (shares: readonly Share[]): string =>
	shares.map(({ hub, basisPoints }) => `${hub} ${formatOverheadPercent(basisPoints)}%`).join("\n");

/** The same part for each, the remainder one hundredth of a percent each to the first ones. */
export function equalShares(hubs: readonly string[]): Share[] {
	const each = Math.trunc(WHOLE / hubs.length);
	const over = WHOLE - each * hubs.length;
	return hubs.map((hub, index) => ({ hub, basisPoints: each + (index < over ? 1 : 0) }));
}
