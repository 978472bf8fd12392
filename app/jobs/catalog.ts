import { z } from "zod";
import { agePledges } from "./daily/age-pledges";
import { forgetOldRows } from "./daily/forget-old-rows";
import { markArrivedPayouts } from "./daily/mark-arrived-payouts";
import { reconcileAccounts } from "./daily/reconcile-accounts";
import { refreshOutlooks } from "./daily/refresh-outlooks";
import { remindOfDisputes } from "./daily/remind-of-disputes";
import { remindOfInstalments } from "./daily/remind-of-instalments";
import { warnExpiringCards } from "./daily/warn-expiring-cards";
import { sweepMailings } from "./every-ten-minutes/sweep-mailings";
import { watchDeclines } from "./every-ten-minutes/watch-declines";
import { foldBalances } from "./hourly/fold-balances";
import { issueDueReceipts } from "./hourly/issue-due-receipts";
import { markUncertainMails } from "./hourly/mark-uncertain-mails";
import { refreshOutcomes } from "./hourly/refresh-outcomes";
import { sealAudit } from "./hourly/seal-audit";
import { sendWaitingRefunds } from "./hourly/send-waiting-refunds";
import { sweepStripeEvents } from "./hourly/sweep-stripe-events";
import { alignPlan } from "./on-event/align-plan";
import { applyRecurringChange } from "./on-event/apply-recurring-change";
import { checkImport } from "./on-event/check-import";
import { closeHammeredCheckout } from "./on-event/close-hammered-checkout";
import { endGivenUpPlan } from "./on-event/end-given-up-plan";
import { endStraySubscription } from "./on-event/end-stray-subscription";
import { fillReceiptBatch } from "./on-event/fill-receipt-batch";
import { numberReceiptBatch } from "./on-event/number-receipt-batch";
import { reconcileAccount } from "./on-event/reconcile-account";
import { refreshOutlook } from "./on-event/refresh-outlook";
import { renderReceipt } from "./on-event/render-receipt";
import { renderSnapshot } from "./on-event/render-snapshot";
import { reviseReceipts } from "./on-event/revise-receipts";
import { runImport } from "./on-event/run-import";
import { runMailing } from "./on-event/run-mailing";
import { sendMail } from "./on-event/send-mail";
import { sendRefund } from "./on-event/send-refund";
import { settlePledge } from "./on-event/settle-pledge";
import { syncStripeObject } from "./on-event/sync-stripe-object";
import { tallyCampaign } from "./on-event/tally-campaign";
import { tallyPeerPage } from "./on-event/tally-peer-page";
import { undoImport } from "./on-event/undo-import";

export type Job<Payload> = { payload: z.ZodType<Payload>; run: (payload: Payload) => Promise<unknown> };

const job = <Payload>(payload: z.ZodType<Payload>, run: (payload: Payload) => Promise<unknown>): Job<Payload> => ({
	payload,
	run,
});

/** Every job by the name it is queued under. The folder of its handler says when it runs. */
export const jobs = {
	syncStripeObject: job(z.object({ stripeAccountId: z.string(), rootId: z.string() }), syncStripeObject),
	sendMail: job(z.object({ mailId: z.uuid() }), sendMail),
	/** A report or appeal on its way to many, a while at a time. */
	runMailing: job(z.object({ mailingId: z.uuid() }), runMailing),
	sweepMailings: job(z.unknown(), sweepMailings),
	sendRefund: job(z.object({ refundId: z.uuid() }), sendRefund),
	sendWaitingRefunds: job(z.unknown(), sendWaitingRefunds),
	remindOfDisputes: job(z.unknown(), remindOfDisputes),
	/** A refund, a lost dispute or a correction changed what a gift is worth. */
	reviseReceipts: job(z.object({ giftId: z.uuid() }), reviseReceipts),
	/** Money came or went back for a gift of a pledge. */
	settlePledge: job(z.object({ pledgeId: z.uuid() }), settlePledge),
	agePledges: job(z.unknown(), agePledges),
	remindOfInstalments: job(z.unknown(), remindOfInstalments),
	renderReceipt: job(z.object({ receiptId: z.uuid() }), renderReceipt),
	renderSnapshot: job(z.object({ snapshotId: z.uuid() }), renderSnapshot),
	fillReceiptBatch: job(z.object({ batchId: z.uuid() }), fillReceiptBatch),
	numberReceiptBatch: job(z.object({ batchId: z.uuid() }), numberReceiptBatch),
	issueDueReceipts: job(z.unknown(), issueDueReceipts),
	/** Card after card was refused on one Checkout page. */
	closeHammeredCheckout: job(
		z.object({ stripeAccountId: z.string(), paymentIntentId: z.string() }),
		closeHammeredCheckout,
	),
	watchDeclines: job(z.unknown(), watchDeclines),
	applyRecurringChange: job(z.object({ changeId: z.uuid() }), applyRecurringChange),
	alignPlan: job(z.object({ planId: z.uuid() }), alignPlan),
	endGivenUpPlan: job(z.object({ planId: z.uuid() }), endGivenUpPlan),
	endStraySubscription: job(
		z.object({ stripeAccountId: z.string(), subscriptionId: z.string() }),
		endStraySubscription,
	),
	warnExpiringCards: job(z.unknown(), warnExpiringCards),
	sweepStripeEvents: job(z.unknown(), sweepStripeEvents),
	markUncertainMails: job(z.unknown(), markUncertainMails),
	sealAudit: job(z.unknown(), sealAudit),
	foldBalances: job(z.unknown(), foldBalances),
	refreshOutcomes: job(z.unknown(), refreshOutcomes),
	forgetOldRows: job(z.unknown(), forgetOldRows),
	markArrivedPayouts: job(z.unknown(), markArrivedPayouts),
	/** Each Stripe account with the books, one run of it a job. */
	reconcileAccounts: job(z.unknown(), reconcileAccounts),
	reconcileAccount: job(z.object({ runId: z.uuid() }), reconcileAccount),
	/** A file of rows, batch by batch: read and compared, written and booked, or taken back. */
	checkImport: job(z.object({ importId: z.uuid() }), checkImport),
	runImport: job(z.object({ importId: z.uuid() }), runImport),
	undoImport: job(z.object({ importId: z.uuid() }), undoImport),
	/** What is still to come to a hub changed: its sums are made again. */
	refreshOutlook: job(z.object({ hubId: z.uuid() }), refreshOutlook),
	refreshOutlooks: job(z.unknown(), refreshOutlooks),
	/** Money of its gifts came or went, or its monthly plans changed: figures are made anew. */
	tallyCampaign: job(z.object({ campaignId: z.uuid() }), tallyCampaign),
	tallyPeerPage: job(z.object({ peerPageId: z.uuid() }), tallyPeerPage),
};

/** When the jobs without a cause run (UTC). A run missed while no worker lived is made up for once. */
export const SCHEDULE = [
	"3,13,23,33,43,53 * * * * watchDeclines",
	"8,18,28,38,48,58 * * * * sweepMailings",
	"17 * * * * sweepStripeEvents ?fill=2h&max=3",
	"27 * * * * markUncertainMails ?fill=2h",
	"37 * * * * sealAudit ?fill=2h",
	"42 * * * * sendWaitingRefunds ?fill=2h",
	"47 * * * * foldBalances",
	"52 * * * * refreshOutcomes",
	"52 * * * * issueDueReceipts ?fill=2h&max=3",
	"5 15 * * * agePledges ?fill=1d",
	"31 0 * * * remindOfInstalments ?fill=1d",
	"23 0 * * * warnExpiringCards ?fill=2d",
	"7 18 * * * forgetOldRows ?fill=2d",
	"11 0 * * * remindOfDisputes ?fill=1d",
	"11 18 * * * markArrivedPayouts ?fill=7d",
	"20 15 * * * refreshOutlooks ?fill=1d",
	"41 18 * * * reconcileAccounts ?fill=12h",
].join("\n");
