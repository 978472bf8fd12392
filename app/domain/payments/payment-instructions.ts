import { z } from "zod";

/** How a donor pays after Checkout, as Stripe gave it; kept on the attempt for the thanks page and the mail. */
export const paymentInstructionsSchema = z.discriminatedUnion("kind", [
	z.object({
		kind: z.literal("konbini"),
		/** Stripe's page with the numbers for each chain */
		voucherUrl: z.url(),
		expiresAt: z.iso.datetime(),
	}),
	z.object({
		kind: z.literal("bank_transfer"),
		bankName: z.string(),
		bankCode: z.string(),
		branchName: z.string(),
		branchCode: z.string(),
		/** futsu | toza */
		accountType: z.string(),
		accountNumber: z.string(),
		accountHolderName: z.string(),
		/** what is still missing, integer yen */
		remainingYen: z.int().nonnegative(),
		/** Stripe's page with the same, when there is one */
		instructionsUrl: z.url().nullable(),
	}),
]);

export type PaymentInstructions = z.infer<typeof paymentInstructionsSchema>;
