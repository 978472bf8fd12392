import { jobContext } from "~/domain/access/ctx.server";
import { getStripe } from "~/platform/stripe/stripe.server";
import type { GiftFields, TestWorld } from "./world";

type RenewalOutcome = "succeed" | "decline" | "insufficient_funds" | "require_action" | "expired";

/** A plan whose first gift was just paid. */
export async function beginPlan(world: TestWorld, fields: GiftFields = {}) {
	const gift = await world.give({ frequency: "monthly", amountYen: "3000", ...fields });
	await world.pay(gift.sessionId, "succeed");
	await world.settle();
	const { recurringPlanId } = await world.gift(gift.giftId);
	if (recurringPlanId === null) throw new Error(`gift ${gift.giftId} began no plan`);
	return {
		...gift,
		planId: recurringPlanId,
		subscriptionId: (await planOf(world, recurringPlanId)).stripeSubscriptionId ?? "",
	};
}

export function planOf(world: TestWorld, id: string) {
	return world.database.prisma.recurringPlan.findUniqueOrThrow({
		where: { id },
		include: { invoices: { orderBy: { dueOn: "asc" } }, changes: { orderBy: { requestedAt: "asc" } } },
	});
}

/** The days of a plan's gifts, with what was given: `2024-02-29 3000`. */
export async function giftsOf(world: TestWorld, recurringPlanId: string): Promise<string[]> {
	const gifts = await world.database.prisma.gift.findMany({ where: { recurringPlanId }, orderBy: { givenOn: "asc" } });
	return gifts.map(({ givenOn, amountYen }) => `${givenOn?.toISOString().slice(0, 10)} ${amountYen}`);
}

/** What the next charges of a plan do, whatever its card. */
export async function nextCharges(world: TestWorld, subscriptionId: string, outcome: RenewalOutcome, times?: number) {
	const body = JSON.stringify({ outcome, times });
	const answer = await fetch(`${world.sandboxUrl}/_sandbox/renewals/${subscriptionId}`, { method: "POST", body });
	if (!answer.ok) throw new Error(await answer.text());
}

export async function setAnchor(world: TestWorld, anchorDay: number): Promise<void> {
	const institution = await world.database.prisma.institution.findUniqueOrThrow({ where: { slug: "kanazawa-u" } });
	await world.database.prisma.givingPolicy.upsert({
		where: { institutionId: institution.id },
		create: { institutionId: institution.id, anchorDay },
		update: { anchorDay },
	});
}

/** Goes on to noon and a bit of a day in Japan, when a renewal due there has been charged, and does what came of it. */
export async function goTo(world: TestWorld, day: string): Promise<void> {
	await world.advanceTo(`${day}T05:00:00Z`);
	await world.settle();
}

export async function mailsOf(world: TestWorld, planId: string): Promise<string[]> {
	const mails = await world.database.prisma.mail.findMany({
		where: { OR: [{ subjectId: planId }, { gift: { recurringPlanId: planId } }] },
		orderBy: { createdAt: "asc" },
	});
	const told = mails.filter(({ status }) => status !== "dropped");
	return told.map(({ kind, status }) => (status === "sent" ? kind : `${kind} ${status}`));
}

/** Pays an open invoice as its page does. */
export async function payInvoice(invoiceId: string): Promise<void> {
	await getStripe().invoices.pay(invoiceId);
}

export const asJob = () => jobContext("test");
