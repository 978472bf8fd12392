import type Stripe from "stripe";
import { assertOffered, NUMBER_OF } from "../card.ts";
import { failChallenge } from "../card-charge.ts";
import { addCard, type CardInput, DECLINES, type Decline, verdictOn, verdictOnKeeping } from "../cards.ts";
import { billingOf } from "../charge-shape.ts";
import { attachKnown } from "../payment-methods.ts";
import { addSetup, succeedSetup } from "../setup-intents.ts";
import { completeSession, customerOf, idOf, noteDetails, type Person, planOf, type Till } from "../till.ts";
import type { Invoice, Session, Subscription } from "../wire.ts";
import { collect } from "./collect.ts";
import { intentOfInvoice } from "./invoicing.ts";
import { subscribe } from "./subscribe.ts";

type Card = Stripe.PaymentMethod;

/** The subscription of a session, made at the first confirmation as at Stripe: a declined card leaves it incomplete. */
function subscriptionOfSession(till: Till, session: Session): { subscription: Subscription; invoice: Invoice | null } {
	const { tx, account } = till;
	const plan = planOf(till, session);
	const wishes = plan.subscription;
	if (!wishes) throw new Error(`session ${session.id} has no subscription to make`);
	const known = wishes.id === null ? undefined : tx.get("subscription", account, wishes.id);
	if (known && known.status !== "incomplete_expired") {
		const invoiceId = idOf(known.latest_invoice);
		return {
			subscription: known,
			invoice: (invoiceId === null ? null : tx.get("invoice", account, invoiceId)) ?? null,
		};
	}
	const priced = plan.lineItems.flatMap(({ price, quantity, metadata }) =>
		price ? [{ price, quantity: quantity ?? 1, metadata: metadata ?? {} }] : [],
	);
	const made = subscribe(till, {
		customer: idOf(session.customer) ?? "",
		items: priced.filter(({ price }) => price.recurring),
		extras: priced.filter(({ price }) => !price.recurring),
		plan: wishes,
		refine: (subscription) => {
			if (subscription.payment_settings) subscription.payment_settings.save_default_payment_method = "on_subscription";
		},
	});
	wishes.id = made.subscription.id;
	tx.put("session_plan", account, plan);
	return made;
}

const nothingDue = (session: Session): boolean => (session.amount_total ?? 0) === 0;

/** A card given on a page of mode subscription or setup: charged when something is due, otherwise only kept. */
export function subscribeByCard(till: Till, session: Session, person: Person, input: CardInput = {}): void {
	assertOffered(session);
	noteDetails(till, session, person);
	const billing = billingOf(session);
	const setup = nothingDue(session) ? setupOf(till, session) : null;
	const customer = customerOf(till, session);
	if (session.mode === "setup" && setup) {
		keep(till, setup, customer, waitingCard(till, setup) ?? addCard(till, input, billing));
		completeSession(till, session, "no_payment_required");
		return;
	}
	const { subscription, invoice } = subscriptionOfSession(till, session);
	const intent = invoice && intentOfInvoice(till, invoice);
	const challenged = intent?.status === "requires_action" ? idOf(intent.payment_method) : null;
	const waiting =
		(setup && waitingCard(till, setup)) ??
		(challenged === null ? undefined : till.tx.get("payment_method", till.account, challenged));
	const method = waiting ?? addCard(till, input, billing);
	if (setup) keep(till, setup, customer, method);
	else if (customer) attachKnown(till, customer.id, method);
	const due = invoice?.status === "open";
	if (invoice && due) collect(till, invoice, { present: true, method, verdict: "approve" });
	subscription.default_payment_method = method.id;
	till.tx.put("subscription", till.account, subscription);
	session.subscription = subscription.id;
	session.invoice = invoice?.id ?? null;
	completeSession(till, session, due ? "paid" : "no_payment_required");
}

export function declineSubscription(till: Till, session: Session, person: Person, input: CardInput = {}): void {
	assertOffered(session);
	noteDetails(till, session, person);
	const method = addCard(till, { number: NUMBER_OF.decline, ...input }, billingOf(session));
	if (nothingDue(session)) {
		refuseKeeping(till, setupOf(till, session), method);
		return;
	}
	const { invoice } = subscriptionOfSession(till, session);
	const intent = invoice && intentOfInvoice(till, invoice);
	if (!invoice || !intent) return;
	if (intent.status === "requires_action") {
		failChallenge(till, intent);
		till.tx.emit("invoice.payment_failed", till.account, invoice);
		return;
	}
	collect(till, invoice, { present: true, method, verdict: declineOf(verdictOn(method, true, till.tx.now)) });
}

export function challengeSubscription(till: Till, session: Session, person: Person, input: CardInput = {}): void {
	assertOffered(session);
	noteDetails(till, session, person);
	const method = addCard(till, { number: NUMBER_OF.require_3ds, ...input }, billingOf(session));
	const pages = { back: `${till.base}/c/pay/${session.id}`, challenge: `${till.base}/c/3ds/${session.id}` };
	if (!nothingDue(session)) {
		const { invoice } = subscriptionOfSession(till, session);
		if (invoice) collect(till, invoice, { present: true, method, verdict: "challenge", pages });
		return;
	}
	const setup = setupOf(till, session);
	setup.status = "requires_action";
	setup.payment_method = method.id;
	setup.next_action = {
		type: "redirect_to_url",
		redirect_to_url: { return_url: pages.back, url: pages.challenge },
	};
	till.tx.put("setup_intent", till.account, setup);
	till.tx.emit("setup_intent.requires_action", till.account, setup);
}

/** What a session of mode subscription or setup waits for: the payment of its first invoice, or a card to keep. */
export function waitingIntent(
	till: Pick<Till, "tx" | "account">,
	session: Session,
): Stripe.PaymentIntent | Stripe.SetupIntent | null {
	const { tx, account } = till;
	const wishes = tx.get("session_plan", account, session.id)?.subscription;
	const setupId = idOf(session.setup_intent) ?? wishes?.setup ?? null;
	if (setupId !== null) return tx.get("setup_intent", account, setupId) ?? null;
	const subscription = wishes?.id ? tx.get("subscription", account, wishes.id) : undefined;
	const invoice = subscription && tx.get("invoice", account, idOf(subscription.latest_invoice) ?? "");
	return (invoice && intentOfInvoice({ tx, account }, invoice)) ?? null;
}

const declineOf = (verdict: ReturnType<typeof verdictOn>): Decline =>
	verdict === "approve" || verdict === "challenge" ? DECLINES.generic : DECLINES[verdict];

/** The session's own in mode setup; in mode subscription one that is made when nothing is due at first. */
function setupOf(till: Till, session: Session): Stripe.SetupIntent {
	const { tx, account } = till;
	const plan = planOf(till, session);
	const known = tx.get("setup_intent", account, idOf(session.setup_intent) ?? plan.subscription?.setup ?? "");
	if (known) return known;
	const setup = addSetup(till, idOf(session.customer), {});
	if (plan.subscription) plan.subscription.setup = setup.id;
	tx.put("session_plan", account, plan);
	return setup;
}

function waitingCard(till: Till, setup: Stripe.SetupIntent): Card | undefined {
	const id = setup.status === "requires_action" ? idOf(setup.payment_method) : null;
	return id === null ? undefined : till.tx.get("payment_method", till.account, id);
}

function keep(till: Till, setup: Stripe.SetupIntent, customer: Stripe.Customer | null, method: Card): void {
	if (customer) attachKnown(till, customer.id, method);
	succeedSetup(till, setup, customer?.id ?? null, method);
}

function refuseKeeping(till: Till, setup: Stripe.SetupIntent, method: Card): void {
	const decline = declineOf(verdictOnKeeping(method, till.tx.now));
	setup.status = "requires_payment_method";
	setup.payment_method = null;
	setup.next_action = null;
	setup.last_setup_error = {
		code: decline.code,
		decline_code: decline.declineCode,
		message: decline.message,
		payment_method: method,
		type: "card_error",
	};
	till.tx.put("setup_intent", till.account, setup);
	till.tx.emit("setup_intent.setup_failed", till.account, setup);
}
