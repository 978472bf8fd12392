import type { Category, Use } from "../ledger/kinds.ts";
import type { LedgerPosting } from "../ledger/post-entries.server.ts";

export type PostedSpending = {
	id: string;
	hubId: string | null;
	institutionId: string;
	/** one of the two */
	fundId: string | null;
	externalFundId: string | null;
	/** of the external fund; `gift` of a fund */
	category: Category;
	use: Use;
	/** JST day */
	spentOn: string;
	amountYen: bigint;
};

/** The ledger transaction of one line of spending. */
export function spendingPosting(line: PostedSpending, adjustmentReason: string | null = null): LedgerPosting {
	return { ...postingOf(line, 1n, adjustmentReason), idempotencyKey: `spending:${line.id}` };
}

/** Books a wrong line back, on its own day: nothing was bought, so no other year may change. */
export function spendingReversal(
	line: PostedSpending,
	reversesId: bigint,
	adjustmentReason: string | null = null,
): LedgerPosting {
	return { ...postingOf(line, -1n, adjustmentReason), idempotencyKey: `spending_void:${line.id}`, reversesId };
}

function postingOf(
	line: PostedSpending,
	sign: 1n | -1n,
	adjustmentReason: string | null,
): Omit<LedgerPosting, "idempotencyKey"> {
	const { hubId, institutionId, category, use, spentOn } = line;
	const of = line.fundId === null ? { externalFundId: line.externalFundId ?? undefined } : { fundId: line.fundId };
	const host = category === "host";
	return {
		kind: host ? "host_spending" : "spending",
		cause: { type: "spending_line", id: line.id },
		occurredOn: spentOn,
		adjustmentReason,
		lines: [
			{
				account: "spending",
				amountYen: sign * line.amountYen,
				institutionId,
				purpose: { hubId, ...of, category, channel: null, use },
			},
			{ account: host ? "host_resources" : "institution_bank", amountYen: -sign * line.amountYen, institutionId },
		],
	};
}
