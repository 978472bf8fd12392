import { z } from "zod";
import { choiceOf, lineOf, linesOf } from "../form-text.schema.ts";
import { withBlanks } from "./receipt-issuer.schema.ts";

export const RECEIPT_MAX = { reason: 200, name: 100, addressLine: 60, addressLines: 3, postalCode: 16 } as const;

const needed = (max: number) => lineOf(max).refine((text) => text !== "", { error: "fields.required" });

export const reasonFormSchema = z.preprocess(withBlanks(["reason"]), z.object({ reason: needed(RECEIPT_MAX.reason) }));

/** What a corrected receipt says of its donor: as it is to be printed. */
const corrected = z
	.object({
		name: needed(RECEIPT_MAX.name),
		honorific: choiceOf(["person", "organisation"], "fields.choose", "fields.choose"),
		postalCode: lineOf(RECEIPT_MAX.postalCode),
		addressLines: linesOf(RECEIPT_MAX.addressLine * RECEIPT_MAX.addressLines + 10).transform((text, ctx) => {
			const lines = text
				.split("\n")
				.map((line) => line.trim())
				.filter((line) => line !== "");
			if (
				lines.length <= RECEIPT_MAX.addressLines &&
				lines.every((line) => [...line].length <= RECEIPT_MAX.addressLine)
			) {
				return lines;
			}
			ctx.addIssue({
				code: "custom",
				message: `fields.receipt.addressLines?lines=${RECEIPT_MAX.addressLines}&max=${RECEIPT_MAX.addressLine}`,
			});
			return z.NEVER;
		}),
		reason: needed(RECEIPT_MAX.reason),
	})
	.transform(({ reason, ...donor }) => ({ reason, donor }));
export const correctFormSchema = z.preprocess(
	withBlanks(["name", "honorific", "postalCode", "addressLines", "reason"]),
	corrected,
);

const year = lineOf(10).transform((text, ctx): number => {
	const digits = text.normalize("NFKC");
	if (/^\d{4}$/.test(digits)) return Number(digits);
	ctx.addIssue({ code: "custom", message: "fields.choose" });
	return z.NEVER;
});

/** An annual issue that is to be prepared. */
export const batchFormSchema = z.preprocess(
	withBlanks(["issuer", "taxYear"]),
	z.object({ issuer: needed(60), taxYear: year }),
);

const issueDay = lineOf(20).transform((text, ctx): string => {
	const typed = text.normalize("NFKC").replace(/[./]/g, "-");
	if (z.iso.date().safeParse(typed).success) return typed;
	ctx.addIssue({ code: "custom", message: text === "" ? "fields.required" : "fields.receipt.day" });
	return z.NEVER;
});

export const issueFormSchema = z.preprocess(withBlanks(["issueOn"]), z.object({ issueOn: issueDay }));
