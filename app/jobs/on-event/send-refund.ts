import { jobContext } from "~/domain/access/ctx.server";
import { sendRefund as send } from "~/domain/refunds/send-refund.server";

export async function sendRefund(input: { refundId: string }): Promise<void> {
	await send(await jobContext("sendRefund"), input);
}
