import { jobContext } from "~/domain/access/ctx.server";
import { settlePledge as settle } from "~/domain/pledges/settle-pledge.server";
import { inTransaction } from "~/platform/db/transaction.server";

export async function settlePledge({ pledgeId }: { pledgeId: string }): Promise<void> {
	const ctx = await jobContext("settlePledge");
	await inTransaction(ctx, (tx) => settle(tx, ctx, pledgeId));
}
