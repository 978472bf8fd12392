import type Stripe from "stripe";
import { ApiError, invalid } from "../api-error.ts";
import { type Call, found, list, pathId, read } from "../call.ts";
import { newId } from "../ids.ts";
import { mergedMetadata } from "../metadata.ts";
import {
	anything,
	created,
	emptyable,
	integer,
	metadata,
	need,
	object,
	oneOf,
	paging,
	paramsOf,
	text,
} from "../params.ts";
import { keepSchedule, scheduleOf } from "../payouts/schedule.ts";
import { expandable } from "../shapes.ts";
import { PLATFORM_ACCOUNT } from "../wire.ts";
import { newAccount } from "./account-shape.ts";

const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

const settings = object({
	branding: anything,
	card_payments: anything,
	dashboard: object({ display_name: text(), timezone: text() }),
	invoices: anything,
	payments: object({
		statement_descriptor: text(22),
		statement_descriptor_kana: text(22),
		statement_descriptor_kanji: text(22),
	}),
	payouts: object({
		debit_negative_balances: anything,
		schedule: object({
			delay_days: anything,
			interval: oneOf("manual", "daily", "weekly", "monthly"),
			monthly_anchor: integer(1, 31),
			monthly_payout_days: anything,
			weekly_anchor: oneOf(...WEEKDAYS),
			weekly_payout_days: anything,
		}),
		statement_descriptor: text(22),
	}),
});
const fields = {
	account_token: anything,
	business_profile: object({
		annual_revenue: anything,
		estimated_worker_count: integer(0),
		mcc: text(4),
		minority_owned_business_designation: anything,
		monthly_estimated_revenue: anything,
		name: text(),
		product_description: text(),
		specified_commercial_transactions_act_url: text(),
		support_address: anything,
		support_email: text(),
		support_phone: text(),
		support_url: emptyable(text()),
		url: text(),
	}),
	business_type: oneOf("company", "government_entity", "individual", "non_profit"),
	capabilities: anything,
	company: anything,
	default_currency: text(3),
	documents: anything,
	email: text(512),
	external_account: anything,
	groups: anything,
	individual: anything,
	metadata: emptyable(metadata),
	settings,
	tos_acceptance: anything,
	...expandable,
};
const createParams = paramsOf<Stripe.AccountCreateParams>()({
	...fields,
	controller: object({
		fees: object({ payer: need(oneOf("account", "application")) }),
		losses: object({ payments: need(oneOf("application", "stripe")) }),
		requirement_collection: oneOf("application", "stripe"),
		stripe_dashboard: object({ type: oneOf("express", "full", "none") }),
	}),
	country: text(2),
	type: oneOf("custom", "express", "standard"),
});
const updateParams = paramsOf<Stripe.AccountUpdateParams>()(fields);
const listParams = paramsOf<Stripe.AccountListParams>()({ ...paging, created });

export function createAccount(call: Call): Stripe.Account {
	platformOnly(call);
	const input = read(call, createParams);
	if (input.type !== undefined && input.controller !== undefined)
		throw invalid("You may only specify one of these parameters: type, controller.", { param: "controller" });
	if (input.country !== undefined && input.country !== "JP")
		throw invalid("The sandbox knows accounts in Japan only.", { param: "country" });
	const account = newAccount({
		id: newId("acct_1", 16),
		now: call.tx.now,
		type: input.controller ? "none" : (input.type ?? "standard"),
		ready: false,
	});
	if (account.controller && input.controller?.stripe_dashboard?.type)
		account.controller.stripe_dashboard = { type: input.controller.stripe_dashboard.type };
	return apply(call, account, input);
}

function apply(call: Call, account: Stripe.Account, input: ReturnType<typeof updateParams.read>): Stripe.Account {
	if (input.email !== undefined) account.email = input.email;
	if (input.business_type !== undefined) account.business_type = input.business_type;
	if (input.metadata !== undefined) account.metadata = mergedMetadata(account.metadata ?? {}, input.metadata ?? {});
	const profile = input.business_profile;
	if (profile && account.business_profile) {
		account.business_profile.name = profile.name ?? account.business_profile.name;
		account.business_profile.url = profile.url ?? account.business_profile.url;
		account.business_profile.support_email = profile.support_email ?? account.business_profile.support_email;
	}
	const display = input.settings?.dashboard?.display_name;
	if (account.settings && display !== undefined) account.settings.dashboard.display_name = display;
	const payments = input.settings?.payments;
	if (account.settings && payments) account.settings.payments = { ...account.settings.payments, ...payments };
	const wish = input.settings?.payouts?.schedule;
	if (wish?.interval !== undefined) {
		const schedule = { ...scheduleOf(call.tx.store, account.id), interval: wish.interval };
		if (wish.weekly_anchor !== undefined) schedule.weekday = WEEKDAYS.indexOf(wish.weekly_anchor) + 1;
		if (wish.monthly_anchor !== undefined) schedule.monthDay = wish.monthly_anchor;
		keepSchedule({ tx: call.tx, clock: call.world.clock, account: account.id }, schedule);
		if (account.settings?.payouts)
			account.settings.payouts.schedule = {
				delay_days: 4,
				interval: wish.interval,
				...(wish.interval === "weekly" ? { weekly_anchor: WEEKDAYS[schedule.weekday - 1] ?? "friday" } : {}),
				...(wish.interval === "monthly" ? { monthly_anchor: schedule.monthDay } : {}),
			};
	}
	return call.tx.put("account", PLATFORM_ACCOUNT, account);
}

/** The account a request speaks for. */
export const retrieveOwn = (call: Call): Stripe.Account => accountOf(call, call.account);

export function retrieveAccount(call: Call): Stripe.Account {
	const id = pathId(call);
	if (id !== call.account) platformOnly(call);
	return accountOf(call, id);
}

/** One made here, or one that was only ever named by `Stripe-Account`: those are taken as fully set up. */
function accountOf(call: Call, id: string): Stripe.Account {
	const known = call.tx.get("account", PLATFORM_ACCOUNT, id);
	if (known) return known;
	if (id !== call.account && !call.tx.store.accounts().includes(id)) return found(call, "account", id, "account");
	return newAccount({ id, now: call.tx.now, type: "standard", ready: true });
}

export function updateAccount(call: Call): Stripe.Account {
	const before = retrieveAccount(call);
	const account = apply(call, before, read(call, updateParams));
	call.tx.emit("account.updated", account.id, account);
	return account;
}

export function listAccounts(call: Call) {
	platformOnly(call);
	const { created, limit, starting_after, ending_before } = read(call, listParams);
	return list(call, "account", "/v1/accounts", { created, limit, starting_after, ending_before });
}

export function deleteAccount(call: Call): Stripe.DeletedAccount {
	platformOnly(call);
	const { id } = found(call, "account", pathId(call), "account");
	call.tx.remove("account", id);
	return { id, object: "account", deleted: true };
}

export function platformOnly(call: Call): void {
	if (call.account === PLATFORM_ACCOUNT) return;
	throw new ApiError(403, "invalid_request_error", "Only Stripe Connect platforms can work with other accounts.", {
		code: "platform_account_required",
	});
}
