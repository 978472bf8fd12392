import { CATEGORIES, type Category, USES, type Use } from "../ledger/kinds.ts";

/** Why money may pay what it pays; each is a text of console.json. */
export const PAY_REASONS = {
	/** given, granted or budgeted for one use */
	named: "outlook.pays.named",
	/** of a research contract, for posts of the core: its terms end with the project */
	notCorePosts: "outlook.pays.notCorePosts",
	/** 間接経費 */
	indirect: "outlook.pays.indirect",
	/** not bound to a use */
	general: "outlook.pays.general",
	/** the programme's own subsidy ends with support */
	notCounted: "outlook.pays.notCounted",
} as const;

export type PayRule = { uses: readonly Use[]; reason: (typeof PAY_REASONS)[keyof typeof PAY_REASONS] };

const RESEARCH_CONTRACTS: readonly Category[] = ["competitive", "commissioned", "joint"];
/** Its use is what the subsidy was granted for, `running` too. */
const ALWAYS_NAMED: readonly Category[] = ["subsidy"];

/**
 * What money may pay, by its category and use (docs/decisions/0035). Money of use `running` that nobody bound to a use is
 * general; the sets are nested or apart, so none competes crosswise with another.
 */
export function maySpendOn(category: Category, use: Use): PayRule {
	if (category === "wpi_subsidy") return { uses: [], reason: PAY_REASONS.notCounted };
	if (RESEARCH_CONTRACTS.includes(category)) {
		if (use === "core_posts") return { uses: [], reason: PAY_REASONS.notCorePosts };
		if (use === "running") return { uses: ["running", "facility"], reason: PAY_REASONS.indirect };
		return { uses: [use], reason: PAY_REASONS.named };
	}
	if (use === "running" && !ALWAYS_NAMED.includes(category)) return { uses: USES, reason: PAY_REASONS.general };
	return { uses: [use], reason: PAY_REASONS.named };
}

/** The whole table, to be shown. */
export const PAY_TABLE = CATEGORIES.flatMap((category) =>
	USES.map((use) => ({ category, use, ...maySpendOn(category, use) })),
);

/** Lines of the table that say the same, together: which categories, of which uses, pay what. */
export type PayGroup = PayRule & { categories: Category[]; ofUses: Use[]; paysOwnUse: boolean };
export function payGroups(): PayGroup[] {
	const alike = new Map<string, Category[]>();
	for (const category of CATEGORIES) {
		const key = USES.map((use) => maySpendOn(category, use).uses.join("+")).join("/");
		alike.set(key, [...(alike.get(key) ?? []), category]);
	}
	return [...alike.values()].flatMap((categories) => {
		const groups = new Map<string, PayGroup>();
		for (const use of USES) {
			const [category] = categories;
			if (category === undefined) continue;
			const rule = maySpendOn(category, use);
			const group = groups.get(rule.reason) ?? { ...rule, categories, ofUses: [], paysOwnUse: false };
			group.ofUses.push(use);
			group.paysOwnUse = rule.reason === PAY_REASONS.named;
			groups.set(rule.reason, group);
		}
		return [...groups.values()];
	});
}
