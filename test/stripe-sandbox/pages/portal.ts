import type Stripe from "stripe";
import type { ApiResponse } from "../api.ts";
import { pause, resumeCollection } from "../billing/renew.ts";
import { endSubscription, putChanged, schedule } from "../billing/standing.ts";
import { periodOf } from "../billing/subscription-shape.ts";
import { resume } from "../billing/subscriptions.ts";
import { addCard, type CardInput } from "../cards.ts";
import { attachKnown } from "../payment-methods.ts";
import type { Till } from "../till.ts";
import type { Subscription } from "../wire.ts";
import { messageBody, onward } from "./after.ts";
import { chosenCard } from "./card-fields.ts";
import { page, seeOther } from "./layout.ts";
import { portalBody } from "./portal-body.ts";
import type { PageRequest } from "./router.ts";
import { langOf, textsOf } from "./texts.ts";

/** How long the address of a portal works. */
const LIFE_SECONDS = 60 * 60;

export interface PortalView {
	session: Stripe.BillingPortal.Session;
	features: Stripe.BillingPortal.Configuration.Features;
	headline: string | null;
	card: Stripe.PaymentMethod | null;
	subscriptions: Subscription[];
	invoices: { id: string; number: string | null; amount: number; status: string; created: number }[];
}

/** The page where a donor changes the card and, as the configuration allows, pauses or stops a plan. */
export function answerPortal(request: PageRequest, id: string): ApiResponse | null {
	const { world } = request;
	const row = world.store.row("portal_session", id);
	const session = row && world.store.get("portal_session", row.account, id);
	if (!row || !session) return null;
	const { account } = row;
	const lang = langOf(session.locale, request.headers["accept-language"]);
	const texts = textsOf(lang);
	const back = onward(session.return_url, texts.toSite);
	if (session.created + LIFE_SECONDS <= world.clock.nowMs() / 1000)
		return page(lang, texts, texts.expiredTitle, messageBody(texts.expiredTitle, texts.linkExpired, back), 410);
	const view = viewOf(request, account, session);
	if (!view) return null;
	if (request.method !== "POST") return page(lang, texts, texts.portalTitle, portalBody(view, lang, texts, null));
	const form = new URLSearchParams(request.body);
	const card = form.get("do") === "card" ? chosenCard(form, false, world.clock.nowMs() / 1000, texts) : undefined;
	const problem = card && "problem" in card ? card.problem : card?.outcome === "decline" ? texts.declined : null;
	if (problem !== null) return page(lang, texts, texts.portalTitle, portalBody(view, lang, texts, problem), 400);
	const done = world.change((tx) => {
		const till: Till = { tx, clock: world.clock, account, base: request.base };
		if (card && "input" in card) return changeCard(till, view, card.input);
		const wanted = form.get("subscription");
		const known = view.subscriptions.find((one) => one.id === wanted);
		const subscription = known && tx.get("subscription", account, known.id);
		return subscription ? change(till, view, subscription, form) : false;
	});
	const after = session.flow?.after_completion.redirect?.return_url;
	return seeOther(done && after ? after : request.path);
}

function viewOf({ world }: PageRequest, account: string, session: Stripe.BillingPortal.Session): PortalView | null {
	const { store } = world;
	const configuration = store.get("portal_configuration", account, String(session.configuration));
	const customer = store.get("customer", account, session.customer);
	if (!configuration || !customer || customer.deleted) return null;
	const subscriptions = store
		.rows("subscription", account, "customer", customer.id)
		.map((row) => store.read<"subscription">(row))
		.filter(({ status }) => status !== "incomplete" && status !== "incomplete_expired");
	const living = subscriptions.find(({ status }) => status !== "canceled");
	const cardId = customer.invoice_settings.default_payment_method ?? living?.default_payment_method ?? null;
	const invoices = store
		.rows("invoice", account, "customer", customer.id)
		.slice(-12)
		.reverse()
		.map((row) => store.read<"invoice">(row))
		.filter(({ status }) => status !== "draft");
	return {
		session,
		features: configuration.features,
		headline: configuration.business_profile.headline,
		card: typeof cardId === "string" ? (store.get("payment_method", account, cardId) ?? null) : null,
		subscriptions,
		invoices: invoices.map(({ id, number, amount_due, status, created }) => ({
			id,
			number,
			amount: amount_due,
			status: status ?? "open",
			created,
		})),
	};
}

/** The new card is the customer's default and that of every plan that has not ended. */
function changeCard(till: Till, view: PortalView, input: CardInput): boolean {
	if (!view.features.payment_method_update.enabled) return false;
	const { tx, account } = till;
	const customer = tx.get("customer", account, view.session.customer);
	if (!customer || customer.deleted) return false;
	const method = attachKnown(
		till,
		customer.id,
		addCard(till, input, {
			address: null,
			email: customer.email,
			name: customer.name ?? null,
			phone: null,
			tax_id: null,
		}),
	);
	const previous = { invoice_settings: { ...customer.invoice_settings } };
	customer.invoice_settings.default_payment_method = method.id;
	tx.put("customer", account, customer);
	tx.emit("customer.updated", account, customer, previous);
	for (const { id, status } of view.subscriptions) {
		const subscription = status === "canceled" ? undefined : tx.get("subscription", account, id);
		if (!subscription) continue;
		const before = structuredClone(subscription);
		subscription.default_payment_method = method.id;
		putChanged(till, subscription, before);
	}
	return true;
}

function change(till: Till, { features }: PortalView, subscription: Subscription, form: URLSearchParams): boolean {
	const { status } = subscription;
	if (status === "canceled") return false;
	const wish = form.get("do");
	if (wish === "pause" && features.subscription_pause.enabled && status !== "paused")
		return pause(till, subscription, "pause_requested").status === "paused";
	if (wish === "resume" && status === "paused") return resume(till, subscription, "now").status === "active";
	if (wish === "resume" && subscription.pause_collection) {
		resumeCollection(till, subscription);
		return true;
	}
	if (!features.subscription_cancel.enabled) return false;
	if (wish === "cancel") {
		noteReason(subscription, form);
		if (features.subscription_cancel.mode === "immediately" || status === "past_due" || status === "unpaid") {
			endSubscription(till, subscription, "cancellation_requested");
			return true;
		}
		return plan(till, subscription, periodOf(subscription).end);
	}
	return wish === "continue" && subscription.cancel_at !== null ? plan(till, subscription, null) : false;
}

function noteReason(subscription: Subscription, form: URLSearchParams): void {
	const feedback = form.get("feedback");
	const comment = form.get("comment")?.trim().slice(0, 500);
	subscription.cancellation_details = {
		comment: comment || null,
		feedback: feedback || null,
		feedback_option: null,
		reason: null,
	};
}

/** Stops at the end of the period, or no longer does. */
function plan(till: Till, subscription: Subscription, cancelAt: number | null): boolean {
	const before = structuredClone(subscription);
	subscription.cancel_at = cancelAt;
	subscription.cancel_at_period_end = cancelAt !== null;
	subscription.canceled_at = cancelAt === null ? null : till.tx.now;
	if (subscription.cancellation_details)
		subscription.cancellation_details.reason = cancelAt === null ? null : "cancellation_requested";
	putChanged(till, subscription, before);
	schedule(till, subscription);
	return true;
}
