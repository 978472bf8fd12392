import type Stripe from "stripe";
import { anything, emptyable, flag, integer, listOf, need, object, oneOf, text } from "./params.ts";

/** Parameter shapes that several requests share. */
export const expandable = { expand: listOf(text()) };

export const address = object({
	city: text(),
	country: text(2),
	line1: text(),
	line2: text(),
	postal_code: text(),
	state: text(),
});

export function addressOf(
	input: { [K in keyof Stripe.Address]?: string | null | undefined } | null | undefined,
): Stripe.Address | null {
	if (!input) return null;
	return {
		city: input.city ?? null,
		country: input.country ?? null,
		line1: input.line1 ?? null,
		line2: input.line2 ?? null,
		postal_code: input.postal_code ?? null,
		state: input.state ?? null,
	};
}

export const productData = object({
	name: { ...text(250), needed: true as const },
	description: text(),
	images: listOf(text()),
	metadata: anything,
	tax_code: text(),
	unit_label: text(),
	statement_descriptor: text(22),
	active: flag,
	id: text(),
	marketing_features: emptyable(anything),
	tax_details: emptyable(anything),
});

export const recurring = object({
	interval: need(oneOf("day", "week", "month", "year")),
	interval_count: integer(1, 36),
	meter: text(),
	trial_period_days: integer(1),
	usage_type: oneOf("licensed", "metered"),
});
