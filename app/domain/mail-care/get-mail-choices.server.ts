import { getPrisma } from "~/platform/db/client.server";
import { notFound } from "~/platform/errors";
import type { DonorCtx } from "../access/ctx.server";
import type { MailChoices } from "./mail-choices";
import { readMailChoices, shownChoices } from "./read-mail-choices.server";

/** As `donor.mail_token` is made: 64 hexadecimal digits. */
const TOKEN = /^[0-9a-f]{64}$/;

/**
 * What the holder of a mail's link may choose. The token holds as long as the donor's row, also when the donor is forgotten.
 * @throws AppError page_not_found
 */
export async function getMailChoices(input: { token: string }): Promise<MailChoices> {
	const found = TOKEN.test(input.token) ? await readMailChoices(await getPrisma(), { mailToken: input.token }) : null;
	if (!found) throw notFound("page", "of this link");
	return shownChoices(found);
}

/** The same for a donor signed in at the portal, by donor id. */
export async function listOwnMailChoices(ctx: DonorCtx): Promise<Map<string, MailChoices>> {
	const db = await getPrisma();
	const all = await Promise.all(ctx.actor.donorIds.map((donorId) => readMailChoices(db, { donorId })));
	return new Map(all.flatMap((one) => (one ? [[one.donorId, shownChoices(one)] as const] : [])));
}
