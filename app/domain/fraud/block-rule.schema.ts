import { z } from "zod";
import { readEmail } from "../addresses/email.ts";
import { choiceOf, lineOf } from "../form-text.schema.ts";

export const BLOCK_KINDS = ["email", "email_domain", "address"] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];

export const BLOCK_MAX = { value: 254, reason: 200 } as const;
/** Days a rule lives; 0: until somebody ends it. */
export const BLOCK_DAYS = ["1", "30", "365", "0"] as const;

const DOMAIN = /^@?([a-z0-9-]+\.)+[a-z]{2,}$/i;
const ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:.]+)$/i;

/** What staff type to keep somebody from giving online. */
export const blockRuleSchema = z
	.object({
		kind: choiceOf(BLOCK_KINDS, "fields.choose", "fields.choose"),
		value: lineOf(BLOCK_MAX.value),
		reason: lineOf(BLOCK_MAX.reason),
		days: choiceOf(BLOCK_DAYS, "fields.choose", "fields.choose", "30"),
		institutionId: lineOf(40),
	})
	.superRefine((rule, ctx) => {
		const add = (path: string, message: string) => ctx.addIssue({ code: "custom", path: [path], message });
		if (rule.reason === "") add("reason", "fields.required");
		if (rule.value === "") add("value", "fields.required");
		else if (!fits(rule.kind, rule.value)) add("value", "fields.invalid");
	});
export type BlockRuleInput = z.output<typeof blockRuleSchema>;

function fits(kind: BlockKind, value: string): boolean {
	if (kind === "email") return readEmail(value) !== null;
	return kind === "email_domain" ? DOMAIN.test(value) : ADDRESS.test(value);
}
