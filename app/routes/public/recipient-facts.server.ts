import type { Ctx } from "~/domain/access/ctx.server.ts";
import { listRecipients } from "~/domain/institutions/list-recipients.server.ts";

/** Legal recipients as the notices show them, those that take gifts now first. */
export async function recipientFacts(ctx: Ctx) {
	const recipients = await listRecipients(ctx);
	return recipients.sort((a, b) => Number(b.open) - Number(a.open));
}
