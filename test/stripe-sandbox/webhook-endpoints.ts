import type Stripe from "stripe";
import { invalid } from "./api-error.ts";
import { type Call, found, list, pathId, read } from "./call.ts";
import { CONNECT_APPLICATION } from "./deliveries.ts";
import { newId } from "./ids.ts";
import { mergedMetadata } from "./metadata.ts";
import { emptyable, flag, listOf, metadata, need, paging, paramsOf, text } from "./params.ts";
import { expandable } from "./shapes.ts";
import { shown } from "./shown.ts";
import type { Transaction } from "./transaction.ts";
import { API_VERSION, PLATFORM_ACCOUNT, type StoredEndpoint } from "./wire.ts";

const createParams = paramsOf<Stripe.WebhookEndpointCreateParams>()({
	api_version: text(),
	connect: flag,
	description: emptyable(text()),
	enabled_events: need(listOf(text())),
	metadata: emptyable(metadata),
	url: need(text(2048)),
	...expandable,
});
const updateParams = paramsOf<Stripe.WebhookEndpointUpdateParams>()({
	description: emptyable(text()),
	disabled: flag,
	enabled_events: listOf(text()),
	metadata: emptyable(metadata),
	url: text(2048),
	...expandable,
});
const listParams = paramsOf<Stripe.WebhookEndpointListParams>()(paging);

/** The only answer that carries the secret. */
export function createEndpoint(call: Call): StoredEndpoint {
	const input = read(call, createParams);
	checkUrl(input.url);
	if (input.api_version !== undefined && input.api_version !== API_VERSION) {
		throw invalid(`Invalid api_version: the sandbox speaks ${API_VERSION} only.`, { param: "api_version" });
	}
	const endpoint = newEndpoint(call.tx.now, input.url, newId("whsec_", 32), input.connect ?? false);
	endpoint.api_version = input.api_version ?? null;
	endpoint.description = input.description ?? null;
	endpoint.enabled_events = input.enabled_events;
	endpoint.metadata = input.metadata ?? {};
	return call.tx.put("webhook_endpoint", call.account, endpoint);
}

function newEndpoint(created: number, url: string, secret: string, connect: boolean): StoredEndpoint {
	return {
		id: newId("we_1"),
		object: "webhook_endpoint",
		api_version: API_VERSION,
		application: connect ? CONNECT_APPLICATION : null,
		created,
		description: null,
		enabled_events: ["*"],
		livemode: false,
		metadata: {},
		secret,
		status: "enabled",
		url,
	};
}

/**
 * Makes one address hear everything, of the platform and of every connected account, signed with a secret the caller
 * chose: how a demo tells at each start where it listens. The next such address takes its place.
 */
export function subscribe(tx: Transaction, url: string, secret: string): StoredEndpoint[] {
	return [false, true].map((connect) =>
		tx.put("webhook_endpoint", PLATFORM_ACCOUNT, {
			...newEndpoint(tx.now, url, secret, connect),
			id: connect ? "we_1democonnect" : "we_1demo",
			description: "kept by POST /_sandbox/webhook",
		}),
	);
}

export const retrieveEndpoint = (call: Call): StoredEndpoint =>
	shown(call, "webhook_endpoint", found(call, "webhook_endpoint", pathId(call), "webhook_endpoint"));

export function updateEndpoint(call: Call): StoredEndpoint {
	const endpoint = found(call, "webhook_endpoint", pathId(call), "webhook_endpoint");
	const input = read(call, updateParams);
	if (input.url !== undefined) {
		checkUrl(input.url);
		endpoint.url = input.url;
	}
	if (input.enabled_events !== undefined) endpoint.enabled_events = input.enabled_events;
	if (input.disabled !== undefined) endpoint.status = input.disabled ? "disabled" : "enabled";
	if (input.description !== undefined) endpoint.description = input.description;
	if (input.metadata !== undefined) endpoint.metadata = mergedMetadata(endpoint.metadata, input.metadata ?? {});
	return shown(call, "webhook_endpoint", call.tx.put("webhook_endpoint", call.account, endpoint));
}

export function listEndpoints(call: Call) {
	const { limit, starting_after, ending_before } = read(call, listParams);
	return list(call, "webhook_endpoint", "/v1/webhook_endpoints", { limit, starting_after, ending_before });
}

export function deleteEndpoint(call: Call): Stripe.DeletedWebhookEndpoint {
	const { id } = found(call, "webhook_endpoint", pathId(call), "webhook_endpoint");
	call.tx.remove("webhook_endpoint", id);
	return { id, object: "webhook_endpoint", deleted: true };
}

function checkUrl(url: string): void {
	if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
		throw invalid("Invalid URL: An explicit scheme (such as https) must be provided.", {
			code: "url_invalid",
			param: "url",
		});
	}
}
