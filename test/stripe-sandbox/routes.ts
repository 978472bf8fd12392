import { ApiError } from "./api-error.ts";
import * as balance from "./balance.ts";
import type { Call } from "./call.ts";
import * as charges from "./charges.ts";
import * as customers from "./customers.ts";
import * as events from "./events.ts";
import * as intents from "./payment-intents.ts";
import * as prices from "./prices.ts";
import * as products from "./products.ts";
import * as refunds from "./refunds.ts";
import * as sessions from "./sessions.ts";
import * as endpoints from "./webhook-endpoints.ts";

type Handler = (call: Call) => object;

const ROUTES: [method: string, path: string, handler: Handler][] = [
	["GET", "/v1/balance", balance.retrieveBalance],
	["GET", "/v1/balance_transactions", balance.listTransactions],
	["GET", "/v1/balance_transactions/:id", balance.retrieveTransaction],
	["GET", "/v1/charges", charges.listCharges],
	["GET", "/v1/charges/:id", charges.retrieveCharge],
	["POST", "/v1/charges/:id", charges.updateCharge],
	["POST", "/v1/checkout/sessions", sessions.createSession],
	["GET", "/v1/checkout/sessions", sessions.listSessions],
	["GET", "/v1/checkout/sessions/:id", sessions.retrieveSession],
	["POST", "/v1/checkout/sessions/:id", sessions.updateSession],
	["POST", "/v1/checkout/sessions/:id/expire", sessions.expireSessionNow],
	["GET", "/v1/checkout/sessions/:id/line_items", sessions.listLineItems],
	["POST", "/v1/customers", customers.createCustomer],
	["GET", "/v1/customers", customers.listCustomers],
	["GET", "/v1/customers/:id", customers.retrieveCustomer],
	["POST", "/v1/customers/:id", customers.updateCustomer],
	["DELETE", "/v1/customers/:id", customers.deleteCustomer],
	["GET", "/v1/customers/:id/cash_balance", customers.retrieveCashBalance],
	["GET", "/v1/customers/:id/cash_balance_transactions", customers.listCashTransactions],
	["GET", "/v1/customers/:id/cash_balance_transactions/:id", customers.retrieveCashTransaction],
	["GET", "/v1/events", events.listEvents],
	["GET", "/v1/events/:id", events.retrieveEvent],
	["GET", "/v1/payment_intents", intents.listIntents],
	["GET", "/v1/payment_intents/:id", intents.retrieveIntent],
	["POST", "/v1/payment_intents/:id", intents.updateIntent],
	["POST", "/v1/payment_intents/:id/cancel", intents.cancelIntent],
	["POST", "/v1/prices", prices.createPrice],
	["GET", "/v1/prices", prices.listPrices],
	["GET", "/v1/prices/:id", prices.retrievePrice],
	["POST", "/v1/prices/:id", prices.updatePrice],
	["POST", "/v1/products", products.createProduct],
	["GET", "/v1/products", products.listProducts],
	["GET", "/v1/products/:id", products.retrieveProduct],
	["POST", "/v1/products/:id", products.updateProduct],
	["POST", "/v1/refunds", refunds.createRefund],
	["GET", "/v1/refunds", refunds.listRefunds],
	["GET", "/v1/refunds/:id", refunds.retrieveRefund],
	["POST", "/v1/refunds/:id", refunds.updateRefund],
	["POST", "/v1/webhook_endpoints", endpoints.createEndpoint],
	["GET", "/v1/webhook_endpoints", endpoints.listEndpoints],
	["GET", "/v1/webhook_endpoints/:id", endpoints.retrieveEndpoint],
	["POST", "/v1/webhook_endpoints/:id", endpoints.updateEndpoint],
	["DELETE", "/v1/webhook_endpoints/:id", endpoints.deleteEndpoint],
];

const COMPILED = ROUTES.map(([method, path, handler]) => ({
	method,
	handler,
	pattern: new RegExp(`^${path.replaceAll(":id", "([^/]+)")}$`),
}));

export function findRoute(method: string, address: string): { handler: Handler; path: string[] } {
	for (const route of COMPILED) {
		if (route.method !== method) continue;
		const match = route.pattern.exec(address);
		if (match) return { handler: route.handler, path: match.slice(1).map(decodeURIComponent) };
	}
	throw new ApiError(
		404,
		"invalid_request_error",
		`Unrecognized request URL (${method}: ${address}). The sandbox answers only what its README lists.`,
	);
}
