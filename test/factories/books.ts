import { jobContext } from "~/domain/access/ctx.server";
import { requestRun } from "~/domain/reconciliation/request-run.server";
import type { TestWorld } from "./world";

/**
 * What a finance office has of a gift's institution: a payout on its way that carries the gift's payment, an account of its
 * own, and a comparison of that account that waits for its job.
 */
export async function makeBooks(world: TestWorld, giftId: string): Promise<{ payoutId: string; runId: string }> {
	const { prisma } = world.database;
	const { institutionId, allocations } = await world.gift(giftId);
	const payment = allocations[0]?.payment;
	const amountYen = 9640n;
	const payout = await prisma.payout.create({
		data: {
			stripeAccountId: "platform",
			institutionId,
			stripePayoutId: "po_of_books",
			amountYen,
			stripeStatus: "in_transit",
			expectedOn: new Date("2026-05-28"),
			sentOn: new Date("2026-05-26"),
			shares: { create: { institutionId, amountYen } },
			payments: { connect: { id: payment?.id ?? "" } },
		},
	});
	const account = await prisma.stripeAccount.create({
		data: { id: "of-books", kind: "connected", stripeId: "acct_ofbooks", institutionId },
	});
	const { runId } = await requestRun(await jobContext("factory"), { stripeAccountId: account.id });
	return { payoutId: payout.id, runId };
}
