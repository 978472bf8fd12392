import type { ReceiptContent } from "~/documents/receipt-content";
import { env } from "~/platform/env.server";
import { renderMail } from "~emails/index";
import type { Ctx } from "../access/ctx.server";
import { mailFrame } from "../mails/mail-frame.server";
import type { MailRenderers, MailToRender } from "../mails/mail-to-render";

/** What a donor is told of receipts. One that became void before its mail was written is not announced any more. */
export const receiptMails: MailRenderers = {
	"receipt-ready": async (ctx, mail) => {
		const told = await receiptProps(ctx, mail);
		return told?.status === "issued" ? renderMail("receipt-ready", told.props) : null;
	},
	"receipt-replaced": async (ctx, mail) => {
		const told = await receiptProps(ctx, mail);
		const replacedNumberText = told?.content.replacesNumberText ?? null;
		if (told?.status !== "issued" || replacedNumberText === null) return null;
		return renderMail("receipt-replaced", { ...told.props, replacedNumberText, onPaper: told.onPaper });
	},
	"receipt-voided": async (ctx, mail) => {
		const told = await receiptProps(ctx, mail);
		return told?.status === "void" && !told.isReplaced ? renderMail("receipt-voided", told.props) : null;
	},
};

async function receiptProps(ctx: Ctx, mail: MailToRender) {
	const receipt = mail.subjectId
		? await ctx.db.receipt.findUnique({
				where: { id: mail.subjectId },
				include: { replacedBy: { select: { id: true } } },
			})
		: null;
	if (!receipt || receipt.numberText === null || receipt.issuedOn === null) return null;
	const content = receipt.content as unknown as ReceiptContent;
	const frame = await mailFrame(ctx, mail, { because: "gift", addressee: addresseeOf(content) });
	const props = {
		...frame,
		institutionName: content.issuer.name,
		numberText: receipt.numberText,
		amountYen: receipt.amountYen,
		issuedOn: receipt.issuedOn.toISOString().slice(0, 10),
		annualYear: receipt.kind === "annual" ? receipt.taxYear : null,
		url: `${env.APP_URL}/portal/receipts`,
	};
	const { status, delivery, replacedBy } = receipt;
	return { props, content, status, onPaper: delivery === "paper", isReplaced: replacedBy !== null };
}

/** As the receipt itself speaks to its donor. */
function addresseeOf({ lang, donor }: ReceiptContent): string {
	if (lang === "en") return donor.name;
	return `${donor.name}　${donor.honorific === "organisation" ? "御中" : "様"}`;
}
