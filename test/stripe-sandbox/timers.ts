import type Stripe from "stripe";
import { finalizeDue, retryDue } from "./billing/collect.ts";
import { announceRenewal, renewDue, resumeCollection } from "./billing/renew.ts";
import { expireIncomplete } from "./billing/standing.ts";
import type { TimerName } from "./clock.ts";
import { disputeDue } from "./disputes/chargeback.ts";
import { expireVoucher } from "./konbini.ts";
import { landPayout, sendPayout } from "./payouts/bank.ts";
import { payOutDue } from "./payouts/schedule.ts";
import { endRefund } from "./refunds.ts";
import { expireSession } from "./session-expiry.ts";
import { settleCharge } from "./settlement.ts";
import type { Till } from "./till.ts";
import type { Invoice, Subscription } from "./wire.ts";
import type { World } from "./world.ts";

/** What happens by itself when its time has come. `base` is the address links in answers lead to. */
export function installTimers(world: World, base: string): void {
	const { clock } = world;
	clock.onError = (error) =>
		process.stderr.write(`stripe-sandbox: ${error instanceof Error ? error.stack : String(error)}\n`);
	const on = (name: TimerName, work: (till: Till, id: string) => void): void =>
		clock.on(name, (tx, account, id) => work({ tx, clock, account, base }, id));
	on("expire_session", ({ tx, account }, id) => {
		const session = tx.get("session", account, id);
		if (session?.status === "open") expireSession(tx, clock, account, session);
	});
	on("expire_voucher", (till, id) => {
		const intent = till.tx.get("payment_intent", till.account, id);
		if (intent) expireVoucher(till, intent);
	});
	on("settle_charge", ({ tx, account }, id) => settleCharge(tx, account, id));
	on("settle_refund", ({ tx, account }, id) => {
		endRefund(tx, clock, account, id, "succeeded");
	});
	on("dispute_due", disputeDue);
	on("pay_out", (till) => payOutDue(till));
	const onPayout = (name: TimerName, work: (till: Till, payout: Stripe.Payout) => void): void =>
		on(name, (till, id) => {
			const payout = till.tx.get("payout", till.account, id);
			if (payout) work(till, payout);
		});
	onPayout("send_payout", sendPayout);
	onPayout("land_payout", landPayout);
	const onSubscription = (name: TimerName, work: (till: Till, subscription: Subscription) => void): void =>
		on(name, (till, id) => {
			const subscription = till.tx.get("subscription", till.account, id);
			if (subscription) work(till, subscription);
		});
	onSubscription("renew_subscription", renewDue);
	onSubscription("upcoming_invoice", announceRenewal);
	onSubscription("trial_warning", ({ tx, account }, subscription) =>
		tx.emit("customer.subscription.trial_will_end", account, subscription),
	);
	onSubscription("resume_collection", resumeCollection);
	onSubscription("expire_incomplete", expireIncomplete);
	const onInvoice = (name: TimerName, work: (till: Till, invoice: Invoice) => void): void =>
		on(name, (till, id) => {
			const invoice = till.tx.get("invoice", till.account, id);
			if (invoice) work(till, invoice);
		});
	onInvoice("finalize_invoice", finalizeDue);
	onInvoice("retry_invoice", retryDue);
}
