import { jobContext } from "~/domain/access/ctx.server";
import { reviseReceipts as revise } from "~/domain/receipts/revise-receipts.server";

export async function reviseReceipts(input: { giftId: string }): Promise<void> {
	await revise(await jobContext("reviseReceipts"), input);
}
