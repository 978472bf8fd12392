import { jobContext } from "~/domain/access/ctx.server";
import { settleBookedPledge } from "~/domain/pledges/settle-pledge.server";

export async function settlePledge(input: { pledgeId: string }): Promise<void> {
	await settleBookedPledge(await jobContext("settlePledge"), input);
}
