import { START_GIFT_MAX } from "./start-gift.schema.ts";

/** The radio button beside the free amount. */
const OTHER_AMOUNT = "other";

const KEPT = [
	...Object.keys(START_GIFT_MAX),
	"fundId",
	"amountYen",
	"amountOther",
	"frequency",
	"donorKind",
	"anonymous",
	"reportConsent",
	"appealConsent",
	"paymentMethod",
];
/** Longer values are refused anyway, and need not come back whole. */
const KEPT_LENGTH = 3_000;

/**
 * The amount may be chosen from a list or typed beside it. A chosen one wins over what was typed, since the page shows
 * the typed field only while "another amount" is chosen.
 */
export function withOneAmount(form: FormData): FormData {
	const chosen = form.get("amountYen");
	const typed = form.get("amountOther");
	if (typeof typed === "string" && (chosen === OTHER_AMOUNT || chosen === null || chosen === "")) {
		form.set("amountYen", typed);
	} else if (chosen === OTHER_AMOUNT) {
		form.set("amountYen", "");
	}
	form.delete("amountOther");
	return form;
}

/** What was typed, to give it back after an error. */
export function keptValues(form: FormData): Record<string, string> {
	const kept: Record<string, string> = {};
	for (const name of KEPT) {
		const value = form.get(name);
		if (typeof value === "string" && value !== "") kept[name] = value.slice(0, KEPT_LENGTH);
	}
	return kept;
}
