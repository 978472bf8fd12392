import type Stripe from "stripe";
import { type Call, found, list, pathId, read } from "../call.ts";
import { newId } from "../ids.ts";
import { mergedMetadata } from "../metadata.ts";
import {
	anything,
	emptyable,
	flag,
	integer,
	listOf,
	metadata,
	need,
	object,
	oneOf,
	paging,
	paramsOf,
	text,
} from "../params.ts";
import { expandable } from "../shapes.ts";

type Configuration = Stripe.BillingPortal.Configuration;

const features = object({
	customer_update: object({ allowed_updates: emptyable(listOf(text())), enabled: flag }),
	invoice_history: object({ enabled: need(flag) }),
	payment_method_update: object({ enabled: need(flag), payment_method_configuration: anything }),
	subscription_cancel: object({
		cancellation_reason: object({
			enabled: need(flag),
			feedback_options: anything,
			options: emptyable(listOf(text())),
		}),
		enabled: flag,
		mode: oneOf("at_period_end", "immediately"),
		proration_behavior: oneOf("always_invoice", "create_prorations", "none"),
		retention: anything,
	}),
	subscription_pause: object({
		duration: object({
			interval_options: listOf(
				object({ interval: need(oneOf("day", "month", "week", "year")), interval_count: need(integer(1)) }),
			),
			type: oneOf("indefinite", "interval_options"),
		}),
		enabled: flag,
	}),
	subscription_update: anything,
});
const fields = {
	business_profile: object({ headline: emptyable(text(60)), privacy_policy_url: text(), terms_of_service_url: text() }),
	default_return_url: emptyable(text()),
	login_page: object({ enabled: need(flag) }),
	metadata: emptyable(metadata),
	name: emptyable(text()),
	...expandable,
};
const createParams = paramsOf<Stripe.BillingPortal.ConfigurationCreateParams>()({
	...fields,
	features: need(features),
});
const updateParams = paramsOf<Stripe.BillingPortal.ConfigurationUpdateParams>()({ ...fields, features, active: flag });
const listParams = paramsOf<Stripe.BillingPortal.ConfigurationListParams>()({
	...paging,
	active: flag,
	is_default: flag,
});

type Input = Omit<ReturnType<typeof updateParams.read>, "expand">;

function newConfiguration(now: number): Configuration {
	return {
		id: newId("bpc_1"),
		object: "billing_portal.configuration",
		active: true,
		application: null,
		business_profile: { headline: null, privacy_policy_url: null, terms_of_service_url: null },
		created: now,
		default_return_url: null,
		features: {
			customer_update: { allowed_updates: [], enabled: false },
			invoice_history: { enabled: false },
			payment_method_update: { enabled: false, payment_method_configuration: null },
			subscription_cancel: {
				cancellation_reason: { enabled: false, feedback_options: null, options: [] },
				enabled: false,
				mode: "at_period_end",
				proration_behavior: "none",
			},
			subscription_pause: {
				duration: { interval_options: [{ interval: "month", interval_count: 1 }], type: "interval_options" },
				enabled: false,
			},
			subscription_update: {
				billing_cycle_anchor: null,
				default_allowed_updates: [],
				enabled: false,
				proration_behavior: "none",
				schedule_at_period_end: { conditions: [] },
				trial_update_behavior: "end_trial",
			},
		},
		is_default: false,
		livemode: false,
		login_page: { enabled: false, url: null },
		metadata: {},
		name: null,
		updated: now,
	};
}

function apply(configuration: Configuration, input: Input): Configuration {
	const { features: known } = configuration;
	const wish = input.features;
	known.customer_update.enabled = wish?.customer_update?.enabled ?? known.customer_update.enabled;
	known.customer_update.allowed_updates =
		wish?.customer_update?.allowed_updates ?? known.customer_update.allowed_updates;
	known.invoice_history.enabled = wish?.invoice_history?.enabled ?? known.invoice_history.enabled;
	known.payment_method_update.enabled = wish?.payment_method_update?.enabled ?? known.payment_method_update.enabled;
	const cancel = wish?.subscription_cancel;
	known.subscription_cancel.enabled = cancel?.enabled ?? known.subscription_cancel.enabled;
	known.subscription_cancel.mode = cancel?.mode ?? known.subscription_cancel.mode;
	const why = known.subscription_cancel.cancellation_reason;
	why.enabled = cancel?.cancellation_reason?.enabled ?? why.enabled;
	why.options = cancel?.cancellation_reason?.options ?? why.options;
	known.subscription_pause.enabled = wish?.subscription_pause?.enabled ?? known.subscription_pause.enabled;
	const { duration } = known.subscription_pause;
	duration.type = wish?.subscription_pause?.duration?.type ?? duration.type;
	duration.interval_options = wish?.subscription_pause?.duration?.interval_options ?? duration.interval_options;
	const profile = input.business_profile;
	if (profile?.headline !== undefined) configuration.business_profile.headline = profile.headline;
	if (profile?.privacy_policy_url !== undefined)
		configuration.business_profile.privacy_policy_url = profile.privacy_policy_url;
	if (profile?.terms_of_service_url !== undefined)
		configuration.business_profile.terms_of_service_url = profile.terms_of_service_url;
	if (input.default_return_url !== undefined) configuration.default_return_url = input.default_return_url;
	if (input.name !== undefined) configuration.name = input.name;
	if (input.active !== undefined) configuration.active = input.active;
	if (input.metadata !== undefined)
		configuration.metadata = mergedMetadata(configuration.metadata, input.metadata ?? {});
	return configuration;
}

export function createConfiguration(call: Call): Configuration {
	const made = apply(newConfiguration(call.tx.now), read(call, createParams));
	call.tx.put("portal_configuration", call.account, made);
	call.tx.emit("billing_portal.configuration.created", call.account, made);
	return made;
}

/** What a session without a configuration gets: the card may be changed, the plan stopped at the end of its period. */
export function defaultConfiguration(call: Call): Configuration {
	const row = call.tx.store.rows("portal_configuration", call.account).find(({ keys }) => keys.is_default === "true");
	const known = row && call.tx.get("portal_configuration", call.account, row.id);
	if (known) return known;
	const made = newConfiguration(call.tx.now);
	made.is_default = true;
	made.features.payment_method_update.enabled = true;
	made.features.invoice_history.enabled = true;
	made.features.subscription_cancel.enabled = true;
	return call.tx.put("portal_configuration", call.account, made);
}

export const retrieveConfiguration = (call: Call): Configuration =>
	found(call, "portal_configuration", pathId(call), "configuration");

export function updateConfiguration(call: Call): Configuration {
	const changed = apply(retrieveConfiguration(call), read(call, updateParams));
	changed.updated = call.tx.now;
	call.tx.put("portal_configuration", call.account, changed);
	call.tx.emit("billing_portal.configuration.updated", call.account, changed);
	return changed;
}

export function listConfigurations(call: Call) {
	const { active, is_default, limit, starting_after, ending_before } = read(call, listParams);
	const url = "/v1/billing_portal/configurations";
	return list(
		call,
		"portal_configuration",
		url,
		{ limit, starting_after, ending_before },
		{
			where: { active: active?.toString(), is_default: is_default?.toString() },
		},
	);
}
