import Stripe from "stripe";
import { env } from "../env.server";
import { processWide } from "../process-wide";

/** The version our code is written for. Webhook endpoints are made with the same one. */
export const STRIPE_API_VERSION = "2026-10-28.endive";

const state = processWide("stripe", () => ({
	client: null as Stripe | null,
	address: null as StripeAddress | null,
	withKey: new Map<string, Stripe>(),
}));

/** Stripe's own SDK, one for the process; it talks to Stripe, or to the address the environment gives (the sandbox). */
export function getStripe(): Stripe {
	state.client ??= makeStripe(env.STRIPE_SECRET_KEY, env.stripeSandbox);
	return state.client;
}

/** The same for an institution that uses keys of its own. */
export function stripeWithKey(secretKey: string): Stripe {
	const known = state.withKey.get(secretKey);
	if (known) return known;
	const made = makeStripe(secretKey, state.address ?? env.stripeSandbox);
	state.withKey.set(secretKey, made);
	return made;
}

/** A client for a key that is not kept yet, and may never be. */
export function stripeOnTrial(secretKey: string): Stripe {
	return makeStripe(secretKey, state.address ?? env.stripeSandbox);
}

/** Points this process at another address; for tests and seeding, whose sandbox picks its own port. */
export function pointAtStripe(address: StripeAddress): void {
	state.address = address;
	state.client = makeStripe(env.STRIPE_SECRET_KEY, address);
	state.withKey.clear();
}

export type StripeAddress = { host: string; port: number; protocol: "http" | "https" };

export function makeStripe(secretKey: string, address: StripeAddress | null = null): Stripe {
	return new Stripe(secretKey, {
		apiVersion: STRIPE_API_VERSION,
		maxNetworkRetries: 2,
		timeout: 20_000,
		telemetry: false,
		appInfo: { name: "izumi" },
		...address,
	});
}
