import { z } from "zod";
import { dayOf } from "../form-day.schema.ts";
import { choiceOf, lineOf } from "../form-text.schema.ts";
import { CONSENT_PURPOSES } from "../mail-care/mail-care-kinds.ts";

export const CONSENT_NOTE_MAX = 200;

/** A consent that came on paper. @param today  none is given tomorrow */
export function recordConsentSchema(today: string) {
	return z
		.object({
			purpose: choiceOf(CONSENT_PURPOSES, "fields.required", "fields.invalid"),
			givenOn: dayOf({ from: "2000-01-01", to: today }),
			note: lineOf(CONSENT_NOTE_MAX),
		})
		.superRefine((value, ctx) => {
			if (value.note === "") ctx.addIssue({ code: "custom", message: "fields.required", path: ["note"] });
		});
}
