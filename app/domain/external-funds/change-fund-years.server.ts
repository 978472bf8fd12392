import { z } from "zod";
import { inTransaction } from "~/platform/db/transaction.server";
import { invalid } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { assertRevision, nextStamp } from "./change-external-fund.server";
import { checkYears, type FundYear, MAX_YEARS } from "./fund-years.schema";
import { lockFund } from "./locked-fund.server";
import { fundYearSchema } from "./record-external-fund.server";
import { refreshOutlookOf } from "./refresh-outlook-of.server";

/**
 * Writes the years of a fund anew: those not given are taken away. What is received is another thing and stays.
 * @param input.basedOn  `revisionOf` the fund the years were made on; absent: whatever it is now
 * @throws AppError externalfund_not_found, forbidden, external_fund_changed (409),
 *   external_fund_years_invalid (400, `params.field` as `years.0.carriedOverYen`)
 */
export async function changeFundYears(
	ctx: Ctx,
	input: { externalFundId: string; basedOn?: string; years: readonly z.input<typeof fundYearSchema>[] },
): Promise<void> {
	const parsed = z.array(fundYearSchema).max(MAX_YEARS).safeParse(input.years);
	if (!parsed.success) throw invalid("external_fund_years_invalid", z.prettifyError(parsed.error));
	const years: FundYear[] = parsed.data;
	await inTransaction(ctx, async (tx) => {
		const fund = await lockFund(tx, ctx, input.externalFundId);
		assertRevision(fund, input.basedOn);
		refuseWrong(years, fund.decision);
		const where = { externalFundId: fund.id };
		const before = await tx.externalFundYear.findMany({ where, orderBy: { fiscalYear: "asc" } });
		await tx.externalFundYear.deleteMany({ where });
		await tx.externalFundYear.createMany({ data: years.map((year) => ({ ...year, externalFundId: fund.id })) });
		await tx.externalFund.update({ where: { id: fund.id }, data: { updatedAt: nextStamp(fund.updatedAt, ctx.now) } });
		await audit(tx, ctx, {
			action: "external_fund.years_changed",
			subject: { type: "external_fund", id: fund.id },
			institutionId: fund.institutionId,
			before: { years: before.map(toFacts) },
			after: { years: years.map(toFacts) },
		});
		await refreshOutlookOf(tx, fund.hubId);
	});
}

function refuseWrong(years: readonly FundYear[], decision: string): void {
	checkYears(years, decision, {
		addIssue: ({ message, path }: { message: string; path?: (string | number)[] }) => {
			const [personKey = "", values] = message.split("?", 2);
			throw invalid("external_fund_years_invalid", `${path?.join(".")}: ${message}`, {
				personKey,
				params: { ...Object.fromEntries(new URLSearchParams(values)), field: path?.join(".") ?? "years" },
			});
		},
	});
}

function toFacts(year: FundYear | (Omit<FundYear, "precision"> & { precision: string })) {
	const { fiscalYear, plannedYen, decidedYen, directYen, indirectYen, carriedOverYen, returnedYen } = year;
	return {
		fiscalYear,
		plannedYen: plannedYen.toString(),
		decidedYen: decidedYen?.toString() ?? null,
		directYen: directYen?.toString() ?? null,
		indirectYen: indirectYen?.toString() ?? null,
		carriedOverYen: carriedOverYen.toString(),
		returnedYen: returnedYen.toString(),
	};
}
