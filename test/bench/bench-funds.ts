import type { Ctx } from "~/domain/access/ctx.server";
import { openFund } from "~/domain/funds/open-fund.server";

/** One fund at every hub, through the product's own function. */
export async function openBenchFunds(ctx: Ctx): Promise<string[]> {
	const hubs = await ctx.db.hub.findMany({
		include: { hosts: { where: { isPrimary: true } } },
		orderBy: { slug: "asc" },
	});
	const ids: string[] = [];
	for (const hub of hubs) {
		const institutionId = hub.hosts[0]?.institutionId;
		if (!institutionId) continue;
		const { id } = await openFund(ctx, {
			slug: `${hub.slug}-bench`,
			hubId: hub.id,
			institutionId,
			receiptIssuerId: institutionId,
			nameJa: "拠点全般",
			nameEn: "Where it is needed most",
			purposeJa: "拠点の活動全般に使います。",
			purposeEn: "For the work of the hub as a whole.",
			use: "running",
			taxTreatment: "designated",
			overheadBasisPoints: 1000,
			presetYen: [3000n, 10_000n, 30_000n],
		});
		ids.push(id);
	}
	return ids;
}
