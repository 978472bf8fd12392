import { z } from "zod";
import { jstDayString } from "../calendar/fiscal-year.ts";
import { checkLooseDonor, looseDonorShape } from "../donors/loose-donor.schema.ts";
import { donorInStoredForm, ownFieldsOnly, type UncheckedDonor } from "../donors/typed-donor.schema.ts";
import { dayOf } from "../form-day.schema.ts";
import { checkbox, choiceOf, type IssueContext, lineOf, linesOf, readLineOf } from "../form-text.schema.ts";
import { yenSchema } from "../money/yen.ts";

/** How a gift comes that did not come through this site. */
export const ENTERED_CHANNELS = ["bank_transfer", "cash", "crowdfunding", "bequest"] as const;
export type EnteredChannel = (typeof ENTERED_CHANNELS)[number];

/** The programme began in October 2007: nothing was given to a hub before. */
export const FIRST_GIFT_DAY = "2007-10-01";

export const ENTER_GIFT_MAX = { remitter: 120, note: 1000, adjustmentReason: 500 } as const;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const idOf = (key: string) => readLineOf(40, key, (text) => (UUID.test(text) ? text.toLowerCase() : null));

const fieldsOf = (today: string) =>
	z.object({
		fundId: idOf("fields.fund.unknown"),
		amountYen: yenSchema,
		channel: choiceOf(ENTERED_CHANNELS, "fields.choose", "fields.choose"),
		receivedOn: dayOf({ from: FIRST_GIFT_DAY, to: today }),
		/** a donor that is there; else one is made of the fields */
		donorId: idOf("fields.donor.unknown"),
		lang: choiceOf(["ja", "en"], "fields.choose", "fields.choose", "ja"),
		...looseDonorShape,
		remitter: lineOf(ENTER_GIFT_MAX.remitter),
		note: linesOf(ENTER_GIFT_MAX.note),
		/** a line of the passbook that is there already */
		bankLineId: idOf("fields.invalid"),
		/** 2 for a second line of the same day, amount and remitter */
		ordinal: lineOf(3).transform((text, ctx): number => {
			const ordinal = text === "" ? 1 : Number(text.normalize("NFKC"));
			if (Number.isInteger(ordinal) && ordinal >= 1 && ordinal <= 99) return ordinal;
			ctx.addIssue({ code: "custom", message: "fields.invalid" });
			return z.NEVER;
		}),
		sendThanks: checkbox,
		/** what it answers: the last part of a campaign's address, and the code on the letter */
		campaign: lineOf(80),
		appealCode: lineOf(40),
		/** why it is booked although its fiscal year is closed */
		adjustmentReason: linesOf(ENTER_GIFT_MAX.adjustmentReason),
	});

type Fields = z.output<ReturnType<typeof fieldsOf>>;
type Unchecked = UncheckedDonor & { readonly [K in keyof Fields]?: unknown };

function checkTogether(value: Unchecked, ctx: IssueContext): void {
	checkLooseDonor(value, ctx, value.donorId === "");
	if (value.fundId === "") ctx.addIssue({ code: "custom", message: "fields.required", path: ["fundId"] });
	if (value.amountYen === 0n) {
		ctx.addIssue({ code: "custom", message: "fields.amount.belowMin?min=1", path: ["amountYen"] });
	}
}

/** A gift that did not come through this site. Messages are keys of errors.json. */
export function enterGiftSchema(now: Date) {
	const fields = fieldsOf(jstDayString(now));
	const names = Object.keys(fields.shape);
	return z.preprocess(
		(input) => ownFieldsOnly(input, names),
		fields
			.superRefine((value: Unchecked, ctx) => checkTogether(value, ctx), { when: () => true })
			.transform(donorInStoredForm),
	);
}

export type EnterGiftInput = z.output<ReturnType<typeof enterGiftSchema>>;
