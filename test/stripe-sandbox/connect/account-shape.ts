import type Stripe from "stripe";

const DUE = ["business_profile.url", "company.name", "external_account", "tos_acceptance.date"];

interface NewAccount {
	id: string;
	now: number;
	type: "standard" | "express" | "custom" | "none";
	ready: boolean;
}

/** A connected account in Japan. One just made may not charge until its onboarding is done. */
export function newAccount({ id, now, type, ready }: NewAccount): Stripe.Account {
	const capability = ready ? "active" : "inactive";
	const account: Stripe.Account = {
		id,
		object: "account",
		business_profile: {
			mcc: null,
			minority_owned_business_designation: null,
			name: null,
			specified_commercial_transactions_act_url: null,
			support_address: null,
			support_email: null,
			support_phone: null,
			support_url: null,
			url: null,
		},
		business_type: "non_profit",
		capabilities: {
			card_payments: capability,
			jp_bank_transfer_payments: capability,
			konbini_payments: capability,
			transfers: capability,
		},
		charges_enabled: ready,
		controller:
			type === "none"
				? {
						fees: { payer: "account" },
						is_controller: true,
						losses: { payments: "stripe" },
						requirement_collection: "stripe",
						stripe_dashboard: { type: "full" },
						type: "application",
					}
				: { type: "account" },
		country: "JP",
		created: now,
		default_currency: "jpy",
		details_submitted: ready,
		email: null,
		external_accounts: { object: "list", data: [], has_more: false, url: `/v1/accounts/${id}/external_accounts` },
		future_requirements: requirements([]),
		metadata: {},
		payouts_enabled: ready,
		requirements: requirements(ready ? [] : DUE),
		settings: {
			branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
			card_payments: {
				statement_descriptor_prefix: null,
				statement_descriptor_prefix_kana: null,
				statement_descriptor_prefix_kanji: null,
			},
			dashboard: { display_name: null, timezone: "Asia/Tokyo" },
			payments: {
				statement_descriptor: null,
				statement_descriptor_kana: null,
				statement_descriptor_kanji: null,
				statement_descriptor_prefix_kana: null,
				statement_descriptor_prefix_kanji: null,
			},
			payouts: {
				debit_negative_balances: true,
				schedule: { delay_days: 4, interval: "manual" },
				statement_descriptor: null,
			},
		},
		type,
	};
	return account;
}

function requirements(due: string[]): Stripe.Account.Requirements {
	return {
		alternatives: [],
		current_deadline: null,
		currently_due: due,
		disabled_reason: due.length > 0 ? "requirements.past_due" : null,
		errors: [],
		eventually_due: due,
		past_due: due,
		pending_verification: [],
	};
}

/** Onboarding is done, or Stripe has stopped the account. */
export function setReady(account: Stripe.Account, ready: boolean): Stripe.Account {
	const fresh = newAccount({ id: account.id, now: account.created ?? 0, type: "standard", ready });
	return {
		...account,
		capabilities: fresh.capabilities ?? {},
		charges_enabled: ready,
		details_submitted: account.details_submitted || ready,
		payouts_enabled: ready,
		requirements: requirements(ready ? [] : DUE),
	};
}
