import { DEFAULT_LANG, isLang } from "~/i18n/lang";
import { env } from "~/platform/env.server";
import { AppError } from "~/platform/errors";
import { type GiftMailProps, type MailKind, type MailMethod, type RenderedMail, renderMail } from "~emails/index";
import type { Ctx } from "../access/ctx.server";
import { jstDayString } from "../calendar/fiscal-year";
import { giftReference } from "../gifts/gift-reference";
import { thanksUrl } from "../gifts/thanks-url.server";
import { addressee } from "../names/person-name";
import { type PaymentInstructions, paymentInstructionsSchema } from "../payments/payment-instructions";
import { planNote } from "../recurring/plan-note.server";

/**
 * Renders a mail about a gift from what is true now.
 * @throws AppError mail_without_content when the gift has nothing of what the mail tells (no instructions, no refund)
 */
export async function renderGiftMail(
	ctx: Ctx,
	mail: { kind: string; giftId: string; refundId: string | null },
): Promise<RenderedMail> {
	const gift = await readGift(ctx, mail.giftId);
	const props = commonProps(gift);
	const kind = mail.kind as MailKind;
	switch (kind) {
		case "gift-thanks":
			return renderMail(kind, {
				...props,
				givenOn: dayOf(gift.givenOn) ?? jstDayString(ctx.now),
				receiptByOtherBody: gift.fund.receiptIssuerId === null,
				plan: gift.recurringPlan && planNote(gift.recurringPlan, props.lang),
			});
		case "plan-renewed": {
			if (!gift.recurringPlan) throw withoutContent(mail);
			const givenOn = dayOf(gift.givenOn) ?? jstDayString(ctx.now);
			return renderMail(kind, { ...props, givenOn, plan: planNote(gift.recurringPlan, props.lang) });
		}
		case "konbini-instructions": {
			const { voucherUrl, expiresAt } = instructionsOf(gift, "konbini");
			return renderMail(kind, { ...props, voucherUrl, payUntil: new Date(expiresAt) });
		}
		case "bank-transfer-instructions": {
			const instructions = instructionsOf(gift, "bank_transfer");
			return renderMail(kind, {
				...props,
				account: {
					...instructions,
					accountType: instructions.accountType === "toza" ? "toza" : "futsu",
					holderName: instructions.accountHolderName,
				},
				remainingYen: BigInt(instructions.remainingYen),
				payUntil: null,
				instructionsUrl: instructions.instructionsUrl,
			});
		}
		case "gift-expired":
			return renderMail(kind, { ...props, tryAgainUrl: props.thanksUrl });
		case "gift-refund-failed":
		case "gift-refunded": {
			const refunds = gift.allocations.flatMap((allocation) => allocation.payment.refunds);
			const refund = refunds.find(({ id }) => id === mail.refundId);
			if (!refund) throw withoutContent(mail);
			if (kind === "gift-refund-failed") return renderMail(kind, { ...props, refundedYen: refund.amountYen });
			const gone = refunds.filter(({ status }) => status === "succeeded" || status === "sent");
			const goneYen = gone.reduce((sum, { amountYen }) => sum + amountYen, 0n);
			return renderMail(kind, {
				...props,
				refundedYen: refund.amountYen,
				byInstitution: refund.stripeAccountId === null,
				remainingYen: gift.amountYen > goneYen ? gift.amountYen - goneYen : 0n,
				refundedOn: dayOf(refund.refundedOn) ?? jstDayString(refund.createdAt),
			});
		}
		default:
			throw withoutContent(mail);
	}

	function instructionsOf<K extends PaymentInstructions["kind"]>(from: MailedGift, wanted: K) {
		const parsed = paymentInstructionsSchema.safeParse(from.attempts[0]?.instructions);
		if (!parsed.success || parsed.data.kind !== wanted) throw withoutContent(mail);
		return parsed.data as Extract<PaymentInstructions, { kind: K }>;
	}
}

type MailedGift = Awaited<ReturnType<typeof readGift>>;

function readGift(ctx: Ctx, giftId: string) {
	return ctx.db.gift.findUniqueOrThrow({
		where: { id: giftId },
		include: {
			hub: true,
			fund: true,
			institution: true,
			recurringPlan: true,
			attempts: { where: { NOT: { status: "starting" } }, orderBy: { number: "desc" }, take: 1 },
			allocations: { include: { payment: { include: { refunds: true } } } },
		},
	});
}

function commonProps(gift: MailedGift): GiftMailProps {
	const lang = isLang(gift.lang) ? gift.lang : DEFAULT_LANG;
	const ja = lang === "ja";
	const { hub, fund, institution } = gift;
	return {
		lang,
		addressee: addressee({ ...gift, donorKind: gift.donorKind === "company" ? "company" : "individual" }, lang),
		hubName: hub ? (ja ? hub.nameJa : hub.nameEn) : ja ? fund.nameJa : fund.nameEn,
		institutionName: ja ? institution.nameJa : institution.nameEn,
		fundName: ja ? fund.nameJa : fund.nameEn,
		amountYen: gift.amountYen,
		method: gift.channel as MailMethod,
		reference: giftReference(gift.id),
		thanksUrl: thanksUrl(lang, gift.publicToken),
		siteUrl: `${env.APP_URL}/${lang}`,
		contactEmail: institution.contactEmail,
		demo: env.demo,
	};
}

function dayOf(date: Date | null): string | null {
	return date?.toISOString().slice(0, 10) ?? null;
}

function withoutContent(mail: { kind: string; giftId: string }): AppError {
	return new AppError({
		code: "mail_without_content",
		status: 500,
		logMessage: `gift ${mail.giftId} has nothing for a mail of kind ${mail.kind}`,
	});
}
