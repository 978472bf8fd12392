import { invalid } from "~/platform/errors";
import { linesOf } from "../form-text.schema.ts";

/** Longest texts of a pledge in characters; the `maxlength` attributes of forms are the same. */
export const PLEDGE_MAX = { reason: 1000, signatory: 120, conditions: 2000, note: 2000, fileName: 200 } as const;

const reasonText = linesOf(PLEDGE_MAX.reason);

/**
 * Why somebody changes a pledge, for whoever reads its history.
 * @throws AppError reason_missing (400)
 */
export function checkedReason(text: string): string {
	const parsed = reasonText.safeParse(text);
	if (parsed.success && parsed.data !== "") return parsed.data;
	throw invalid("reason_missing", "a reason is missing or too long", {
		personKey: "fields.required",
		params: { field: "reason" },
	});
}
