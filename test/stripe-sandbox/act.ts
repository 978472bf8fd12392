import { receiveTransfer, remainingYen, requestTransfer } from "./bank-transfer.ts";
import { challengeSubscription, declineSubscription, subscribeByCard } from "./billing/checkout.ts";
import { challengeCard, declineCard, payByCard } from "./card.ts";
import type { CardInput } from "./cards.ts";
import { expireVoucher, issueVoucher, payVoucher } from "./konbini.ts";
import { expireSession } from "./session-expiry.ts";
import { assertOpen, idOf, NoSuchThing, type Person, type Till, WrongState } from "./till.ts";
import type { Objects, Session } from "./wire.ts";
import type { World } from "./world.ts";

export const OUTCOMES = [
	"succeed",
	"decline",
	"require_3ds",
	"konbini_issue",
	"konbini_pay",
	"konbini_expire",
	"transfer_issue",
	"transfer",
	"transfer_partial",
	"abandon",
] as const;

/** What a person, a store or a bank does about a session. */
export interface Deed {
	outcome: (typeof OUTCOMES)[number];
	/** For transfers; otherwise all that is missing, or half of it. */
	amountYen?: number | undefined;
	person?: Person;
	/** The card, where the outcome alone does not say it. */
	card?: CardInput | undefined;
	/** For konbini payments. */
	store?: string | undefined;
}

const ONCE = { pay: payByCard, decline: declineCard, challenge: challengeCard };
const LATER = { pay: subscribeByCard, decline: declineSubscription, challenge: challengeSubscription };

const deskOf = ({ mode }: Session): typeof ONCE | typeof LATER => (mode === "payment" ? ONCE : LATER);

/**
 * Does to a session what would happen on its pages; the pages and the control path both come through here.
 * Paying or expiring a voucher, and transfers, first issue what they need when the session is still open.
 * @throws WrongState when the session is past that, NoSuchThing when there is none
 */
export function act(
	world: World,
	base: string,
	sessionId: string,
	{ outcome, amountYen, person = {}, card, store = "familymart" }: Deed,
): Session {
	const row = world.store.row("session", sessionId);
	if (!row) throw new NoSuchThing(`no session ${sessionId}`);
	const { account } = row;
	const step = (work: (till: Till, session: Session) => void): void =>
		world.change((tx) => {
			const session = tx.get("session", account, sessionId);
			if (session) work({ tx, clock: world.clock, account, base }, session);
		});
	const paymentStep = (work: (till: Till, intent: Objects["payment_intent"]) => void): void =>
		step((till, session) => {
			const intent = till.tx.get("payment_intent", account, idOf(session.payment_intent) ?? "");
			if (!intent) throw new WrongState(`session ${sessionId} has no payment intent`);
			work(till, intent);
		});
	const ifOpen = (issue: (till: Till, session: Session, person: Person) => unknown): boolean => {
		if (world.store.get("session", account, sessionId)?.status !== "open") return false;
		step((till, session) => issue(till, session, person));
		return true;
	};
	switch (outcome) {
		case "succeed":
			step((till, session) => deskOf(session).pay(till, session, person, card));
			break;
		case "decline":
			step((till, session) => deskOf(session).decline(till, session, person, card));
			break;
		case "require_3ds":
			step((till, session) => deskOf(session).challenge(till, session, person, card));
			break;
		case "konbini_issue":
			step((till, session) => issueVoucher(till, session, person));
			break;
		case "konbini_pay":
			ifOpen(issueVoucher);
			paymentStep((till, intent) => payVoucher(till, intent, store));
			break;
		case "konbini_expire":
			ifOpen(issueVoucher);
			paymentStep((till, intent) => expireVoucher(till, intent));
			break;
		case "transfer_issue":
			step((till, session) => requestTransfer(till, session, person));
			break;
		case "transfer":
		case "transfer_partial": {
			const justIssued = ifOpen(requestTransfer);
			paymentStep((till, intent) => {
				const paidFromCash = justIssued && intent.status === "succeeded";
				if (paidFromCash && amountYen === undefined) return;
				const left = remainingYen(intent) ?? 0;
				receiveTransfer(till, intent, amountYen ?? (outcome === "transfer" ? left : Math.max(1, Math.floor(left / 2))));
			});
			break;
		}
		case "abandon":
			step((till, session) => {
				assertOpen(session);
				expireSession(till.tx, world.clock, account, session);
			});
			break;
	}
	const after = world.store.get("session", account, sessionId);
	if (!after) throw new NoSuchThing(`no session ${sessionId}`);
	return after;
}
