import type Stripe from "stripe";
import { invalid } from "./api-error.ts";
import { beginningOf, intervalOf } from "./billing/subscription-shape.ts";
import { type Call, named } from "./call.ts";
import { newId } from "./ids.ts";
import { missingParameter } from "./params.ts";
import { inlinePrice, recurringOf } from "./prices.ts";
import { productName } from "./products.ts";
import type { CreateSession } from "./session-params.ts";
import type { LineItem, Price, SubscriptionPlan } from "./wire.ts";

type LineItemInput = NonNullable<CreateSession["line_items"]>[number];
type PriceData = NonNullable<LineItemInput["price_data"]>;

/** The lines of a session, each with what of it is due today. */
export function lineItemsOf(call: Call, input: CreateSession, plan: SubscriptionPlan | null): LineItem[] {
	const items = (input.line_items ?? []).map((item, at) => lineItemOf(call, input, item, at));
	const recurring = items.flatMap(({ price }) => (price?.recurring ? [price] : []));
	if (plan === null) return items;
	const first = recurring[0];
	if (!first) {
		throw invalid("You must provide at least one recurring price in `subscription` mode when using prices.", {
			param: "line_items",
		});
	}
	const interval = intervalOf(first);
	if (recurring.some((price) => JSON.stringify(intervalOf(price)) !== JSON.stringify(interval))) {
		throw invalid("Checkout does not support multiple prices with different billing intervals.", {
			param: "line_items",
		});
	}
	const { share } = beginningOf(interval, plan, call.tx.now);
	for (const item of items) {
		if (!item.price?.recurring) continue;
		item.amount_total = Math.round(item.amount_total * share);
		item.amount_subtotal = item.amount_total;
	}
	return items;
}

function lineItemOf(call: Call, input: CreateSession, item: LineItemInput, at: number): LineItem {
	const path = `line_items[${at}]`;
	if (item.price !== undefined && item.price_data !== undefined) {
		throw invalid("You may only specify one of these parameters: price, price_data.", {
			code: "parameters_exclusive",
			param: `${path}[price_data]`,
		});
	}
	if (item.quantity === undefined) throw missingParameter(`${path}[quantity]`);
	const price = priceOf(call, item, path);
	if (input.mode === "payment" && price.recurring) {
		throw invalid(
			"You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.",
			{ param: item.price === undefined ? `${path}[price_data][recurring]` : `${path}[price]` },
		);
	}
	const totalYen = (price.unit_amount ?? 0) * item.quantity;
	return {
		id: newId("li_"),
		object: "item",
		adjustable_quantity: null,
		amount_discount: 0,
		amount_subtotal: totalYen,
		amount_tax: 0,
		amount_total: totalYen,
		currency: "jpy",
		description: productName(call, price),
		metadata: item.metadata ?? {},
		price,
		quantity: item.quantity,
	};
}

function priceOf(call: Call, item: LineItemInput, path: string): Price {
	if (item.price === undefined) {
		if (item.price_data === undefined) throw missingParameter(`${path}[price]`);
		return priceOfData(call, item.price_data, `${path}[price_data]`);
	}
	const price = named(call, "price", item.price, `${path}[price]`);
	if (!price.active) {
		throw invalid(`The price specified is inactive. This field only accepts active prices.`, {
			param: `${path}[price]`,
		});
	}
	return price;
}

type AnyPriceData = Pick<PriceData, "currency" | "product" | "recurring" | "unit_amount" | "unit_amount_decimal"> &
	Partial<Pick<PriceData, "product_data">>;

/** A price described in place, of a known product or of one described with it. */
export function priceOfData(call: Call, data: AnyPriceData, path: string): Price {
	if (data.unit_amount_decimal !== undefined) {
		throw invalid("Yen have no fractions; use unit_amount.", { param: `${path}[unit_amount_decimal]` });
	}
	if (data.unit_amount === undefined) throw missingParameter(`${path}[unit_amount]`);
	if (data.currency.toLowerCase() !== "jpy") {
		throw invalid(`Invalid currency: ${data.currency}. The sandbox accepts jpy only.`, { param: `${path}[currency]` });
	}
	const recurring: Stripe.Price.Recurring | null = recurringOf(data.recurring, `${path}[recurring]`);
	const facts = { currency: data.currency, unitYen: data.unit_amount, recurring, param: `${path}[currency]` };
	if (data.product !== undefined) {
		const { id, name, description } = named(call, "product", data.product, `${path}[product]`);
		return inlinePrice(call, { ...facts, name, description, product: id });
	}
	if (data.product_data === undefined) throw missingParameter(`${path}[product]`);
	const { name, description } = data.product_data;
	return inlinePrice(call, { ...facts, name, description: description ?? null });
}
