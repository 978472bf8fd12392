import type { Clock } from "./clock.ts";
import type { Transaction } from "./transaction.ts";
import type { Session } from "./wire.ts";

/** Ends an open session. A payment intent left by a declined try is canceled with it. */
export function expireSession(tx: Transaction, clock: Clock, account: string, session: Session): Session {
	session.status = "expired";
	session.url = null;
	clock.cancel(tx, "expire_session", session.id);
	tx.put("session", account, session);
	const intentId = typeof session.payment_intent === "string" ? session.payment_intent : null;
	const intent = intentId === null ? undefined : tx.get("payment_intent", account, intentId);
	if (intent && intent.status !== "succeeded" && intent.status !== "canceled") {
		intent.status = "canceled";
		intent.canceled_at = tx.now;
		intent.cancellation_reason = "automatic";
		intent.next_action = null;
		tx.put("payment_intent", account, intent);
		tx.emit("payment_intent.canceled", account, intent);
	}
	tx.emit("checkout.session.expired", account, session);
	return session;
}
