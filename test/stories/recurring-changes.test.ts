import { expect, test } from "vitest";
import { contextFor, publicContext } from "~/domain/access/ctx.server";
import { changePlanAmount } from "~/domain/recurring/change-plan-amount.server";
import { getPlan } from "~/domain/recurring/get-plan.server";
import { listPlans } from "~/domain/recurring/list-plans.server";
import { openCardPage } from "~/domain/recurring/open-card-page.server";
import { pausePlan } from "~/domain/recurring/pause-plan.server";
import { planUrl } from "~/domain/recurring/plan-link.server";
import { getPlanRepair, startPlanRepair } from "~/domain/recurring/plan-repair.server";
import { resumePlan } from "~/domain/recurring/resume-plan.server";
import { stopPlan } from "~/domain/recurring/stop-plan.server";
import { warnExpiringCards } from "~/domain/recurring/warn-expiring-cards.server";
import { currentTime } from "~/platform/clock";
import { getStripe } from "~/platform/stripe/stripe.server";
import { asJob, beginPlan, giftsOf, goTo, mailsOf, nextCharges, payInvoice, planOf } from "../factories/plans";
import { freshWorld } from "../factories/world";

/** Plans of one day, each changed in its own way; the institution's anchor is the 27th. */
const world = freshWorld({ begins: "2025-01-10T03:00:00Z" });

/** The donor of a plan, as the portal knows them. */
async function asDonor(planId: string) {
	const { donorId } = await planOf(world, planId);
	const { email } = await world.database.prisma.donor.findUniqueOrThrow({ where: { id: donorId } });
	return contextFor({ kind: "donor", sessionId: "session", email, donorIds: [donorId] }, { lang: "ja" });
}
const changesOf = async (planId: string) =>
	(await planOf(world, planId)).changes.map((change) => `${change.action} ${change.status} by ${change.actorKind}`);

test("amount, pause, resume and stop by the donor; each is logged, told, and takes effect from the next charge", async () => {
	const plan = await beginPlan(world);
	const donor = await asDonor(plan.planId);
	await changePlanAmount(donor, { planId: plan.planId, amountYen: 5000n, reason: "昇給" });
	await world.settle();
	expect(await planOf(world, plan.planId)).toMatchObject({ amountYen: 5000n, status: "active" });
	await goTo(world, "2025-02-27");
	expect(await giftsOf(world, plan.planId)).toEqual(["2025-01-10 3000", "2025-02-27 5000"]);

	await pausePlan(await asDonor(plan.planId), { planId: plan.planId, until: "2025-04-27", reason: "" });
	await world.settle();
	expect(await planOf(world, plan.planId)).toMatchObject({
		status: "paused",
		pausedUntil: new Date("2025-04-27"),
		nextChargeOn: new Date("2025-04-27"),
	});
	await goTo(world, "2025-03-27");
	expect(await giftsOf(world, plan.planId)).toHaveLength(2);
	await goTo(world, "2025-04-27");
	expect(await giftsOf(world, plan.planId)).toEqual(["2025-01-10 3000", "2025-02-27 5000", "2025-04-27 5000"]);
	expect(await planOf(world, plan.planId)).toMatchObject({ status: "active", pausedUntil: null });

	await pausePlan(await asDonor(plan.planId), { planId: plan.planId, until: null, reason: "" });
	await world.settle();
	expect((await planOf(world, plan.planId)).nextChargeOn).toBeNull();
	await resumePlan(await asDonor(plan.planId), { planId: plan.planId, reason: "" });
	await world.settle();
	expect(await planOf(world, plan.planId)).toMatchObject({ status: "active", nextChargeOn: new Date("2025-05-27") });
	await stopPlan(await asDonor(plan.planId), { planId: plan.planId, reason: "退職のため" });
	await world.settle();
	expect(await planOf(world, plan.planId)).toMatchObject({
		status: "cancelled",
		endReason: "donor",
		nextChargeOn: null,
	});
	await goTo(world, "2025-05-27");
	expect(await giftsOf(world, plan.planId)).toHaveLength(3);
	expect(await changesOf(plan.planId)).toEqual([
		"start applied by donor",
		"amount applied by donor",
		"pause applied by donor",
		"resume applied by stripe",
		"pause applied by donor",
		"resume applied by donor",
		"stop applied by donor",
	]);
	expect((await mailsOf(world, plan.planId)).filter((kind) => !/thanks|renewed/.test(kind))).toEqual([
		"plan-changed",
		"plan-changed",
		"plan-changed",
		"plan-changed",
		"plan-changed",
		"plan-ended",
	]);
	await expect(stopPlan(await asDonor(plan.planId), { planId: plan.planId, reason: "" })).rejects.toMatchObject({
		code: "plan_ended",
		status: 409,
	});
});

test("stopped while an invoice is in flight: what is paid all the same is a gift, and nothing follows", async () => {
	const plan = await beginPlan(world, { email: "inflight@example.jp" });
	// Noon has passed and the invoice is a draft; it is charged at one.
	await world.advanceTo("2025-06-27T03:30:00Z");
	await world.settle();
	const flying = (await planOf(world, plan.planId)).invoices.at(-1);
	expect(flying).toMatchObject({ status: "draft", giftId: null });
	await stopPlan(await asJob(), { planId: plan.planId, reason: "電話で", endReason: "staff" });
	// Charged before the job that stops it is done.
	await getStripe().invoices.finalizeInvoice(flying?.stripeInvoiceId ?? "");
	await world.settle();
	await world.settle();
	expect(await planOf(world, plan.planId)).toMatchObject({ status: "cancelled", endReason: "staff" });
	expect((await giftsOf(world, plan.planId)).at(-1)).toBe("2025-06-27 3000");
	await goTo(world, "2025-07-27");
	expect(await giftsOf(world, plan.planId)).toHaveLength(2);
});

test("changes made at Stripe itself are noted as Stripe's", async () => {
	const plan = await beginPlan(world, { email: "dashboard@example.jp" });
	await getStripe().subscriptions.update(plan.subscriptionId, { pause_collection: { behavior: "void" } });
	await world.settle();
	expect(await planOf(world, plan.planId)).toMatchObject({ status: "paused" });
	await getStripe().subscriptions.cancel(plan.subscriptionId);
	await world.settle();
	expect(await planOf(world, plan.planId)).toMatchObject({ status: "cancelled", endReason: "stripe" });
	expect(await changesOf(plan.planId)).toEqual([
		"start applied by donor",
		"pause applied by stripe",
		"stop applied by stripe",
	]);
});

test("a card that fails for good: every try is told, and the end is said plainly", async () => {
	const plan = await beginPlan(world, { email: "forgood@example.jp" });
	await nextCharges(world, plan.subscriptionId, "expired");
	await goTo(world, "2025-08-27");
	for (const day of ["2025-08-28", "2025-08-30", "2025-09-01"]) await goTo(world, day);
	expect(await planOf(world, plan.planId)).toMatchObject({ status: "past_due", failureCode: "expired_card" });
	await goTo(world, "2025-09-03");
	expect(await planOf(world, plan.planId)).toMatchObject({
		status: "cancelled",
		endReason: "payment_failed",
		failureCode: "expired_card",
		retryAt: null,
	});
	expect((await mailsOf(world, plan.planId)).slice(1)).toEqual([...Array(4).fill("plan-payment-failed"), "plan-ended"]);
	const ended = await world.database.prisma.mail.findFirstOrThrow({
		where: { subjectId: plan.planId, kind: "plan-ended" },
	});
	expect(ended.text).toContain("カードからの引き落としが繰り返しできなかったため");
	expect(await giftsOf(world, plan.planId)).toHaveLength(1);
});

test("an issuer who asks for the person: the mail says so, and the page of the invoice is where it is done", async () => {
	const plan = await beginPlan(world, { email: "threeds@example.jp" });
	await nextCharges(world, plan.subscriptionId, "require_action", 1);
	await goTo(world, "2025-10-27");
	expect(await planOf(world, plan.planId)).toMatchObject({
		status: "past_due",
		failureCode: "authentication_required",
	});
	const mail = await world.database.prisma.mail.findFirstOrThrow({ where: { subjectId: plan.planId } });
	expect(mail.text).toContain("ご本人による確認");
	const link = /https?:\/\/\S+\/ja\/plans\/\S+/.exec(mail.text ?? "")?.[0] ?? "";
	const visitor = await publicContext(new Request("http://localhost:3000/"), "ja");
	const token = link.split("/plans/")[1] ?? "";
	expect(await getPlanRepair(visitor, token)).toMatchObject({ status: "past_due", openYen: 3000n, card: "Visa 4242" });
	const card = await startPlanRepair(visitor, { token, wish: "card", returnUrl: `/ja/plans/${token}` });
	expect(card).toMatch(/\/p\/session\//);
	const open = (await planOf(world, plan.planId)).invoices.find(({ status }) => status === "open");
	await payInvoice(open?.stripeInvoiceId ?? "").catch(() => undefined);
	for (const wrong of ["", "x", `${token}x`, `${plan.planId}.zzzz.mac`, token.replace(plan.planId, plan.giftId)]) {
		await expect(getPlanRepair(visitor, wrong)).rejects.toMatchObject({ status: 404 });
	}
	const old = planUrl("ja", plan.planId, new Date(currentTime().getTime() - 61 * 24 * 3600 * 1000)).split("/plans/")[1];
	await expect(getPlanRepair(visitor, old ?? "")).rejects.toMatchObject({ status: 404 });
});

test("expiring cards are warned about once, and a new card at Stripe's page is noted", async () => {
	const plan = await beginPlan(world, { email: "expiring@example.jp" });
	await world.database.prisma.recurringPlan.update({
		where: { id: plan.planId },
		data: { cardExpYear: 2025, cardExpMonth: 10 },
	});
	await warnExpiringCards(await asJob());
	await warnExpiringCards(await asJob());
	await world.workJobs();
	expect((await mailsOf(world, plan.planId)).filter((kind) => /card/.test(kind))).toEqual(["plan-card-expiring"]);
	const url = await openCardPage(await asDonor(plan.planId), { planId: plan.planId, returnUrl: "/portal" });
	const form = new URLSearchParams({ do: "card", card: "5555555555554444", number: "5555555555554444" });
	await fetch(url, { method: "POST", body: form, redirect: "manual" });
	await world.settle();
	expect((await changesOf(plan.planId)).at(-1)).toMatch(/^card (applied|requested) by donor$/);
	await expect(
		openCardPage(await asDonor(plan.planId), { planId: plan.planId, returnUrl: "https://evil.example/" }),
	).rejects.toMatchObject({ code: "return_url_invalid" });
});

test("what nobody may do", async () => {
	const plan = await beginPlan(world, { email: "mine@example.jp" });
	const other = await beginPlan(world, { email: "theirs@example.jp", familyName: "渡邉" });
	const stranger = await asDonor(other.planId);
	const { planId } = plan;
	await expect(stopPlan(stranger, { planId, reason: "" })).rejects.toMatchObject({ status: 404 });
	await expect(getPlan(stranger, planId)).rejects.toMatchObject({ status: 404 });
	expect((await listPlans(stranger)).plans.map(({ id }) => id)).toEqual([other.planId]);
	const visitor = await publicContext(new Request("http://localhost:3000/"), "ja");
	await expect(stopPlan(visitor, { planId, reason: "" })).rejects.toMatchObject({ status: 403 });
	const job = await asJob();
	for (const amountYen of [0n, -1n, 499n, 10_000_001n, 10n ** 15n]) {
		await expect(changePlanAmount(job, { planId, amountYen, reason: "" })).rejects.toMatchObject({ status: 400 });
	}
	await expect(changePlanAmount(job, { planId, amountYen: 3000n, reason: "" })).rejects.toMatchObject({ status: 409 });
	for (const until of ["", "2025-13-01", "yesterday", "2020-01-01", "2099-01-01", "２０２６-01-01"]) {
		await expect(pausePlan(job, { planId, until, reason: "" })).rejects.toMatchObject({ status: 400 });
	}
	await expect(resumePlan(job, { planId, reason: "" })).rejects.toMatchObject({ code: "plan_not_paused" });
	await expect(stopPlan(job, { planId: "nonsense", reason: "" })).rejects.toMatchObject({ status: 404 });
	// The same wish twice is one wish; another of its kind has to wait.
	const first = await changePlanAmount(job, { planId, amountYen: 4000n, reason: "" });
	expect(await changePlanAmount(job, { planId, amountYen: 4000n, reason: "" })).toEqual(first);
	await expect(changePlanAmount(job, { planId, amountYen: 6000n, reason: "" })).rejects.toMatchObject({
		code: "plan_change_waiting",
	});
	await world.settle();
	expect(await planOf(world, planId)).toMatchObject({ amountYen: 4000n });
});

test("events three days late, each twice and newest first: the same as on time", async () => {
	const late = await beginPlan(world, { email: "late@example.jp" });
	const renewal = (await planOf(world, late.planId)).nextChargeOn ?? new Date();
	await world.advanceTo(new Date(renewal.getTime() + 3 * 24 * 3600 * 1000).toISOString());
	const { data } = await getStripe().events.list({ limit: 100 });
	const roots = data.flatMap(({ data: { object } }) => {
		const { id, payment_intent: intent } = object as { id?: string; payment_intent?: unknown };
		return typeof intent === "string" ? [intent] : id ? [id] : [];
	});
	for (const root of [...roots.slice(0, 12), ...roots.slice(0, 12).reverse()]) await world.syncNow(root);
	expect(await giftsOf(world, late.planId)).toHaveLength(2);
	expect((await giftsOf(world, late.planId)).at(-1)).toBe(`${renewal.toISOString().slice(0, 10)} 3000`);
	await world.settle();
	expect(await giftsOf(world, late.planId)).toHaveLength(2);
	expect(await mailsOf(world, late.planId)).toEqual(["gift-thanks", "plan-renewed"]);
});

test("two accounts at once: each plan lives, renews and is changed on its own", async () => {
	const { institutionId } = await world.database.prisma.fund.findUniqueOrThrow({ where: { id: world.fundId } });
	const policy = (stripeAccountId: string | null) =>
		world.database.prisma.givingPolicy.upsert({
			where: { institutionId },
			create: { institutionId, stripeAccountId },
			update: { stripeAccountId },
		});
	await world.database.prisma.stripeAccount.create({
		data: { id: "kanazawa", kind: "connected", stripeId: "acct_kanazawa", institutionId, label: "金沢" },
	});
	const ofPlatform = await beginPlan(world, { email: "platform@example.jp" });
	await policy("kanazawa");
	const ofOwn = await beginPlan(world, { email: "own@example.jp" });
	await policy(null);
	expect(await planOf(world, ofOwn.planId)).toMatchObject({ stripeAccountId: "kanazawa", status: "active" });
	await changePlanAmount(await asDonor(ofOwn.planId), { planId: ofOwn.planId, amountYen: 7000n, reason: "" });
	await world.settle();
	const due = (await planOf(world, ofOwn.planId)).nextChargeOn?.toISOString().slice(0, 10) ?? "";
	await goTo(world, due);
	expect((await giftsOf(world, ofOwn.planId)).at(-1)).toBe(`${due} 7000`);
	expect((await giftsOf(world, ofPlatform.planId)).at(-1)).toBe(`${due} 3000`);
	const payments = await world.database.prisma.payment.findMany({
		where: { allocations: { some: { gift: { recurringPlanId: { in: [ofOwn.planId, ofPlatform.planId] } } } } },
		include: { allocations: { include: { gift: true } } },
	});
	for (const payment of payments) {
		const own = payment.allocations[0]?.gift.recurringPlanId === ofOwn.planId;
		expect(payment.stripeAccountId).toBe(own ? "kanazawa" : "platform");
	}
	expect(payments).toHaveLength(4);
	expect(await world.brokenPromises()).toEqual([]);
});

test("both pages of one first gift are paid: one plan, both payments, and nothing more of the second", async () => {
	const gift = await world.give({ frequency: "monthly", amountYen: "3000", email: "twopages@example.jp" });
	// The page is nearly over, so the donor gets a new one, and pays at the old one too.
	await world.advance(24 * 3600 - 30);
	const again = await world.tryAgain(gift.token);
	await world.pay(gift.sessionId, "succeed");
	await world.pay(again.sessionId, "succeed");
	await world.settle();
	await world.settle();
	const { recurringPlanId: planId } = await world.gift(gift.giftId);
	const plan = await planOf(world, planId ?? "");
	expect((await world.gift(gift.giftId)).allocations).toHaveLength(2);
	const { data } = await getStripe().subscriptions.list({ status: "all", limit: 100 });
	const ours = data.filter(({ metadata }) => metadata.planId === planId);
	expect(ours.map(({ id, status }) => `${id === plan.stripeSubscriptionId} ${status}`).sort()).toEqual([
		"false canceled",
		"true trialing",
	]);
	expect(plan.status).toBe("active");
	const paidTwice = await world.attention("04-gifts-paid-more-than-once");
	expect(paidTwice.map(({ subject }) => subject)).toEqual([`gift ${gift.giftId}`]);
	expect(await world.brokenPromises()).toEqual([]);
});

test("where Stripe leaves a plan standing after its last try, it ends here all the same", async () => {
	const billing = (settings: object) =>
		fetch(`${world.sandboxUrl}/_sandbox/billing`, { method: "POST", body: JSON.stringify(settings) });
	await billing({ retryDays: [1], afterRetries: "unpaid" });
	const plan = await beginPlan(world, { email: "unpaid@example.jp" });
	await nextCharges(world, plan.subscriptionId, "decline");
	const due = (await planOf(world, plan.planId)).nextChargeOn ?? new Date();
	await world.advanceTo(new Date(due.getTime() + 3 * 24 * 3600 * 1000).toISOString());
	await world.settle();
	await world.settle();
	expect(await planOf(world, plan.planId)).toMatchObject({ status: "cancelled", endReason: "payment_failed" });
	expect((await changesOf(plan.planId)).at(-1)).toBe("stop applied by job");
	expect((await mailsOf(world, plan.planId)).at(-1)).toBe("plan-ended");
	await billing({ retryDays: [1, 3, 5, 7], afterRetries: "cancel" });
});

test("a page nobody paid at ends the plan it would have begun, and a new try begins another", async () => {
	const gift = await world.give({ frequency: "monthly", amountYen: "3000", email: "left@example.jp" });
	await world.pay(gift.sessionId, "decline");
	await world.settle();
	const pending = (await world.gift(gift.giftId)).recurringPlanId ?? "";
	expect(await planOf(world, pending)).toMatchObject({ status: "pending" });
	await world.pay(gift.sessionId, "abandon");
	await world.settle();
	expect(await planOf(world, pending)).toMatchObject({ status: "cancelled", endReason: "never_paid" });
	const again = await world.tryAgain(gift.token);
	await world.pay(again.sessionId, "succeed");
	await world.settle();
	const { recurringPlanId } = await world.gift(gift.giftId);
	expect(recurringPlanId).not.toBe(pending);
	expect(await planOf(world, recurringPlanId ?? "")).toMatchObject({ status: "active" });
	expect(await mailsOf(world, pending)).toEqual([]);
	expect(() => world.typed({ frequency: "monthly", paymentMethod: "konbini" })).toThrow(/planByCard/);
	expect(await world.brokenPromises()).toEqual([]);
	expect(await world.database.prisma.stripeEvent.findMany({ where: { status: "failed" } })).toEqual([]);
});
