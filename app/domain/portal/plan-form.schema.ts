import { z } from "zod";
import { toDay } from "../calendar/fiscal-year.ts";
import { readLineOf } from "../form-text.schema.ts";
import { yenSchema } from "../money/yen.ts";

export const planAmountSchema = z.object({ amountYen: yenSchema });

function readDay(text: string): string | null {
	try {
		return toDay(text).toString();
	} catch {
		return null;
	}
}

/** Empty: until it is resumed. */
export const pauseSchema = z.object({
	until: readLineOf(10, "fields.invalid", readDay).transform((day) => (day === "" ? null : day)),
});
