import { runOnce } from "graphile-worker";
import { jobContext } from "~/domain/access/ctx.server";
import { sweepStripeEvents } from "~/domain/payments/sweep-stripe-events.server";
import { markArrivedPayouts } from "~/domain/payouts/mark-arrived-payouts.server";
import { issueDueReceipts } from "~/domain/receipts/issue-due-receipts.server";
import { quietLogger } from "~/jobs/quiet-logger";
import { taskList } from "~/jobs/task-list";
import { ownerPool } from "~/platform/db/pool.server";
import { openAccounts } from "./demo-accounts";
import { applicationSteps } from "./demo-applications";
import { decideDisplays, giftSteps, openFunds } from "./demo-gifts";
import { openInstitutions, troubleSteps } from "./demo-money";
import { planSteps } from "./demo-plans";
import { randomNumbers } from "./demo-random";
import { DemoTime, HOUR_MS, type Step } from "./demo-time";

const DAY_MS = 24 * HOUR_MS;
/** A pilot on the programme's account comes first, as in a real installation. */
const OWN_ACCOUNTS_DAYS = 60;
const byTime = (a: Step, b: Step) => a.at - b.at;

/**
 * What happened at the demo's hubs since April of last fiscal year: gifts, monthly donors, applications, payouts, receipts and
 * some trouble, made through the product's own functions and the sandbox. The same every time.
 */
export async function seedDemoHistory(say: (line: string) => void): Promise<void> {
	const end = Date.now();
	const begin = Date.UTC(new Date(end).getUTCFullYear() - 1, 3, 7);
	const time = await DemoTime.begin(new Date(begin));
	await time.tell("payouts", { interval: "monthly", monthDay: 10 });
	await openInstitutions(new Date(end));
	const random = randomNumbers(20261121);
	const funds = await openFunds();
	const span = { begin, end, later };
	const steps: Step[] = [
		...giftSteps(time, random, funds, span),
		...planSteps(time, randomNumbers(7), funds, span),
		...applicationSteps(randomNumbers(11), funds, span),
		...troubleSteps(time, span),
		{ at: end - OWN_ACCOUNTS_DAYS * DAY_MS, run: async () => openAccounts(await jobContext("seed"), time) },
	].sort(byTime);
	const total = steps.length;
	function later(step: Step): void {
		if (step.at >= end) return;
		steps.push(step);
		steps.sort(byTime);
	}
	let done = 0;
	let settledAt = begin;
	for (let step = steps.shift(); step; step = steps.shift()) {
		await time.moveTo(step.at);
		await step.run();
		done += 1;
		if (time.nowMs - settledAt > 3 * DAY_MS) {
			await settle();
			settledAt = time.nowMs;
		}
		if (done % 100 === 0)
			say(`  ${done} steps of the demo's history done, ${Math.max(steps.length, total - done)} to go`);
	}
	await settle();
	await decideDisplays(random);
	await time.end();
	await settle();
}

/** What the webhook, the worker and its clock do in a running installation. */
export async function settle(): Promise<void> {
	const ctx = await jobContext("seed");
	await sweepStripeEvents(ctx);
	await runJobs();
	await markArrivedPayouts(ctx);
	while ((await issueDueReceipts(ctx)).more);
	await runJobs();
}

async function runJobs(): Promise<void> {
	await runOnce({ pgPool: await ownerPool(), taskList, noHandleSignals: true, logger: quietLogger });
}
