import { z } from "zod";
import { lineOf, linesOf } from "~/domain/form-text.schema";
import { ENTERED_CHANNELS } from "~/domain/gifts/enter-gift.schema";
import { INSTALMENT_STATES } from "~/domain/pledges/instalment.status";
import { PLEDGE_STATES } from "~/domain/pledges/pledge.status";
import { PLEDGE_MAX } from "~/domain/pledges/pledge-reason";
import { PLEDGE_WRITE_OFF_STATES, WRITE_OFF_GROUNDS } from "~/domain/pledges/pledge-write-off.status";
import { RESPREAD_RULES } from "~/domain/pledges/respread";
import { MAX_EVERY, MAX_INSTALMENTS, SCHEDULE_UNITS } from "~/domain/pledges/schedule";
import { donorBody } from "./donor-shapes";

const yen = z.int().describe("whole yen");
const someYen = z.int().min(1).max(999_999_999_999);
const day = z.iso.date();
const status = z.enum(PLEDGE_STATES as [string, ...string[]]).describe("a promise is not money: only `paidYen` came");

const head = {
	id: z.uuid(),
	reference: z.string().describe("digits the remitter writes before the name"),
	donorId: z.uuid(),
	hub: z.string().nullable().describe("null for a fund of the programme"),
	institution: z.string(),
	fund: z.string(),
	amountYen: yen.describe("what is promised"),
	paidYen: yen.describe("what came of its gifts, less what went back"),
	writtenOffYen: yen,
	overpaidYen: yen.describe("what came beyond the promise"),
	status,
	source: z.enum(["paper", "online", "api"]),
	startOn: day,
	createdAt: z.iso.datetime(),
};

export const pledgeRowShape = z.object({
	...head,
	nextDueOn: day.nullable().describe("day in Japan of the oldest instalment still owed; null when nothing is"),
	overdueYen: yen.describe("owed of instalments whose day is past"),
});

const pauseShape = z.strictObject({ from: day, to: day });
const repeatShape = z.strictObject({
	unit: z.enum(SCHEDULE_UNITS),
	every: z.int().min(1).max(MAX_EVERY).default(1).describe("every n weeks, months or years"),
	day: z
		.union([z.int().min(1).max(31), z.literal("last")])
		.nullable()
		.default(null)
		.describe("day of the month, or the last one; null: the day of startOn, and for weeks its weekday"),
	count: z.int().min(1).max(MAX_INSTALMENTS).optional().describe("this or endOn; what pauses skip is made up for"),
	endOn: day.optional().describe("this or count; what pauses skip falls away"),
	pauses: z.array(pauseShape).max(20).optional(),
});
const datesShape = z.strictObject({
	dates: z
		.array(z.strictObject({ dueOn: day, amountYen: someYen }))
		.min(1)
		.max(MAX_INSTALMENTS),
});
export const scheduleBody = z.union([repeatShape, datesShape]);

const writeOffShape = z.object({
	id: z.uuid(),
	amountYen: yen,
	ground: z.enum(WRITE_OFF_GROUNDS),
	status: z.enum(PLEDGE_WRITE_OFF_STATES as [string, ...string[]]),
	requestedAt: z.iso.datetime(),
	decidedAt: z.iso.datetime().nullable(),
});

export const pledgeShape = z.object({
	...head,
	signedOn: day.nullable(),
	respreadRule: z.enum(RESPREAD_RULES).describe("where what is paid too much or too little goes"),
	scheduleVersion: z.int().describe("1, and one more with each amendment, re-spread and write-off"),
	schedule: z.union([repeatShape, datesShape]).describe("the rule of the present schedule"),
	instalments: z.array(
		z.object({
			number: z.int(),
			dueOn: day,
			scheduledYen: yen,
			paidYen: yen,
			writtenOffYen: yen,
			paidOn: day.nullable().describe("day in Japan it was paid to the end"),
			status: z.enum(INSTALMENT_STATES as [string, ...string[]]),
		}),
	),
	writeOffs: z.array(writeOffShape),
});

/** A text that may be left out, read as a form's field is. */
const textOf = (field: z.ZodType<string>) =>
	z
		.string()
		.default("")
		.transform((given, ctx): string => {
			const read = field.safeParse(given);
			if (read.success) return read.data;
			ctx.addIssue({ code: "custom", message: read.error.issues[0]?.message ?? "fields.invalid" });
			return z.NEVER;
		});

export const createPledgeBody = z
	.strictObject({
		donorId: z.uuid().optional().describe("a donor of the fund's institution; else `donor`"),
		donor: donorBody.optional().describe("a new donor; one with the same mail, name and reading is found again"),
		fundId: z.uuid(),
		amountYen: someYen,
		startOn: day.describe("the first instalment falls on the first day of the rule on or after it"),
		schedule: scheduleBody,
		status: z.enum(["draft", "active"]).default("active").describe("a draft falls due only once it is activated"),
		signedOn: day.nullable().default(null),
		signatory: textOf(lineOf(PLEDGE_MAX.signatory)),
		conditions: textOf(linesOf(PLEDGE_MAX.conditions)),
		note: textOf(linesOf(PLEDGE_MAX.note)),
		respreadRule: z.enum(RESPREAD_RULES).default("carry"),
		lang: z.enum(["ja", "en"]).default("ja"),
		tellDonor: z.boolean().default(false).describe("a confirmation by mail; none when absent"),
	})
	.refine((body) => (body.donorId === undefined) !== (body.donor === undefined), {
		message: "exactly one of donorId and donor",
		path: ["donorId"],
	});

const text = (max: number) => z.string().max(max).optional();
export const pledgePaymentBody = z.strictObject({
	amountYen: someYen,
	receivedOn: day.describe("day in Japan, of the passbook or the cash book; not in the future"),
	channel: z.enum(ENTERED_CHANNELS).optional().describe("bank_transfer when absent"),
	remitter: text(120).describe("as the passbook prints it"),
	note: text(1000),
	ordinal: z.int().min(1).max(99).optional().describe("2 for a second equal payment of the day"),
	sendThanks: z.boolean().optional(),
	overConfirmed: z.boolean().optional().describe("needed when it is more than what is owed"),
	adjustmentReason: text(500).describe("why, when its fiscal year is closed"),
});
export const paidPledgeShape = pledgeShape.extend({ giftId: z.uuid() });
export const askedWriteOffShape = pledgeShape.extend({ writeOffId: z.uuid() });

export const requestWriteOffBody = z.strictObject({
	amountYen: someYen,
	ground: z.enum(WRITE_OFF_GROUNDS),
	reason: z.string().min(1).max(PLEDGE_MAX.reason),
});
export const decideWriteOffBody = z.strictObject({
	approve: z.boolean(),
	note: z.string().max(PLEDGE_MAX.note).default(""),
});

export const amendPledgeBody = z.strictObject({
	amountYen: someYen.describe("all of the promise, with what was paid and written off"),
	startOn: day,
	schedule: scheduleBody.describe(
		"of what is still to come: a free list sums to amountYen less what was paid and written off",
	),
	reason: z.string().min(1).max(PLEDGE_MAX.reason),
});
