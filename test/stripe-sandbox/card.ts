import type Stripe from "stripe";
import { approveCharge, askChallenge, declineCharge, failChallenge } from "./card-charge.ts";
import { addCard, type CardInput, DECLINES, verdictOn } from "./cards.ts";
import { billingOf } from "./charge-shape.ts";
import { assertOpen, completeSession, idOf, intentOf, type Person, type Till, WrongState } from "./till.ts";
import type { Session } from "./wire.ts";

/** The card of each choice that names an outcome and no number. */
export const NUMBER_OF = { decline: "4000000000000002", require_3ds: "4000000000003220" } as const;

export function assertOffered(session: Session): void {
	assertOpen(session);
	if (!session.payment_method_types.includes("card")) throw new WrongState(`session ${session.id} does not offer card`);
}

/** A card accepted: at once, or after its 3-D Secure challenge was passed. */
export function payByCard(till: Till, session: Session, person: Person, input: CardInput = {}): void {
	assertOffered(session);
	const intent = intentOf(till, session, person);
	const challenged = intent.status === "requires_action";
	const billing = billingOf(session);
	const waiting = till.tx.get("payment_method", till.account, idOf(intent.payment_method) ?? "");
	const method = (challenged ? waiting : undefined) ?? addCard(till, input, billing);
	approveCharge(till, intent, method, billing, challenged ? "challenge" : "frictionless");
	completeSession(till, session, "paid");
}

/** The issuer refuses, or the challenge was failed. The session stays open for another try. */
export function declineCard(till: Till, session: Session, person: Person, input: CardInput = {}): void {
	assertOffered(session);
	const intent = intentOf(till, session, person);
	if (intent.status === "requires_action") {
		failChallenge(till, intent);
		return;
	}
	const billing = billingOf(session);
	const method = addCard(till, { number: NUMBER_OF.decline, ...input }, billing);
	const verdict = verdictOn(method, true, till.tx.now);
	const decline = verdict === "approve" || verdict === "challenge" ? DECLINES.generic : DECLINES[verdict];
	declineCharge(till, intent, method, billing, decline);
}

/** The issuer asks for a 3-D Secure challenge; `succeed` or `decline` then ends it. */
export function challengeCard(
	till: Till,
	session: Session,
	person: Person,
	input: CardInput = {},
): Stripe.PaymentIntent {
	assertOffered(session);
	const intent = intentOf(till, session, person);
	const method = addCard(till, { number: NUMBER_OF.require_3ds, ...input }, billingOf(session));
	askChallenge(till, intent, method, {
		back: `${till.base}/c/pay/${session.id}`,
		challenge: `${till.base}/c/3ds/${session.id}`,
	});
	return intent;
}
