import type Stripe from "stripe";
import { invalid } from "./api-error.ts";
import { type Call, found, list, named, read } from "./call.ts";
import { newId } from "./ids.ts";
import { mergedMetadata } from "./metadata.ts";
import { anything, created, emptyable, flag, listOf, metadata, need, oneOf, paging, paramsOf, text } from "./params.ts";
import { expandable } from "./shapes.ts";
import type { Price } from "./wire.ts";

const productFields = {
	active: flag,
	images: emptyable(listOf(text())),
	marketing_features: emptyable(anything),
	metadata,
	package_dimensions: emptyable(anything),
	shippable: flag,
	statement_descriptor: text(22),
	tax_code: emptyable(text()),
	tax_details: emptyable(anything),
	unit_label: emptyable(text()),
	url: emptyable(text()),
	...expandable,
};
const createProductParams = paramsOf<Stripe.ProductCreateParams>()({
	...productFields,
	name: need(text(250)),
	description: text(),
	default_price_data: anything,
	id: text(),
	type: oneOf("good", "service"),
});
const updateProductParams = paramsOf<Stripe.ProductUpdateParams>()({
	...productFields,
	name: text(250),
	description: emptyable(text()),
	default_price: text(),
});
const listProductParams = paramsOf<Stripe.ProductListParams>()({
	...paging,
	active: flag,
	created,
	ids: listOf(text()),
	shippable: flag,
	type: oneOf("good", "service"),
	url: text(),
});

export function createProduct(call: Call): Stripe.Product {
	const input = read(call, createProductParams);
	if (input.default_price_data !== undefined)
		throw invalid("The sandbox makes prices by /v1/prices only.", { param: "default_price_data" });
	if (input.id !== undefined && call.tx.get("product", call.account, input.id)) {
		throw invalid("Product already exists.", { code: "resource_already_exists", param: "id" });
	}
	const product = addProduct(call, input.name, input.description ?? null, input.id);
	product.active = input.active ?? true;
	product.metadata = input.metadata ?? {};
	product.images = input.images ?? [];
	product.url = input.url ?? null;
	call.tx.emit("product.created", call.account, product);
	return product;
}

export function addProduct(call: Call, name: string, description: string | null, id?: string): Stripe.Product {
	return call.tx.put("product", call.account, {
		id: id ?? newId("prod_", 14),
		object: "product",
		active: true,
		created: call.tx.now,
		default_price: null,
		description,
		images: [],
		livemode: false,
		marketing_features: [],
		metadata: {},
		name,
		package_dimensions: null,
		shippable: null,
		statement_descriptor: null,
		tax_code: null,
		tax_details: null,
		type: "service",
		unit_label: null,
		updated: call.tx.now,
		url: null,
	});
}

/** What a price is for, as its lines call it. */
export function productName({ tx, account }: Pick<Call, "tx" | "account">, price: Price): string {
	const id = typeof price.product === "string" ? price.product : price.product.id;
	return tx.get("product", account, id)?.name ?? id;
}

export const retrieveProduct = (call: Call): Stripe.Product => found(call, "product");

export function updateProduct(call: Call): Stripe.Product {
	const product = found(call, "product");
	const input = read(call, updateProductParams);
	if (input.name !== undefined) product.name = input.name;
	if (input.active !== undefined) product.active = input.active;
	if (input.description !== undefined) product.description = input.description;
	if (input.images !== undefined) product.images = input.images ?? [];
	if (input.url !== undefined) product.url = input.url;
	if (input.metadata !== undefined) product.metadata = mergedMetadata(product.metadata, input.metadata);
	if (input.default_price !== undefined)
		product.default_price = named(call, "price", input.default_price, "default_price").id;
	product.updated = call.tx.now;
	call.tx.put("product", call.account, product);
	call.tx.emit("product.updated", call.account, product);
	return product;
}

export function listProducts(call: Call) {
	const { active, ids, shippable, type, url, expand: _, ...page } = read(call, listProductParams);
	return list(call, "product", "/v1/products", page, {
		where: { active: active?.toString(), shippable: shippable?.toString(), type, url },
		matches: (row) => ids === undefined || ids.includes(row.id),
	});
}
