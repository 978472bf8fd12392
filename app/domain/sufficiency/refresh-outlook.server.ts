import { Prisma } from "~/platform/db/client.server";
import { inTransaction } from "~/platform/db/transaction.server";
import { enqueue } from "~/platform/queue.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { fiscalYearOf, jstDayString } from "../calendar/fiscal-year";
import { presentFacts } from "./outlook-facts.server";
import { outlookSql } from "./outlook-sql.server";

/**
 * Sums anew what is promised, decided or likely to come to a hub: the only writer of its outlook. Whoever else sums the same
 * hub waits, so that what is kept was read after both began.
 */
export async function refreshOutlook(ctx: Ctx, hubId: string): Promise<void> {
	await authorize(ctx, "change", "HubOutlook");
	const of = { hubId, day: jstDayString(ctx.now), fiscalYear: fiscalYearOf(ctx.now) };
	await inTransaction(ctx, async (tx) => {
		await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${`outlook:${hubId}`}, 0))`;
		await tx.$executeRaw`DELETE FROM hub_outlook WHERE hub_id = ${hubId}::uuid`;
		await tx.$executeRaw(Prisma.sql`
			INSERT INTO hub_outlook (id, hub_id, fiscal_year, source, category, use, weight_key, yen, low_yen, expected_yen, high_yen, count, reason, refreshed_at)
			SELECT gen_random_uuid(), h.id, o.fiscal_year, o.source, o.category, o.use, o.weight_key, o.yen, o.low_yen, o.expected_yen, o.high_yen, o.count, o.reason, ${ctx.now}
			FROM hub h CROSS JOIN LATERAL (${outlookSql(of, presentFacts(of))}) o WHERE h.id = ${hubId}::uuid`);
	});
}

/** Asks for every hub's outlook to be made anew, each as a job of its own. */
export async function askForOutlooks(ctx: Ctx): Promise<void> {
	await inTransaction(ctx, async (tx) => {
		const hubs = await tx.hub.findMany({ select: { id: true }, orderBy: { slug: "asc" } });
		for (const { id: hubId } of hubs) {
			await enqueue(tx, "refreshOutlook", { hubId }, { jobKey: `outlook:${hubId}` });
		}
	});
}
