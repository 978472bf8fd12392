import type Stripe from "stripe";
import { jstDayString } from "../calendar/fiscal-year";
import { toJsonNumber, yen } from "../money/yen";
import { endOfMonth, noonOf, type PlanUnit, secondChargeOn } from "./plan-days";

/** Stripe's shortest life of a page is 30 minutes from when it is asked; asking takes a moment. */
const SHORTEST_MS = 35 * 60 * 1000;
/** As long as Stripe's page lives when nothing is said. */
const USUAL_MS = 24 * 60 * 60 * 1000;

type Asked = {
	plan: { id: string; unit: PlanUnit; anchorDay: number; amountYen: bigint };
	product: { name: string; description: string };
	metadata: Stripe.MetadataParam;
	/** the same each time the same attempt is asked for, so that Stripe's answer is the same too */
	askedAt: Date;
	ja: boolean;
};

/**
 * What makes a Checkout begin a plan: the first gift whole and today as a line of its own, and the subscription waiting
 * until the second, whose day becomes its anchor. Nothing is ever prorated.
 */
export function planSession({ plan, product, metadata, askedAt, ja }: Asked): Stripe.Checkout.SessionCreateParams {
	const { closesAt, secondOn } = planDates(plan, askedAt);
	const unit_amount = toJsonNumber(yen(plan.amountYen));
	const yearly = plan.unit === "year";
	const first = ja ? "（初回）" : " (first)";
	return {
		mode: "subscription",
		line_items: [
			{
				quantity: 1,
				price_data: { currency: "jpy", unit_amount, product_data: product, recurring: { interval: plan.unit } },
			},
			{
				quantity: 1,
				price_data: {
					currency: "jpy",
					unit_amount,
					product_data: { ...product, name: `${product.name}${first}` },
				},
			},
		],
		subscription_data: {
			metadata: { ...metadata, planId: plan.id },
			trial_end: noonOf(secondOn),
			description: ja ? (yearly ? "毎年の寄附" : "毎月の寄附") : yearly ? "Yearly gift" : "Monthly gift",
		},
		payment_method_collection: "always",
		...(closesAt && { expires_at: Math.trunc(closesAt.getTime() / 1000) }),
	};
}

/**
 * The days of a plan asked for now. Its page closes with the month, so that the first gift is of the month its second was
 * reckoned from; when hardly any of the month is left, the next one counts.
 */
export function planDates(
	{ unit, anchorDay }: { unit: PlanUnit; anchorDay: number },
	askedAt: Date,
): { closesAt: Date | null; secondOn: string } {
	const monthEnds = endOfMonth(askedAt);
	const earliest = new Date(askedAt.getTime() + SHORTEST_MS);
	const inNextMonth = earliest > monthEnds;
	const secondOn = secondChargeOn(jstDayString(inNextMonth ? earliest : askedAt), unit, anchorDay).toString();
	const closesSoon = monthEnds.getTime() - askedAt.getTime() < USUAL_MS;
	return { closesAt: closesSoon && !inNextMonth ? monthEnds : null, secondOn };
}
