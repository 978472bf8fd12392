import Stripe from "stripe";
import { type AppError, conflict, unavailable } from "~/platform/errors";

/** A person waits for the answer. */
export const PERSON_WAITS = { timeout: 10_000, maxNetworkRetries: 1 };

/**
 * What staff is told when Stripe did not do what they asked: Stripe's own words are for them, they have a dashboard there.
 * @returns the error to throw; one that is not Stripe's comes back as it is
 */
export function stripeRefusal(error: unknown): unknown {
	if (!(error instanceof Stripe.errors.StripeError)) return error;
	const passing =
		error instanceof Stripe.errors.StripeConnectionError ||
		error instanceof Stripe.errors.StripeAPIError ||
		error instanceof Stripe.errors.StripeRateLimitError;
	return passing ? unreachable(error) : refused(error);
}

const unreachable = (cause: Stripe.errors.StripeError): AppError =>
	unavailable("stripe_unreachable", `Stripe did not answer: ${cause.type}`, {
		personKey: "stripeAccounts.unreachable",
		cause,
	});

const refused = (cause: Stripe.errors.StripeError): AppError =>
	conflict("stripe_refused", `Stripe refused: ${cause.code ?? cause.type}`, {
		personKey: "stripeAccounts.refused",
		params: { message: cause.message.slice(0, 300) },
		cause,
	});
