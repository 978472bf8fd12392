import type { z } from "zod";

type Issue = z.core.$ZodRawIssue;

/** zod's own findings as keys of errors.json; values travel behind a question mark: `fields.tooLong?max=40`. */
export function fieldErrorKey(issue: Issue): string | undefined {
	switch (issue.code) {
		case "invalid_type":
			return issue.input === undefined ? "fields.required" : "fields.invalid";
		case "too_small":
			if (issue.origin === "string")
				return Number(issue.minimum) === 1 ? "fields.required" : `fields.tooShort?min=${issue.minimum}`;
			if (issue.origin === "array" || issue.origin === "set") return "fields.required";
			return `fields.tooSmall?min=${issue.minimum}`;
		case "too_big":
			return issue.origin === "string" ? `fields.tooLong?max=${issue.maximum}` : `fields.tooBig?max=${issue.maximum}`;
		case "invalid_format":
			if (issue.format === "email") return "fields.email";
			return issue.format === "url" ? "fields.url" : "fields.invalid";
		case "invalid_value":
			return issue.input === undefined ? "fields.choose" : "fields.invalid";
		case "custom":
			return undefined;
		default:
			return "fields.invalid";
	}
}
