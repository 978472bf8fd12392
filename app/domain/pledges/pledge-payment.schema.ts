import { z } from "zod";
import { jstDayString } from "../calendar/fiscal-year.ts";
import { ownFieldsOnly } from "../donors/typed-donor.schema.ts";
import { dayOf } from "../form-day.schema.ts";
import { checkbox, choiceOf, lineOf, linesOf, readLineOf } from "../form-text.schema.ts";
import { ENTER_GIFT_MAX, ENTERED_CHANNELS, FIRST_GIFT_DAY } from "../gifts/enter-gift.schema.ts";
import { yenSchema } from "../money/yen.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const REASON_MAX = 500;

/** Money that came for a pledge to the institution's own bank or cash box. Messages are keys of errors.json. */
export function pledgePaymentSchema(now: Date) {
	const fields = z.object({
		amountYen: yenSchema,
		receivedOn: dayOf({ from: FIRST_GIFT_DAY, to: jstDayString(now) }),
		channel: choiceOf(ENTERED_CHANNELS, "fields.choose", "fields.choose", "bank_transfer"),
		remitter: lineOf(ENTER_GIFT_MAX.remitter),
		note: linesOf(ENTER_GIFT_MAX.note),
		/** a line of the passbook that is there already */
		bankLineId: readLineOf(40, "fields.invalid", (text) => (UUID.test(text) ? text.toLowerCase() : null)),
		/** 2 for a second line of the same day, amount and remitter */
		ordinal: readLineOf(3, "fields.invalid", (text) => (/^[1-9]\d?$/.test(text.normalize("NFKC")) ? text : null)),
		sendThanks: checkbox,
		/** the person has seen that it is more than what is owed */
		overConfirmed: checkbox,
		/** why it is booked although its fiscal year is closed */
		adjustmentReason: linesOf(REASON_MAX),
	});
	return z.preprocess(
		(input) => ownFieldsOnly(input, Object.keys(fields.shape)),
		fields.superRefine(
			({ amountYen }: { amountYen?: unknown }, ctx) => {
				if (amountYen === 0n) {
					ctx.addIssue({ code: "custom", message: "fields.amount.belowMin?min=1", path: ["amountYen"] });
				}
			},
			{ when: () => true },
		),
	);
}

export type PledgePaymentInput = z.output<ReturnType<typeof pledgePaymentSchema>>;
