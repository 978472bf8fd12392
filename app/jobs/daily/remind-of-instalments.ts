import { jobContext } from "~/domain/access/ctx.server";
import { remindOfInstalments as remind } from "~/domain/pledges/remind-of-instalments.server";

export async function remindOfInstalments(): Promise<void> {
	await remind(await jobContext("remindOfInstalments"));
}
