import type Stripe from "stripe";
import type { Call } from "./call.ts";
import type { Clock } from "./clock.ts";
import { newIntent } from "./intent-shape.ts";
import { addCustomer } from "./new-customer.ts";
import { details } from "./session-shape.ts";
import type { Transaction } from "./transaction.ts";
import type { Session, SessionPlan } from "./wire.ts";

/** Where payments happen: one change, in one account, with the clock that will settle them. */
export interface Till {
	tx: Transaction;
	clock: Clock;
	account: string;
	/** The address of this server, for links in next actions. */
	base: string;
}

/** The till of an API request. */
export const tillOf = ({ tx, world, account, base }: Call): Till => ({ tx, clock: world.clock, account, base });

/** What the person typed on the page. */
export interface Person {
	email?: string | undefined;
	name?: string | undefined;
}

/** The thing is past that, or not yet there. */
export class WrongState extends Error {}

export class NoSuchThing extends Error {}

export function planOf(till: Till, session: Session): SessionPlan {
	const plan = till.tx.get("session_plan", till.account, session.id);
	if (!plan) throw new Error(`session ${session.id} has no plan`);
	return plan;
}

export const idOf = (value: string | { id: string } | null | undefined): string | null =>
	value === null || value === undefined ? null : typeof value === "string" ? value : value.id;

export function customerOf(till: Till, holder: { customer: Session["customer"] }): Stripe.Customer | null {
	const id = idOf(holder.customer);
	const customer = id === null ? undefined : till.tx.get("customer", till.account, id);
	return customer && !customer.deleted ? customer : null;
}

/** The session's payment intent, made at the first confirmation. */
export function intentOf(till: Till, session: Session, person: Person): Stripe.PaymentIntent {
	const { tx, account } = till;
	noteDetails(till, session, person);
	const known = idOf(session.payment_intent);
	const existing = known === null ? undefined : tx.get("payment_intent", account, known);
	if (existing) return existing;
	const intent = intentFor(till, session, planOf(till, session));
	session.payment_intent = intent.id;
	tx.put("payment_intent", account, intent);
	tx.put("session", account, session);
	tx.emit("payment_intent.created", account, intent);
	return intent;
}

/** Keeps what the person typed, and makes the customer where the session wants one. */
export function noteDetails(till: Till, session: Session, person: Person): void {
	let customer = customerOf(till, session);
	const email =
		customer?.email ?? session.customer_email ?? person.email ?? session.customer_details?.email ?? "donor@example.com";
	const name = person.name ?? session.customer_details?.name ?? customer?.name ?? null;
	if (!customer && (session.customer_creation === "always" || session.mode === "subscription")) {
		customer = addCustomer(till, { email, name });
		session.customer = customer.id;
	}
	session.customer_details = details(email, name, customer);
	till.tx.put("session", till.account, session);
}

function intentFor(till: Till, session: Session, plan: SessionPlan): Stripe.PaymentIntent {
	return newIntent({
		amount: session.amount_total ?? 0,
		application_fee_amount: plan.intent.applicationFeeAmount,
		created: till.tx.now,
		customer: idOf(session.customer),
		description: plan.intent.description,
		metadata: plan.intent.metadata,
		on_behalf_of: plan.intent.onBehalfOf,
		payment_method_types: session.payment_method_types,
		receipt_email: plan.intent.receiptEmail,
		setup_future_usage: plan.intent.setupFutureUsage,
		statement_descriptor: plan.intent.statementDescriptor,
		statement_descriptor_suffix: plan.intent.statementDescriptorSuffix,
		transfer_group: plan.intent.transferGroup,
	});
}

export function completeSession(till: Till, session: Session, status: "paid" | "unpaid" | "no_payment_required"): void {
	session.status = "complete";
	session.payment_status = status;
	session.url = null;
	till.clock.cancel(till.tx, "expire_session", session.id);
	till.tx.put("session", till.account, session);
	till.tx.emit("checkout.session.completed", till.account, session);
}

/** The end of a payment that came after the session was complete. */
export function endAsync(till: Till, intent: Stripe.PaymentIntent, succeeded: boolean): void {
	const session = sessionOfIntent(till, intent.id);
	if (!session) return;
	if (succeeded) session.payment_status = "paid";
	till.tx.put("session", till.account, session);
	till.tx.emit(`checkout.session.async_payment_${succeeded ? "succeeded" : "failed"}`, till.account, session);
}

export function sessionOfIntent(till: Pick<Till, "tx" | "account">, intentId: string): Session | undefined {
	const row = till.tx.store.rows("session", till.account, "payment_intent", intentId)[0];
	return row && till.tx.get("session", till.account, row.id);
}

export function assertOpen(session: Session): void {
	if (session.status !== "open") throw new WrongState(`session ${session.id} is ${session.status}, not open`);
}
