import type { Tx } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { requestMail } from "../mails/request-mail.server";

export type ApplicationMailKind = "application-received" | "application-accepted" | "application-refused";

/** Asks for one of the mails an applicant gets, once each. */
export async function requestApplicationMail(
	tx: Tx,
	ctx: Pick<Ctx, "now">,
	application: {
		id: string;
		giftId: string;
		donorId: string;
		institutionId: string;
		hubId: string | null;
		email: string;
		lang: string;
	},
	kind: ApplicationMailKind,
): Promise<void> {
	const { id, giftId, donorId, institutionId, hubId, email, lang } = application;
	await requestMail(tx, ctx, {
		kind,
		onceKey: `${kind}:${id}`,
		toAddress: email,
		lang,
		institutionId,
		hubId,
		giftId,
		donorId,
		subject: { type: "application", id },
	});
}
