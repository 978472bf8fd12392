import { createHash } from "node:crypto";
import type Stripe from "stripe";
import { invalid } from "./api-error.ts";
import { type Call, found, list, named, read } from "./call.ts";
import { newId } from "./ids.ts";
import { mergedMetadata } from "./metadata.ts";
import {
	anything,
	created,
	flag,
	integer,
	listOf,
	metadata,
	missingParameter,
	need,
	object,
	oneOf,
	paging,
	paramsOf,
	text,
} from "./params.ts";
import { addProduct } from "./products.ts";
import { expandable, productData, recurring } from "./shapes.ts";
import type { Price } from "./wire.ts";

const priceFields = {
	active: flag,
	currency_options: anything,
	lookup_key: text(200),
	metadata,
	nickname: text(),
	tax_behavior: oneOf("exclusive", "inclusive", "unspecified"),
	transfer_lookup_key: flag,
	...expandable,
};
const createPriceParams = paramsOf<Stripe.PriceCreateParams>()({
	...priceFields,
	currency: need(text(3)),
	billing_scheme: oneOf("per_unit", "tiered"),
	custom_unit_amount: anything,
	product: text(),
	product_data: productData,
	recurring,
	tiers: anything,
	tiers_mode: anything,
	transform_quantity: anything,
	unit_amount: integer(0, 99_999_999),
	unit_amount_decimal: text(),
});
const updatePriceParams = paramsOf<Stripe.PriceUpdateParams>()(priceFields);
const listPriceParams = paramsOf<Stripe.PriceListParams>()({
	...paging,
	active: flag,
	created,
	currency: text(3),
	lookup_keys: listOf(text()),
	product: text(),
	recurring: object({ interval: oneOf("day", "week", "month", "year"), meter: text(), usage_type: text() }),
	type: oneOf("one_time", "recurring"),
});

export function createPrice(call: Call): Price {
	const input = read(call, createPriceParams);
	for (const param of [
		"custom_unit_amount",
		"tiers",
		"transform_quantity",
		"currency_options",
		"unit_amount_decimal",
	] as const) {
		if (input[param] !== undefined)
			throw invalid(`The sandbox knows prices of whole yen per unit only, without '${param}'.`, { param });
	}
	if (input.unit_amount === undefined) throw missingParameter("unit_amount");
	const productId =
		input.product ??
		(input.product_data && addProduct(call, input.product_data.name, input.product_data.description ?? null).id);
	if (productId === undefined) throw missingParameter("product");
	if (input.product !== undefined) named(call, "product", input.product, "product");
	const price = addPrice(call, {
		productId,
		currency: input.currency,
		unitYen: input.unit_amount,
		recurring: recurringOf(input.recurring),
		param: "currency",
	});
	price.active = input.active ?? true;
	price.lookup_key = input.lookup_key ?? null;
	price.metadata = input.metadata ?? {};
	price.nickname = input.nickname ?? null;
	call.tx.emit("price.created", call.account, price);
	return price;
}

type RecurringInput = { interval: string; interval_count?: number | undefined; usage_type?: string | undefined };

/** How often a price is charged, or null for once. */
export function recurringOf(input: RecurringInput | undefined, path = "recurring"): Stripe.Price.Recurring | null {
	if (!input) return null;
	if (input.usage_type === "metered")
		throw invalid("The sandbox bills licensed prices only.", { param: `${path}[usage_type]` });
	return {
		interval: input.interval,
		interval_count: input.interval_count ?? 1,
		meter: null,
		trial_period_days: null,
		usage_type: "licensed",
	};
}

interface InlinePrice {
	name: string;
	description: string | null;
	currency: string;
	unitYen: number;
	recurring: Stripe.Price.Recurring | null;
	param: string;
	product?: string;
}

/** The price of a `price_data`. The same offer twice is the same product and price. */
export function inlinePrice(call: Call, given: InlinePrice): Price {
	const { name, description, recurring, unitYen } = given;
	const productId = given.product ?? derivedId("prod_", 14, [call.account, name, description]);
	if (!call.tx.get("product", call.account, productId)) addProduct(call, name, description, productId);
	const often = recurring ? [recurring.interval, recurring.interval_count] : [];
	const id = derivedId("price_", 24, [productId, unitYen, ...often]);
	return call.tx.get("price", call.account, id) ?? addPrice(call, { ...given, productId, id });
}

const derivedId = (prefix: string, length: number, parts: unknown[]): string =>
	prefix + createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, length);

interface NewPrice {
	productId: string;
	currency: string;
	unitYen: number;
	recurring: Stripe.Price.Recurring | null;
	param: string;
	id?: string;
}

function addPrice(call: Call, { productId, currency, unitYen, recurring, param, id }: NewPrice): Price {
	if (currency.toLowerCase() !== "jpy") {
		throw invalid(`Invalid currency: ${currency}. The sandbox accepts jpy only.`, { param });
	}
	return call.tx.put("price", call.account, {
		id: id ?? newId("price_"),
		object: "price",
		active: true,
		billing_scheme: "per_unit",
		created: call.tx.now,
		currency: "jpy",
		custom_unit_amount: null,
		livemode: false,
		lookup_key: null,
		metadata: {},
		nickname: null,
		product: productId,
		recurring,
		tax_behavior: "unspecified",
		tiers_mode: null,
		transform_quantity: null,
		type: recurring ? "recurring" : "one_time",
		unit_amount: unitYen,
		unit_amount_decimal: String(unitYen),
	});
}

export const retrievePrice = (call: Call): Price => found(call, "price");

export function updatePrice(call: Call): Price {
	const price = found(call, "price");
	const input = read(call, updatePriceParams);
	if (input.active !== undefined) price.active = input.active;
	if (input.nickname !== undefined) price.nickname = input.nickname;
	if (input.lookup_key !== undefined) price.lookup_key = input.lookup_key;
	if (input.metadata !== undefined) price.metadata = mergedMetadata(price.metadata, input.metadata);
	call.tx.put("price", call.account, price);
	call.tx.emit("price.updated", call.account, price);
	return price;
}

export function listPrices(call: Call) {
	const {
		active,
		currency,
		lookup_keys,
		product,
		recurring: wanted,
		type,
		expand: _e,
		...page
	} = read(call, listPriceParams);
	return list(call, "price", "/v1/prices", page, {
		where: { active: active?.toString(), currency, product, type },
		index: "product",
		matches: (row) =>
			(lookup_keys === undefined || lookup_keys.includes(String(row.keys.lookup_key ?? ""))) &&
			(wanted?.interval === undefined || row.keys.interval === wanted.interval),
	});
}
