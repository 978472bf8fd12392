import { createHash } from "node:crypto";
import type Stripe from "stripe";
import { invalid } from "./api-error.ts";
import { type Call, found, list, named, read } from "./call.ts";
import { mergedMetadata } from "./customers.ts";
import { newId } from "./ids.ts";
import {
	anything,
	created,
	flag,
	integer,
	listOf,
	metadata,
	missingParameter,
	need,
	oneOf,
	paging,
	paramsOf,
	text,
} from "./params.ts";
import { addProduct } from "./products.ts";
import { expandable, productData } from "./shapes.ts";
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
	recurring: anything,
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
	recurring: anything,
	type: oneOf("one_time", "recurring"),
});

export function createPrice(call: Call): Price {
	const input = read(call, createPriceParams);
	for (const param of [
		"recurring",
		"custom_unit_amount",
		"tiers",
		"transform_quantity",
		"currency_options",
		"unit_amount_decimal",
	] as const) {
		if (input[param] !== undefined)
			throw invalid(`The sandbox knows one-time prices of whole yen only, without '${param}'.`, { param });
	}
	if (input.unit_amount === undefined) throw missingParameter("unit_amount");
	const productId =
		input.product ??
		(input.product_data && addProduct(call, input.product_data.name, input.product_data.description ?? null).id);
	if (productId === undefined) throw missingParameter("product");
	if (input.product !== undefined) named(call, "product", input.product, "product");
	const price = addPrice(call, productId, input.currency, input.unit_amount, "currency");
	price.active = input.active ?? true;
	price.lookup_key = input.lookup_key ?? null;
	price.metadata = input.metadata ?? {};
	price.nickname = input.nickname ?? null;
	call.tx.emit("price.created", call.account, price);
	return price;
}

/** The price of a session's `price_data`. The same offer twice is the same product and price. */
export function inlinePrice(
	call: Call,
	name: string,
	description: string | null,
	currency: string,
	unitYen: number,
	param: string,
	knownProduct?: string,
): Price {
	const productId = knownProduct ?? derivedId("prod_", 14, [call.account, name, description]);
	if (!call.tx.get("product", call.account, productId)) addProduct(call, name, description, productId);
	const priceId = derivedId("price_", 24, [productId, unitYen]);
	return call.tx.get("price", call.account, priceId) ?? addPrice(call, productId, currency, unitYen, param, priceId);
}

const derivedId = (prefix: string, length: number, parts: unknown[]): string =>
	prefix + createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, length);

function addPrice(call: Call, productId: string, currency: string, unitYen: number, param: string, id?: string): Price {
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
		recurring: null,
		tax_behavior: "unspecified",
		tiers_mode: null,
		transform_quantity: null,
		type: "one_time",
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
		recurring: _r,
		type,
		expand: _e,
		...page
	} = read(call, listPriceParams);
	return list(call, "price", "/v1/prices", page, {
		where: { active: active?.toString(), currency, product, type },
		index: "product",
		matches: (row) => lookup_keys === undefined || lookup_keys.includes(String(row.keys.lookup_key ?? "")),
	});
}
