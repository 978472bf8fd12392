import fc from "fast-check";
import { expect, test } from "vitest";
import { jobContext } from "~/domain/access/ctx.server";
import { listTotals } from "~/domain/ledger/list-totals.server";
import { requestRefund } from "~/domain/refunds/request-refund.server";
import { inTransaction } from "~/platform/db/transaction.server";
import { atSandbox } from "../factories/money-back";
import { serveWebhooks } from "../factories/webhooks";
import { freshWorld, type Outcome } from "../factories/world";

const world = freshWorld({ overheadBasisPoints: 1250 });
serveWebhooks(world);

type Life = {
	method: "card" | "konbini" | "bank_transfer";
	amountYen: number;
	steps: Step[];
};
type Step =
	| { do: "pay"; outcome: Outcome }
	| { do: "refund"; share: number; fate: "succeeds" | "fails" | "waits" }
	| { do: "staffRefund"; share: number }
	| { do: "dispute"; outcome: "open" | "win" | "lose"; share: number }
	| { do: "retry" }
	| { do: "settle" }
	| { do: "wait"; hours: number };

const OUTCOMES: Record<Life["method"], Outcome[]> = {
	card: ["succeed", "succeed", "decline", "require_3ds", "abandon"],
	konbini: ["konbini_issue", "konbini_pay", "konbini_pay", "konbini_expire", "abandon"],
	bank_transfer: ["transfer", "transfer", "transfer_partial", "transfer_issue", "abandon"],
};

const life = fc.constantFrom<Life["method"][]>("card", "card", "konbini", "bank_transfer").chain((method) =>
	fc.record({
		method: fc.constant(method),
		amountYen: fc.integer({ min: 500, max: 200_000 }),
		steps: fc.array(
			fc.oneof<fc.Arbitrary<Step>[]>(
				fc.record({ do: fc.constant("pay" as const), outcome: fc.constantFrom(...OUTCOMES[method]) }),
				fc.record({ do: fc.constant("pay" as const), outcome: fc.constantFrom(...OUTCOMES[method]) }),
				fc.record({
					do: fc.constant("refund" as const),
					share: fc.double({ min: 0.01, max: 1, noNaN: true }),
					fate: fc.constantFrom("succeeds" as const, "fails" as const, "waits" as const),
				}),
				fc.record({ do: fc.constant("staffRefund" as const), share: fc.double({ min: 0.01, max: 1, noNaN: true }) }),
				fc.record({
					do: fc.constant("dispute" as const),
					outcome: fc.constantFrom("open" as const, "win" as const, "lose" as const),
					share: fc.constantFrom(0.3, 1),
				}),
				fc.constant({ do: "retry" as const }),
				fc.constant({ do: "settle" as const }),
				fc.record({ do: fc.constant("wait" as const), hours: fc.integer({ min: 1, max: 80 }) }),
			),
			{ minLength: 1, maxLength: 7 },
		),
	}),
);

const faults = fc.record({
	duplicate: fc.integer({ min: 0, max: 3 }),
	reorder: fc.boolean(),
	drop: fc.constantFrom(0, 0, 0.4),
});

let number = 0;

async function live({ method, amountYen, steps }: Life): Promise<void> {
	number += 1;
	const gift = await world.give({
		paymentMethod: method,
		amountYen: String(amountYen),
		email: `life${number}@example.jp`,
	});
	let { sessionId } = gift;
	for (const step of steps) {
		// What is no longer possible is refused by the sandbox or by us, as it would be in life.
		if (step.do === "pay") await world.pay(sessionId, step.outcome).catch(refused);
		if (step.do === "retry") sessionId = (await world.tryAgain(gift.token).catch(refused))?.sessionId || sessionId;
		if (step.do === "settle") await world.settle();
		if (step.do === "wait") await world.advance(step.hours * 3600);
		const partYen = (share: number) => Math.max(1, Math.floor(amountYen * share));
		if (step.do === "staffRefund") await staffRefund(gift.giftId, partYen(step.share)).catch(refused);
		if (step.do === "dispute") await dispute(gift.giftId, step.outcome, partYen(step.share)).catch(refused);
		if (step.do === "refund") await refund(gift.giftId, partYen(step.share), step.fate);
	}
}

async function staffRefund(giftId: string, amountYen: number): Promise<void> {
	await requestRefund(await jobContext("test"), { giftId, amountYen: BigInt(amountYen), note: "random" });
}

/** What the card's bank does, whether we have heard of the charge or not. */
async function dispute(giftId: string, outcome: "open" | "win" | "lose", amountYen: number): Promise<void> {
	const { paymentIntents, charges } = await world.state();
	const intent = paymentIntents.find(({ metadata, status }) => metadata.giftId === giftId && status === "succeeded");
	const charge = charges.find((one) => one.payment_intent === intent?.id && one.paid);
	if (charge) await atSandbox(world, `dispute/${charge.id}`, { outcome, amountYen, returnFee: amountYen % 2 === 0 });
}

async function refund(giftId: string, amountYen: number, fate: "succeeds" | "fails" | "waits"): Promise<void> {
	const made = await world.refund(giftId, amountYen).catch(refused);
	if (made && made.status !== "succeeded" && fate !== "waits") {
		await world.endRefund(made.id, fate === "fails" ? "failed" : "succeeded").catch(refused);
	}
}

/** Only an answer that says no; anything else is a fault of the test. */
function refused(error: unknown): null {
	const { message, status, statusCode } = error as { message: string; status?: number; statusCode?: number };
	const said = status ?? statusCode ?? Number(/answered (\d+)/.exec(message)?.[1]);
	if (said >= 400 && said < 500) return null;
	throw error;
}

test("whatever happens to gifts, in whatever order it is told, the ledger is Stripe's own sums to the yen", async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(life, { minLength: 1, maxLength: 4 }),
			faults,
			fc.boolean(),
			async (lives, what, slow) => {
				await world.faults({ ...what, refundPending: slow });
				await Promise.all(lives.map(live));
				await world.faults({});
				await world.settle();
				await world.settle();
				await expectBooksToBeStripes();
			},
		),
		{ numRuns: 20, endOnFailure: true, interruptAfterTimeLimit: 40_000, seed: 20261122 },
	);
	expect(number).toBeGreaterThan(10);
}, 90_000);

async function expectBooksToBeStripes(): Promise<void> {
	const state = await world.state();
	const sum = (values: number[]) => BigInt(values.reduce((total, value) => total + value, 0));
	const paid = state.charges.filter((charge) => charge.paid && charge.status === "succeeded");
	const gone = state.refunds.filter(({ status }) => status !== "failed" && status !== "canceled");
	const lost = state.disputes.filter(({ status }) => status === "lost");
	const rows = (await listTotals(await jobContext("test"))).filter(({ category }) => category === "gift");
	const total = (pick: (row: (typeof rows)[number]) => bigint) => rows.reduce((all, row) => all + pick(row), 0n);
	expect({
		gross: total((row) => row.grossYen),
		count: rows.reduce((all, row) => all + row.count, 0),
		refunded: total((row) => row.refundedYen),
		fee: total((row) => row.feeYen),
		atStripe: await stripeBalanceYen(),
	}).toEqual({
		gross: sum(paid.map(({ amount }) => amount)),
		count: paid.length,
		refunded: sum([...gone, ...lost].map(({ amount }) => amount)),
		fee: sum(state.balanceTransactions.map(({ fee }) => fee)),
		atStripe: sum(state.balanceTransactions.map(({ net }) => net)),
	});
	expect(await world.brokenPromises()).toEqual([]);
	expect(await world.database.prisma.stripeEvent.count({ where: { status: { in: ["stored", "failed"] } } })).toBe(0);
}

async function stripeBalanceYen(): Promise<bigint> {
	const rows = await inTransaction(await jobContext("test"), (tx) =>
		tx.ledgerEntry.aggregate({ _sum: { amountYen: true }, where: { account: "stripe_balance" } }),
	);
	return rows._sum.amountYen ?? 0n;
}
