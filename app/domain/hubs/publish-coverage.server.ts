import { inTransaction } from "~/platform/db/transaction.server";
import { forbidden, invalid } from "~/platform/errors";
import { mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { overseenHub } from "./overseen-hub.server";

const SHOWN = ["none", "ratio", "sources"] as const;

/**
 * Decides how much of its way to standing alone a hub shows on its public page.
 * @throws AppError hub_not_found, forbidden, coverage_published_invalid
 */
export async function publishCoverage(ctx: Ctx, input: { hubId: string; level: string }): Promise<void> {
	const level = SHOWN.find((one) => one === input.level);
	if (!level) throw invalid("coverage_published_invalid", `coverage cannot be shown as ${input.level.slice(0, 20)}`);
	const hub = await overseenHub(ctx, { id: input.hubId });
	if (!mayDo(ctx, "publishCoverage", "Hub", hub)) throw forbidden(`publishCoverage hub ${hub.id}`);
	await inTransaction(ctx, async (tx) => {
		await tx.$queryRaw`SELECT 1 FROM hub WHERE id = ${hub.id}::uuid FOR NO KEY UPDATE`;
		const before = await tx.hub.findUniqueOrThrow({ where: { id: hub.id }, select: { coveragePublished: true } });
		if (before.coveragePublished === level) return;
		await tx.hub.update({ where: { id: hub.id }, data: { coveragePublished: level } });
		await audit(tx, ctx, {
			action: "hub.coverage_published",
			subject: { type: "hub", id: hub.id },
			before,
			after: { coveragePublished: level },
		});
	});
}
