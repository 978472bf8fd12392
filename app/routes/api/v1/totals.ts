import { fiscalYearOf } from "~/domain/calendar/fiscal-year";
import { listTotals } from "~/domain/ledger/list-totals.server";
import { toJsonNumber } from "~/domain/money/yen";
import { answers, onlyGet } from "./answer.server";
import { ENDPOINTS } from "./endpoints";

export const loader = answers(ENDPOINTS.totals, async (ctx, given) => {
	const fiscalYear = given.fiscalYear ?? fiscalYearOf(ctx.now);
	const rows = await listTotals(ctx, { fiscalYear });
	return {
		fiscalYear,
		rows: rows.map(({ hub, institution, category, grossYen, refundedYen, feeYen, netYen, count }) => ({
			hub,
			institution,
			category,
			grossYen: toJsonNumber(grossYen),
			refundedYen: toJsonNumber(refundedYen),
			feeYen: toJsonNumber(feeYen),
			netYen: toJsonNumber(netYen),
			count,
		})),
	};
});

export const action = onlyGet;
