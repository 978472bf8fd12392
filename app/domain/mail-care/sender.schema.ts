import { z } from "zod";
import { EMAIL_MAX, readEmail } from "../addresses/email.ts";
import { lineOf, readLineOf } from "../form-text.schema.ts";

export const SENDER_MAX = { nameJa: 60, nameEn: 60, address: EMAIL_MAX, replyTo: EMAIL_MAX, dkimSelector: 63 } as const;
export const SENDER_FIELDS = ["nameJa", "nameEn", "address", "replyTo", "dkimSelector"] as const;

const readSelector = (text: string) => (/^[a-z0-9](?:[a-z0-9_.-]*[a-z0-9])?$/i.test(text) ? text.toLowerCase() : null);

/** Under which name and address an institution writes. Issue messages are keys of errors.json. */
export const senderSchema = z
	.object({
		nameJa: lineOf(SENDER_MAX.nameJa),
		nameEn: lineOf(SENDER_MAX.nameEn),
		address: readLineOf(SENDER_MAX.address, "fields.email", readEmail),
		replyTo: readLineOf(SENDER_MAX.replyTo, "fields.email", readEmail),
		dkimSelector: readLineOf(SENDER_MAX.dkimSelector, "mailCare.selector", readSelector),
	})
	.superRefine((value, ctx) => {
		for (const field of ["nameJa", "address"] as const) {
			if (value[field] === "") ctx.addIssue({ code: "custom", message: "fields.required", path: [field] });
		}
	});
export type SenderFields = z.output<typeof senderSchema>;
