import Stripe from "stripe";
import { env } from "~/platform/env.server";
import { invalid } from "~/platform/errors";
import { getStripe, stripeOnTrial } from "~/platform/stripe/stripe.server";
import { PERSON_WAITS, stripeRefusal } from "../payments/stripe-refusal.server";
import { isLiveKey } from "./own-keys.schema";
import { type AccountTruth, readAccount } from "./sync-stripe-account.server";

const refuse = (code: string, why: string) => invalid(code, why, { personKey: `fields.stripeKey.${camel(code)}` });
const camel = (code: string) =>
	code.replace("stripe_key_", "").replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/**
 * Tries a key at Stripe before it is kept: whose account it opens, that it may do what bookings need, and that it is not
 * the platform's own.
 * @throws AppError stripe_key_live_in_demo, stripe_key_other_mode, stripe_key_refused, stripe_key_lacks_rights,
 *   stripe_key_not_yen, stripe_key_of_platform (all 400), stripe_unreachable (503), stripe_refused (409)
 */
export async function tryOwnKey(secretKey: string): Promise<Extract<AccountTruth, { reached: true }>> {
	if (env.demo && isLiveKey(secretKey)) throw refuse("stripe_key_live_in_demo", "a live key in demo mode");
	// Real money of one institution beside another's test money would be one set of books about two worlds.
	if (isLiveKey(secretKey) !== isLiveKey(env.STRIPE_SECRET_KEY)) {
		throw refuse("stripe_key_other_mode", "a live and a test key do not go together");
	}
	const stripe = stripeOnTrial(secretKey);
	try {
		const account = await stripe.accounts.retrieveCurrent({}, PERSON_WAITS);
		await stripe.balance.retrieve({}, PERSON_WAITS);
		await stripe.events.list({ limit: 1 }, PERSON_WAITS);
		if (account.default_currency && account.default_currency !== "jpy") {
			throw refuse("stripe_key_not_yen", `account ${account.id} is kept in ${account.default_currency}`);
		}
		const platform = await getStripe().accounts.retrieveCurrent({}, PERSON_WAITS);
		if (platform.id === account.id) throw refuse("stripe_key_of_platform", "the key opens the platform's own account");
		return readAccount(account);
	} catch (error) {
		if (error instanceof Stripe.errors.StripeAuthenticationError) {
			throw refuse("stripe_key_refused", "Stripe does not take the key");
		}
		if (error instanceof Stripe.errors.StripePermissionError) {
			throw refuse("stripe_key_lacks_rights", "the key may not read account, balance and events");
		}
		throw stripeRefusal(error);
	}
}
