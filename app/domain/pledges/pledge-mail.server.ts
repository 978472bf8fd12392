import type { SqlTx } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { requestMail } from "../mails/request-mail.server";

export type PledgeMailKind = "pledge-asked" | "pledge-confirmed" | "pledge-reminder";

/** What a pledge's mails are addressed by. */
export type MailedPledge = {
	id: string;
	donorId: string;
	institutionId: string;
	hubId: string | null;
	lang: string;
	email: string;
};

/** Asks for one of the mails a pledge's donor gets, once per key; nothing when there is no address. */
export async function requestPledgeMail(
	tx: Pick<SqlTx, "$queryRaw">,
	ctx: Pick<Ctx, "now">,
	pledge: MailedPledge,
	mail: { kind: PledgeMailKind; onceKey: string; params?: Record<string, string | number> },
): Promise<boolean> {
	if (pledge.email === "") return false;
	const { id, donorId, institutionId, hubId, lang, email } = pledge;
	const asked = await requestMail(tx, ctx, {
		...mail,
		toAddress: email,
		lang,
		institutionId,
		hubId,
		donorId,
		subject: { type: "pledge", id },
	});
	return asked !== null;
}
