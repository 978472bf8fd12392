import { jobContext } from "~/domain/access/ctx.server";
import { sendWaitingRefunds as send } from "~/domain/refunds/send-refund.server";
import { log } from "~/platform/log.server";

export async function sendWaitingRefunds(): Promise<void> {
	const waiting = await send(await jobContext("sendWaitingRefunds"));
	if (waiting > 0) log.warn({ waiting }, "refunds that were approved an hour ago are sent again");
}
