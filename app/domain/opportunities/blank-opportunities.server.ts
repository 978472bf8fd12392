import type { Tx } from "~/platform/db/transaction.server";

/** Takes what was written of a donor who is forgotten; stages and sums stay, since conversion is reckoned from them. */
export async function blankOpportunitiesOf(tx: Tx, donorId: string, now: Date): Promise<void> {
	await tx.opportunity.updateMany({
		where: { donorId },
		data: { name: "", note: "", nextStep: "", nextStepOn: null, lostReason: "", updatedAt: now },
	});
}
