import { z } from "zod";
import { inTransaction } from "~/platform/db/transaction.server";
import { conflict, forbidden, invalid } from "~/platform/errors";
import { mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { shareText } from "./allocation.schema";
import { assertHost, assertInstitution, assertIssuer } from "./assert-host.server";
import { fundSchema } from "./fund.schema";
import { fundFacts, fundRevision } from "./fund-facts.server";
import { assertProgrammeWide, keepShares } from "./keep-shares.server";

/**
 * Opens a fund people can give to. Opening the same fund again with the same content is once.
 * Its short name, hub and institution never change afterwards.
 * A fund of the programme has one legal recipient too, and is opened with the published rule of how it is shared.
 * @throws AppError fund_invalid, forbidden, fund_institution_unknown, fund_not_host, fund_issuer_unknown, fund_slug_taken,
 *   fund_share_hub_unknown, fund_share_twice
 */
export async function openFund(ctx: Ctx, input: z.input<typeof fundSchema>): Promise<{ id: string }> {
	const parsed = fundSchema.safeParse(input);
	if (!parsed.success) throw invalid("fund_invalid", z.prettifyError(parsed.error));
	const { shares, ...fund } = parsed.data;
	const { hubId, institutionId } = fund;
	if (hubId === null) assertProgrammeWide(ctx, "create");
	if (!mayDo(ctx, "create", "Fund", { hubId, institutionId })) throw forbidden("open a fund");
	return inTransaction(ctx, async (tx) => {
		await assertInstitution(tx, institutionId);
		await assertHost(tx, fund, ctx.now);
		await assertIssuer(tx, fund.receiptIssuerId);
		const made = await tx.fund.createMany({ data: [fund], skipDuplicates: true });
		const row = await tx.fund.findUniqueOrThrow({ where: { slug: fund.slug } });
		if (made.count === 0) {
			const isSame =
				row.hubId === hubId &&
				row.institutionId === institutionId &&
				fundRevision(row) === fundRevision(fund) &&
				row.allocationRuleJa === fund.allocationRuleJa &&
				row.allocationRuleEn === fund.allocationRuleEn;
			if (!isSame) throw conflict("fund_slug_taken", `there is a fund ${fund.slug}`);
			return { id: row.id };
		}
		if (hubId === null) await keepShares(tx, row.id, shares);
		await audit(tx, ctx, {
			action: "fund.opened",
			subject: { type: "fund", id: row.id },
			institutionId,
			after: {
				slug: fund.slug,
				hubId,
				institutionId,
				...fundFacts(fund),
				...(hubId === null && { ...ruleOf(fund), shares: shareText(shares) }),
			},
		});
		return { id: row.id };
	});
}

const ruleOf = ({ allocationRuleJa, allocationRuleEn }: { allocationRuleJa: string; allocationRuleEn: string }) => ({
	allocationRuleJa,
	allocationRuleEn,
});
