import { beforeAll, expect, test } from "vitest";
import { expectedIncome } from "~/domain/recurring/expected-income.server";
import { listPlans } from "~/domain/recurring/list-plans.server";
import { planUrl } from "~/domain/recurring/plan-link.server";
import { startPlanRepair } from "~/domain/recurring/plan-repair.server";
import { currentTime } from "~/platform/clock";
import { getStripe } from "~/platform/stripe/stripe.server";
import {
	asJob,
	beginPlan,
	giftsOf,
	goTo,
	mailsOf,
	nextCharges,
	payInvoice,
	planOf,
	setAnchor,
} from "../factories/plans";
import { freshWorld } from "../factories/world";

/** Two plans begun on the last of January of a leap year, one on the last day of every month and one once a year. */
const world = freshWorld({ begins: "2024-01-31T03:00:00Z", overheadBasisPoints: 1000 });
let monthly = { planId: "", subscriptionId: "", giftId: "" };
let yearly = { planId: "", subscriptionId: "", giftId: "" };

beforeAll(async () => {
	await setAnchor(world, 31);
	monthly = await beginPlan(world);
	yearly = await beginPlan(world, { frequency: "yearly", amountYen: "50000", email: "yearly@example.jp" });
});

test("the first gift is charged in full today, and the next comes on the last day of the next month", async () => {
	expect(await planOf(world, monthly.planId)).toMatchObject({
		status: "active",
		anchorDay: 31,
		nextChargeOn: new Date("2024-02-29"),
		startedOn: new Date("2024-01-31"),
		cardLast4: "4242",
	});
	expect(await planOf(world, yearly.planId)).toMatchObject({ status: "active", nextChargeOn: new Date("2025-01-31") });
	expect(await world.ledger(monthly.giftId)).toMatchInlineSnapshot(`
		"| kind          | account              | amountYen | purpose     | day        | year |
		| gift_received | stripe_balance       |     3,000 |             | 2024-01-31 | 2023 |
		| gift_received | gift_income          |    -3,000 | nanolsi-gen | 2024-01-31 | 2023 |
		| overhead      | overhead             |       300 | nanolsi-gen | 2024-01-31 | 2023 |
		| overhead      | institution_overhead |      -300 |             | 2024-01-31 | 2023 |
		| processor_fee | processor_fee        |       108 | nanolsi-gen | 2024-01-31 | 2023 |
		| processor_fee | stripe_balance       |      -108 |             | 2024-01-31 | 2023 |"
	`);
	expect(await mailsOf(world, monthly.planId)).toEqual(["gift-thanks"]);
	const thanks = await world.database.prisma.mail.findFirstOrThrow({ where: { giftId: monthly.giftId } });
	expect(thanks.text).toContain("次回は2024年2月29日に3,000円をカードから引き落とします");
});

test("a leap February, and back to the 31st in March", async () => {
	await goTo(world, "2024-02-29");
	expect((await planOf(world, monthly.planId)).nextChargeOn).toEqual(new Date("2024-03-31"));
	await goTo(world, "2024-03-31");
	await goTo(world, "2024-04-30");
	expect(await giftsOf(world, monthly.planId)).toEqual([
		"2024-01-31 3000",
		"2024-02-29 3000",
		"2024-03-31 3000",
		"2024-04-30 3000",
	]);
	expect((await mailsOf(world, monthly.planId)).filter((kind) => kind === "plan-renewed")).toHaveLength(3);
	const renewal = await world.database.prisma.gift.findFirstOrThrow({
		where: { recurringPlanId: monthly.planId, givenOn: new Date("2024-03-31") },
	});
	expect(renewal).toMatchObject({
		familyName: "髙橋",
		addressLine: "角間町1",
		frequency: "monthly",
		displayStatus: "none",
	});
	// Noon in Japan of 31 March is fiscal year 2023 still.
	expect(await world.ledger(renewal.id)).toMatchInlineSnapshot(`
		"| kind          | account              | amountYen | purpose     | day        | year |
		| gift_received | stripe_balance       |     3,000 |             | 2024-03-31 | 2023 |
		| gift_received | gift_income          |    -3,000 | nanolsi-gen | 2024-03-31 | 2023 |
		| overhead      | overhead             |       300 | nanolsi-gen | 2024-03-31 | 2023 |
		| overhead      | institution_overhead |      -300 |             | 2024-03-31 | 2023 |
		| processor_fee | processor_fee        |       108 | nanolsi-gen | 2024-03-31 | 2023 |
		| processor_fee | stripe_balance       |      -108 |             | 2024-03-31 | 2023 |"
	`);
});

test("a renewal that fails is seen, told of, and repaired by its donor", async () => {
	await nextCharges(world, monthly.subscriptionId, "insufficient_funds", 2);
	await goTo(world, "2024-05-31");
	const failing = await planOf(world, monthly.planId);
	expect(failing).toMatchObject({ status: "past_due", failureCode: "insufficient_funds" });
	expect(failing.retryAt?.toISOString()).toBe("2024-06-01T04:00:00.000Z");
	expect(await giftsOf(world, monthly.planId)).toHaveLength(4);
	await goTo(world, "2024-06-02");
	expect(await mailsOf(world, monthly.planId)).toEqual([
		"gift-thanks",
		"plan-renewed",
		"plan-renewed",
		"plan-renewed",
		"plan-payment-failed",
		"plan-payment-failed",
	]);
	const ctx = await asJob();
	const token = planUrl("ja", monthly.planId, currentTime()).split("/plans/")[1] ?? "";
	const page = await startPlanRepair(ctx, { token, wish: "pay", returnUrl: `/ja/plans/${token}` });
	const open = failing.invoices.find(({ status }) => status === "open");
	expect(page).toBe(open?.hostedUrl);
	await payInvoice(open?.stripeInvoiceId ?? "");
	await world.settle();
	const repaired = await planOf(world, monthly.planId);
	expect(repaired).toMatchObject({ status: "active", failureCode: null, retryAt: null });
	// The day of the charge is the day it was given.
	expect((await giftsOf(world, monthly.planId)).at(-1)).toBe("2024-06-02 3000");
	expect(repaired.nextChargeOn).toEqual(new Date("2024-06-30"));
});

test("a refund of a renewal goes back like any other", async () => {
	const gift = await world.database.prisma.gift.findFirstOrThrow({
		where: { recurringPlanId: monthly.planId, givenOn: new Date("2024-04-30") },
		include: { allocations: { include: { payment: true } } },
	});
	await getStripe().refunds.create({ charge: gift.allocations[0]?.payment.chargeId ?? "", amount: 1000 });
	await world.settle();
	expect(await world.ledger(gift.id)).toMatchInlineSnapshot(`
		"| kind              | account              | amountYen | purpose     | day        | year |
		| gift_received     | stripe_balance       |     3,000 |             | 2024-04-30 | 2024 |
		| gift_received     | gift_income          |    -3,000 | nanolsi-gen | 2024-04-30 | 2024 |
		| overhead          | overhead             |       300 | nanolsi-gen | 2024-04-30 | 2024 |
		| overhead          | institution_overhead |      -300 |             | 2024-04-30 | 2024 |
		| processor_fee     | processor_fee        |       108 | nanolsi-gen | 2024-04-30 | 2024 |
		| processor_fee     | stripe_balance       |      -108 |             | 2024-04-30 | 2024 |
		| gift_refunded     | gift_income          |     1,000 | nanolsi-gen | 2024-06-02 | 2024 |
		| gift_refunded     | stripe_balance       |    -1,000 |             | 2024-06-02 | 2024 |
		| overhead_returned | institution_overhead |       100 |             | 2024-06-02 | 2024 |
		| overhead_returned | overhead             |      -100 | nanolsi-gen | 2024-06-02 | 2024 |"
	`);
});

test("fourteen months later every month has its gift, and the year its own", async () => {
	for (const month of [
		"2024-06-30",
		"2024-07-31",
		"2024-08-31",
		"2024-09-30",
		"2024-10-31",
		"2024-11-30",
		"2024-12-31",
	]) {
		await goTo(world, month);
	}
	for (const month of ["2025-01-31", "2025-02-28", "2025-03-31"]) await goTo(world, month);
	expect((await giftsOf(world, monthly.planId)).map((gift) => gift.slice(0, 10))).toEqual([
		"2024-01-31",
		"2024-02-29",
		"2024-03-31",
		"2024-04-30",
		"2024-06-02",
		"2024-06-30",
		"2024-07-31",
		"2024-08-31",
		"2024-09-30",
		"2024-10-31",
		"2024-11-30",
		"2024-12-31",
		"2025-01-31",
		"2025-02-28",
		"2025-03-31",
	]);
	expect(await giftsOf(world, yearly.planId)).toEqual(["2024-01-31 50000", "2025-01-31 50000"]);
	expect((await planOf(world, yearly.planId)).nextChargeOn).toEqual(new Date("2026-01-31"));
	const invoices = (await planOf(world, monthly.planId)).invoices;
	expect(invoices.every(({ status, giftId }) => status === "paid" && giftId !== null)).toBe(true);
	expect(await world.brokenPromises()).toEqual([]);
	// What both plans are expected to bring, from the sum in SQL and from their days.
	const income = await expectedIncome(await asJob());
	const { plans } = await listPlans(await asJob());
	const [active] = income.rows;
	expect(active).toMatchObject({ status: "active", plans: 2 });
	expect(active?.thisYearYen).toBe(plans.reduce((sum, plan) => sum + plan.income.thisYearYen, 0n));
	expect(active?.nextYearYen).toBe(plans.reduce((sum, plan) => sum + plan.income.nextYearYen, 0n));
	// 31 March 2025 was the last day of its fiscal year: twelve months and one year are to come in the next.
	expect(income).toMatchObject({ fiscalYear: 2024 });
	expect(active).toMatchObject({ thisYearYen: 0n, nextYearYen: 12n * 3000n + 50_000n });
	const failed = await world.database.prisma.stripeEvent.findMany({ where: { status: "failed" } });
	expect(failed).toEqual([]);
});
