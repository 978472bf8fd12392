import { inTransaction } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";

/** Far longer than handing over one mail can take. */
const HANDING_OVER_MS = 15 * 60 * 1000;

/** Mails whose sender died while handing them over: listed for a person to decide, never sent again by themselves. */
export async function markUncertainMails(ctx: Ctx): Promise<number> {
	const { count } = await inTransaction(ctx, (tx) =>
		tx.mail.updateMany({
			where: { status: "sending", sendingAt: { lt: new Date(ctx.now.getTime() - HANDING_OVER_MS) } },
			data: { status: "uncertain", error: "the sending process ended before the mail server answered" },
		}),
	);
	return count;
}
