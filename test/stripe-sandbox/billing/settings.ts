import type { Store } from "../store.ts";
import type { Transaction } from "../transaction.ts";
import { PLATFORM_ACCOUNT } from "../wire.ts";

/** What Stripe's dashboard would set for failed renewals. The same for every account. */
export interface BillingSettings {
	/** Days after the first failure on which a charge is tried again. */
	retryDays: number[];
	/** What becomes of the subscription after the last try. */
	afterRetries: "cancel" | "unpaid" | "past_due";
	/** Days before a renewal at which `invoice.upcoming` is sent; 0 is never. */
	upcomingDays: number;
}

const DEFAULTS: BillingSettings = { retryDays: [1, 3, 5, 7], afterRetries: "cancel", upcomingDays: 7 };

export function billingSettings(store: Store): BillingSettings {
	const saved = store.row("setting", "billing")?.keys.json;
	return { ...DEFAULTS, ...(typeof saved === "string" ? (JSON.parse(saved) as Partial<BillingSettings>) : {}) };
}

export function keepBillingSettings(tx: Transaction, settings: BillingSettings): BillingSettings {
	tx.mark("setting", PLATFORM_ACCOUNT, "billing", { json: JSON.stringify(settings) });
	return settings;
}
