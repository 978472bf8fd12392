/** Mails about one gift; each is a template in emails/. */
export const GIFT_MAIL_KINDS = [
	"gift-thanks",
	"plan-renewed",
	"konbini-instructions",
	"bank-transfer-instructions",
	"gift-expired",
	"gift-refunded",
	"gift-refund-failed",
] as const;

export type GiftMailKind = (typeof GIFT_MAIL_KINDS)[number];
