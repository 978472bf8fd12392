import { createHash } from "node:crypto";
import { z } from "zod";
import { inTransaction, type Tx } from "~/platform/db/transaction.server";
import { conflict, invalid } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { audit, canonicalJson } from "../audit/audit.server";
import { type Allocation, allocationShape, checkAllocation, shareText } from "./allocation.schema";
import { assertProgrammeWide, keepShares } from "./keep-shares.server";
import { overseenFund } from "./overseen-fund.server";

const allocationSchema = z.object(allocationShape).superRefine((given, ctx) => checkAllocation(given, ctx));

/**
 * Publishes another rule for a fund of the programme. The history keeps what was published when a gift was given.
 * @param input.basedOn  the allocation's revision the change was made on
 * @throws AppError fund_not_found, forbidden, fund_invalid, fund_changed (409), fund_share_hub_unknown, fund_share_twice
 */
export async function changeAllocation(
	ctx: Ctx,
	input: { slug: string; basedOn: string; allocation: Allocation },
): Promise<void> {
	const fund = await overseenFund(ctx, input.slug);
	assertProgrammeWide(ctx, "changeTerms");
	if (fund.hubId !== null) throw invalid("fund_invalid", `fund ${fund.id} is of one hub, and shared with none`);
	const parsed = allocationSchema.safeParse(input.allocation);
	if (!parsed.success) throw invalid("fund_invalid", z.prettifyError(parsed.error));
	const { shares, ...rule } = parsed.data;
	await inTransaction(ctx, async (tx) => {
		await tx.$queryRaw`SELECT 1 FROM fund WHERE id = ${fund.id}::uuid FOR UPDATE`;
		const before = await allocationOf(tx, fund.id);
		if (allocationRevision(before) !== input.basedOn) {
			throw conflict("fund_changed", `fund ${fund.id} was changed meanwhile`, { personKey: "funds.changed" });
		}
		await tx.fund.update({ where: { id: fund.id }, data: rule });
		await keepShares(tx, fund.id, shares);
		const after = await allocationOf(tx, fund.id);
		if (allocationRevision(after) === input.basedOn) return;
		await audit(tx, ctx, {
			action: "fund.allocation_changed",
			subject: { type: "fund", id: fund.id },
			institutionId: fund.institutionId,
			before: facts(before),
			after: facts(after),
		});
	});
}

/** The rule as it is published, with the hubs by their abbreviations. */
export async function allocationOf(db: Pick<Tx, "fund" | "fundShare">, fundId: string): Promise<Allocation> {
	const [{ allocationRuleJa, allocationRuleEn }, shares] = await Promise.all([
		db.fund.findUniqueOrThrow({
			where: { id: fundId },
			select: { allocationRuleJa: true, allocationRuleEn: true },
		}),
		db.fundShare.findMany({
			where: { fundId },
			select: { basisPoints: true, hub: { select: { abbreviation: true } } },
			orderBy: [{ basisPoints: "desc" }, { hub: { slug: "asc" } }],
		}),
	]);
	return {
		allocationRuleJa,
		allocationRuleEn,
		shares: shares.map(({ hub, basisPoints }) => ({ hub: hub.abbreviation, basisPoints })),
	};
}

const facts = ({ shares, ...rule }: Allocation) => ({ ...rule, shares: shareText(shares) });

/** Says which version of an allocation a form was filled in on. */
export const allocationRevision = (allocation: Allocation): string =>
	createHash("sha256")
		.update(canonicalJson(facts(allocation)))
		.digest("hex")
		.slice(0, 32);
