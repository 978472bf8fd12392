import { Prisma } from "~/platform/db/client.server";
import { inTransaction } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { moneyOf } from "../campaigns/attributed-money.server";

/** Makes the figures of a supporter's page anew from the gifts that came by it: their only writer. */
export async function tallyPeerPage(ctx: Ctx, { peerPageId }: { peerPageId: string }): Promise<void> {
	await inTransaction(ctx, async (tx) => {
		await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${`tally-peer:${peerPageId}`}, 0))`;
		await tx.$executeRaw(Prisma.sql`
			WITH made AS (
				SELECT coalesce(sum(m.kept_yen), 0)::bigint AS yen, (count(DISTINCT m.gift_id) FILTER (WHERE m.kept_yen > 0))::int AS gifts
				FROM (${moneyOf(Prisma.sql`g.peer_page_id = ${peerPageId}::uuid`)}) m
			)
			UPDATE peer_page p SET received_yen = made.yen, gift_count = made.gifts FROM made
			WHERE p.id = ${peerPageId}::uuid AND (p.received_yen, p.gift_count) IS DISTINCT FROM (made.yen, made.gifts)`);
	});
}
