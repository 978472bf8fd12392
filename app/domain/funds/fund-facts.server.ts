import { createHash } from "node:crypto";
import { canonicalJson } from "../audit/audit.server";
import type { FundFields } from "./fund.schema.ts";

export type FundFacts = { [F in keyof FundFields]: string | number | boolean | null | string[] };

/** The changeable fields of a fund as JSON holds them, amounts as text: for audit and for comparing. */
export function fundFacts(fund: FundRowFields): FundFacts {
	return {
		nameJa: fund.nameJa,
		nameEn: fund.nameEn,
		purposeJa: fund.purposeJa,
		purposeEn: fund.purposeEn,
		sortOrder: fund.sortOrder,
		presetYen: fund.presetYen.map(String),
		use: fund.use,
		taxTreatment: fund.taxTreatment,
		taxCreditEligible: fund.taxCreditEligible,
		receiptIssuerId: fund.receiptIssuerId,
		overheadBasisPoints: fund.overheadBasisPoints,
		minYen: fund.minYen.toString(),
		maxYen: fund.maxYen.toString(),
	};
}
/** As the table holds them: words of the short lists are plain text there. */
export type FundRowFields = Omit<FundFields, "use" | "taxTreatment"> & { use: string; taxTreatment: string };

/** Says which version of a fund a form was filled in on: the same fields, the same revision. */
export function fundRevision(fund: FundRowFields): string {
	return createHash("sha256")
		.update(canonicalJson(fundFacts(fund)))
		.digest("hex")
		.slice(0, 32);
}

/** Only what differs, before and after. */
export function changedFacts(
	before: FundFacts,
	after: FundFacts,
): { before: Partial<FundFacts>; after: Partial<FundFacts> } {
	const keys = (Object.keys(after) as (keyof FundFacts)[]).filter(
		(key) => canonicalJson(before[key]) !== canonicalJson(after[key]),
	);
	const pick = (facts: FundFacts) => Object.fromEntries(keys.map((key) => [key, facts[key]]));
	return { before: pick(before), after: pick(after) };
}
