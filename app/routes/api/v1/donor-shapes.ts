import { z } from "zod";
import { APPLICATION_STATES } from "~/domain/applications/application.status";
import { REFUSAL_GROUNDS } from "~/domain/applications/refusal-grounds";
import { DONOR_KINDS } from "~/domain/donors/typed-donor.schema";
import { ENTERED_CHANNELS } from "~/domain/gifts/enter-gift.schema";
import { GIFT_PAYMENT_STATES } from "~/domain/gifts/gift-payment.status";

const yen = z.int().describe("whole yen");
const day = z.iso.date().nullable().describe("day in Japan");

const contactShape = z.object({
	email: z.string(),
	phone: z.string(),
	country: z.string(),
	postalCode: z.string(),
	prefecture: z.string(),
	city: z.string(),
	addressLine: z.string(),
	department: z.string(),
	contactName: z.string(),
});

export const donorShape = z.object({
	id: z.uuid(),
	institution: z.string(),
	kind: z.enum(DONOR_KINDS),
	familyName: z.string(),
	givenName: z.string(),
	companyName: z.string(),
	corporateNumber: z.string().nullable(),
	lang: z.string(),
	hubs: z.array(z.string()).describe("short names of the hubs given to, as far as the token sees them"),
	giftCount: z.int().describe("received gifts the token sees"),
	lastGivenOn: day,
	erased: z.boolean().describe("forgotten at the donor's own wish"),
});

export const donorWithContactShape = donorShape.extend({
	contact: contactShape.nullable().describe("null where the token's role may not reach donors"),
});

export const applicationShape = z.object({
	id: z.uuid(),
	giftId: z.uuid(),
	donorId: z.uuid(),
	reference: z.string().describe("digits the remitter writes before the name"),
	hub: z.string().nullable().describe("null for a fund of the programme"),
	institution: z.string(),
	fund: z.string(),
	amountYen: yen,
	status: z.enum(APPLICATION_STATES as [string, ...string[]]),
	paymentStatus: z.enum(GIFT_PAYMENT_STATES as [string, ...string[]]),
	plannedOn: day,
	acceptedOn: day,
	payBy: day,
	refusalGround: z.enum(REFUSAL_GROUNDS).nullable(),
});

/** Where an application stands after a step. */
export const decidedShape = z.object({
	id: z.uuid(),
	giftId: z.uuid(),
	status: z.enum(APPLICATION_STATES as [string, ...string[]]),
	paymentStatus: z.enum(GIFT_PAYMENT_STATES as [string, ...string[]]),
});

export const enteredShape = z.object({ id: z.uuid(), donorId: z.uuid() });

/** The fields of a donor as they are sent; which of them are needed is the domain's to say. */
const text = (max: number) => z.string().max(max).optional();
export const donorBody = z.strictObject({
	donorKind: z.enum(DONOR_KINDS).optional(),
	familyName: text(60),
	givenName: text(60),
	familyNameKana: text(60),
	givenNameKana: text(60),
	companyName: text(120),
	companyNameKana: text(120),
	corporateNumber: text(30),
	department: text(100),
	contactName: text(60),
	email: text(254),
	phone: text(40),
	country: text(2),
	postalCode: text(16),
	prefecture: text(20),
	city: text(100),
	addressLine: text(200),
	lang: z.enum(["ja", "en"]).optional(),
});

export const enterGiftBody = z
	.strictObject({
		fundId: z.uuid(),
		amountYen: z.int().min(1).max(999_999_999_999),
		channel: z.enum(ENTERED_CHANNELS),
		receivedOn: z.iso.date().describe("day in Japan, of the passbook or the cash book; not in the future"),
		donorId: z.uuid().optional().describe("a donor that is there; else `donor`"),
		donor: donorBody.optional().describe("a new donor; one with the same mail, name and reading is found again"),
		remitter: text(120).describe("as the passbook prints it"),
		note: text(1000),
		ordinal: z.int().min(1).max(99).optional().describe("2 for a second equal line of the passbook"),
		campaign: text(80).describe("the slug of the campaign it answers, also one that has ended"),
		appealCode: text(40).describe("the code on the letter or mail it answers"),
		sendThanks: z.boolean().optional().describe("a mail of thanks; none when absent"),
		adjustmentReason: text(500).describe(
			"why, when its fiscal year is closed: without it such a gift is refused with 409",
		),
	})
	.refine((body) => (body.donorId === undefined) !== (body.donor === undefined), {
		message: "exactly one of donorId and donor",
		path: ["donorId"],
	});

const note = z.string().max(2000).default("").describe("for the trail, never sent to the applicant");
export const reviewBody = z.strictObject({ note });
export const acceptBody = z.strictObject({ payBy: z.iso.date().describe("last day asked for; from today on"), note });
export const refuseBody = z.strictObject({ ground: z.enum(REFUSAL_GROUNDS), note });
