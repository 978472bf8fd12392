import { jobContext } from "~/domain/access/ctx.server";
import { remindOfDisputes as remind } from "~/domain/disputes/remind-of-disputes.server";

export async function remindOfDisputes(): Promise<void> {
	await remind(await jobContext("remindOfDisputes"));
}
