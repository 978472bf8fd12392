import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { appeal } from "./appeals/appeal.status.ts";
import { application } from "./applications/application.status.ts";
import { campaign } from "./campaigns/campaign.status.ts";
import { finding } from "./evaluations/finding.status.ts";
import { giftAcceptance } from "./gifts/gift-acceptance.status.ts";
import { giftPayment } from "./gifts/gift-payment.status.ts";
import { importStates } from "./imports/import.status.ts";
import { mailing } from "./mailings/mailing.status.ts";
import { mail } from "./mails/mail.status.ts";
import { opportunity } from "./opportunities/opportunity.status.ts";
import { checkoutAttempt } from "./payments/checkout-attempt.status.ts";
import { payout } from "./payouts/payout.status.ts";
import { peerPage } from "./peer-pages/peer-page.status.ts";
import { pledge } from "./pledges/pledge.status.ts";
import { pledgeWriteOff } from "./pledges/pledge-write-off.status.ts";
import { receipt } from "./receipts/receipt.status.ts";
import { receiptBatch } from "./receipts/receipt-batch.status.ts";
import { recurringPlan } from "./recurring/recurring-plan.status.ts";
import { refund } from "./refunds/refund.status.ts";
import { report } from "./reports/report.status.ts";
import { IllegalMove, type States } from "./states.ts";
import { story } from "./stories/story.status.ts";
import { sufficiencyPlan } from "./sufficiency/sufficiency-plan.status.ts";

/** What each noun promises never to leave; written out so that a new move cannot open one unnoticed. */
const FINAL: [States<string>, string[]][] = [
	[giftPayment as States<string>, ["received"]],
	[giftAcceptance as States<string>, ["not_required", "accepted", "refused"]],
	[refund as States<string>, ["failed", "refused"]],
	[checkoutAttempt as States<string>, ["completed", "failed"]],
	[mail as States<string>, ["bounced", "dropped"]],
	[recurringPlan as States<string>, ["cancelled"]],
	[payout as States<string>, ["failed"]],
	[receipt as States<string>, ["void"]],
	[receiptBatch as States<string>, ["issued", "withdrawn"]],
	[application as States<string>, ["refused", "withdrawn"]],
	[pledge as States<string>, ["cancelled"]],
	[pledgeWriteOff as States<string>, ["approved", "refused"]],
	[opportunity as States<string>, ["won"]],
	[sufficiencyPlan as States<string>, ["superseded"]],
	[importStates as States<string>, ["undone"]],
	[finding as States<string>, ["closed"]],
	[campaign as States<string>, ["withdrawn"]],
	[peerPage as States<string>, ["declined", "closed"]],
	[appeal as States<string>, ["sent"]],
	[story as States<string>, ["withdrawn"]],
	[report as States<string>, ["sent"]],
	[mailing as States<string>, ["sent", "cancelled"]],
];

function reachable(states: States<string>, from: readonly string[]): Set<string> {
	const seen = new Set(from);
	for (const state of seen) for (const next of states.movesFrom(state)) seen.add(next);
	return seen;
}

describe.each(FINAL)("$noun", (states, final) => {
	it("has the final states it promises", () => {
		expect([...states.final].sort()).toEqual([...final].sort());
	});

	it("reaches every state from a first one, and from every state an end", () => {
		expect(reachable(states, states.initial)).toEqual(new Set(states.all));
		for (const state of states.all) {
			expect([...reachable(states, [state])].some((end) => states.isFinal(end))).toBe(true);
		}
	});

	it("never leaves a final state, whatever is asked of it", () => {
		const anyState = fc.constantFrom(...states.all);
		fc.assert(
			fc.property(fc.constantFrom(...states.initial), fc.array(anyState, { maxLength: 30 }), (start, wanted) => {
				let state = start;
				for (const next of wanted) {
					const before = state;
					if (states.canMove(state, next)) state = next;
					else expect(() => states.assertMove(before, next)).toThrow(IllegalMove);
					if (final.includes(before)) expect(state).toBe(before);
				}
			}),
		);
	});

	it("names only declared states and takes staying for no move", () => {
		for (const state of states.all) {
			for (const next of states.movesFrom(state)) expect(states.is(next)).toBe(true);
			expect(states.canMove(state, state)).toBe(false);
			expect(states.checkSql("status")).toContain(`'${state}'`);
		}
		for (const other of ["", "toString", null, 1]) expect(states.is(other)).toBe(false);
	});
});

describe("the money of a gift", () => {
	it("can be tried again after failure and expiry, and never goes back once received", () => {
		expect(giftPayment.canMove("failed", "received")).toBe(true);
		expect(giftPayment.canMove("expired", "awaiting_payment")).toBe(true);
		expect(giftPayment.movesFrom("received")).toEqual([]);
		expect(() => giftPayment.assertMove("received", "pending")).toThrow(
			"gift payment cannot move from received to pending",
		);
	});
});
