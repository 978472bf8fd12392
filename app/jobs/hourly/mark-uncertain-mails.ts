import { jobContext } from "~/domain/access/ctx.server";
import { markUncertainMails as mark } from "~/domain/mails/mark-uncertain-mails.server";
import { log } from "~/platform/log.server";

export async function markUncertainMails(): Promise<void> {
	const count = await mark(await jobContext("markUncertainMails"));
	if (count > 0) log.warn({ count }, "mails of unknown fate wait for a person to decide");
}
