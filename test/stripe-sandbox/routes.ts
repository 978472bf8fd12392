import { ApiError } from "./api-error.ts";
import * as balance from "./balance.ts";
import * as invoiceItems from "./billing/invoice-items.ts";
import * as invoicePayments from "./billing/invoice-payments.ts";
import * as invoices from "./billing/invoices.ts";
import { updateSubscription } from "./billing/subscription-update.ts";
import * as subscriptions from "./billing/subscriptions.ts";
import * as clocks from "./billing/test-clocks.ts";
import type { Call } from "./call.ts";
import * as charges from "./charges.ts";
import * as accounts from "./connect/accounts.ts";
import * as fees from "./connect/fees.ts";
import { createLink } from "./connect/links.ts";
import * as customers from "./customers.ts";
import * as disputes from "./disputes/disputes.ts";
import * as events from "./events.ts";
import * as intents from "./payment-intents.ts";
import * as methods from "./payment-methods.ts";
import * as payouts from "./payouts/payouts.ts";
import * as configurations from "./portal/configurations.ts";
import { createPortalSession } from "./portal/sessions.ts";
import * as prices from "./prices.ts";
import * as products from "./products.ts";
import * as refunds from "./refunds.ts";
import * as sessions from "./sessions.ts";
import * as setups from "./setup-intents.ts";
import * as endpoints from "./webhook-endpoints.ts";

type Handler = (call: Call) => object;

const ROUTES: [method: string, path: string, handler: Handler][] = [
	["GET", "/v1/account", accounts.retrieveOwn],
	["POST", "/v1/accounts", accounts.createAccount],
	["GET", "/v1/accounts", accounts.listAccounts],
	["GET", "/v1/accounts/:id", accounts.retrieveAccount],
	["POST", "/v1/accounts/:id", accounts.updateAccount],
	["DELETE", "/v1/accounts/:id", accounts.deleteAccount],
	["POST", "/v1/account_links", createLink],
	["GET", "/v1/application_fees", fees.listFees],
	["GET", "/v1/application_fees/:id", fees.retrieveFee],
	["GET", "/v1/balance", balance.retrieveBalance],
	["GET", "/v1/balance_transactions", balance.listTransactions],
	["GET", "/v1/balance_transactions/:id", balance.retrieveTransaction],
	["POST", "/v1/billing_portal/configurations", configurations.createConfiguration],
	["GET", "/v1/billing_portal/configurations", configurations.listConfigurations],
	["GET", "/v1/billing_portal/configurations/:id", configurations.retrieveConfiguration],
	["POST", "/v1/billing_portal/configurations/:id", configurations.updateConfiguration],
	["POST", "/v1/billing_portal/sessions", createPortalSession],
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
	["GET", "/v1/customers/:id/payment_methods", methods.listMethodsOfCustomer],
	["GET", "/v1/customers/:id/payment_methods/:id", methods.retrieveMethodOfCustomer],
	["GET", "/v1/disputes", disputes.listDisputes],
	["GET", "/v1/disputes/:id", disputes.retrieveDispute],
	["POST", "/v1/disputes/:id", disputes.updateDispute],
	["POST", "/v1/disputes/:id/close", disputes.closeDisputeNow],
	["GET", "/v1/radar/early_fraud_warnings", disputes.listWarnings],
	["GET", "/v1/radar/early_fraud_warnings/:id", disputes.retrieveWarning],
	["GET", "/v1/events", events.listEvents],
	["GET", "/v1/events/:id", events.retrieveEvent],
	["POST", "/v1/invoiceitems", invoiceItems.createItem],
	["GET", "/v1/invoiceitems", invoiceItems.listItems],
	["GET", "/v1/invoiceitems/:id", invoiceItems.retrieveItem],
	["POST", "/v1/invoiceitems/:id", invoiceItems.updateItem],
	["DELETE", "/v1/invoiceitems/:id", invoiceItems.deleteItem],
	["GET", "/v1/invoice_payments", invoicePayments.listInvoicePayments],
	["GET", "/v1/invoice_payments/:id", invoicePayments.retrieveInvoicePayment],
	["POST", "/v1/invoices", invoices.createInvoice],
	["GET", "/v1/invoices", invoices.listInvoices],
	["POST", "/v1/invoices/create_preview", invoices.previewInvoice],
	["GET", "/v1/invoices/:id", invoices.retrieveInvoice],
	["POST", "/v1/invoices/:id", invoices.updateInvoice],
	["DELETE", "/v1/invoices/:id", invoices.deleteInvoice],
	["POST", "/v1/invoices/:id/finalize", invoices.finalizeInvoice],
	["POST", "/v1/invoices/:id/pay", invoices.payInvoice],
	["POST", "/v1/invoices/:id/void", invoices.voidInvoice],
	["POST", "/v1/invoices/:id/mark_uncollectible", invoices.markUncollectible],
	["GET", "/v1/invoices/:id/lines", invoices.listInvoiceLines],
	["GET", "/v1/payment_intents", intents.listIntents],
	["GET", "/v1/payment_intents/:id", intents.retrieveIntent],
	["POST", "/v1/payment_intents/:id", intents.updateIntent],
	["POST", "/v1/payment_intents/:id/cancel", intents.cancelIntent],
	["POST", "/v1/payment_methods", methods.createMethod],
	["GET", "/v1/payment_methods", methods.listMethods],
	["GET", "/v1/payment_methods/:id", methods.retrieveMethod],
	["POST", "/v1/payment_methods/:id", methods.updateMethod],
	["POST", "/v1/payment_methods/:id/attach", methods.attachMethod],
	["POST", "/v1/payment_methods/:id/detach", methods.detachMethod],
	["POST", "/v1/payouts", payouts.createPayout],
	["GET", "/v1/payouts", payouts.listPayouts],
	["GET", "/v1/payouts/:id", payouts.retrievePayout],
	["POST", "/v1/payouts/:id", payouts.updatePayout],
	["POST", "/v1/payouts/:id/cancel", payouts.cancelPayoutNow],
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
	["GET", "/v1/setup_intents", setups.listSetups],
	["GET", "/v1/setup_intents/:id", setups.retrieveSetup],
	["POST", "/v1/subscriptions", subscriptions.createSubscription],
	["GET", "/v1/subscriptions", subscriptions.listSubscriptions],
	["GET", "/v1/subscriptions/:id", subscriptions.retrieveSubscription],
	["POST", "/v1/subscriptions/:id", updateSubscription],
	["DELETE", "/v1/subscriptions/:id", subscriptions.cancelSubscription],
	["POST", "/v1/subscriptions/:id/pause", subscriptions.pauseSubscription],
	["POST", "/v1/subscriptions/:id/resume", subscriptions.resumeSubscription],
	["POST", "/v1/test_helpers/test_clocks", clocks.createClock],
	["GET", "/v1/test_helpers/test_clocks", clocks.listClocks],
	["GET", "/v1/test_helpers/test_clocks/:id", clocks.retrieveClock],
	["POST", "/v1/test_helpers/test_clocks/:id/advance", clocks.advanceClock],
	["DELETE", "/v1/test_helpers/test_clocks/:id", clocks.deleteClock],
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
