import type Stripe from "stripe";
import { afterEach, beforeEach, expect, it } from "vitest";
import { eventTypes, gift, type Running, refusal, run } from "../running.ts";

let running: Running;
beforeEach(async () => {
	running = await run();
});
afterEach(() => running.stop());

async function charged(amountYen = 10_000, options: Stripe.RequestOptions = {}): Promise<string> {
	const session = await running.stripe.checkout.sessions.create(gift(amountYen), options);
	const { body } = await running.act(session, "succeed");
	return body.paymentIntent.latest_charge;
}

const total = async (): Promise<number> => {
	const { available, pending } = await running.stripe.balance.retrieve();
	return (available[0]?.amount ?? 0) + (pending[0]?.amount ?? 0);
};
const disputeEvents = async () => (await eventTypes(running.stripe)).filter((type) => type.includes("dispute"));

it("takes the amount and a fee when it opens, and gives the amount back when it is won", async () => {
	const { stripe } = running;
	const charge = await charged();
	const { body } = await running.post(`dispute/${charge}`, { outcome: "open", reason: "unrecognized" });
	expect(body).toMatchObject({ amount: 10_000, charge, status: "needs_response", reason: "unrecognized" });
	expect(body.evidence_details.due_by).toBeGreaterThan(body.created + 7 * 86_400);
	expect(body.balance_transactions).toMatchObject([{ amount: -10_000, fee: 1300, net: -11_300, type: "adjustment" }]);
	expect((await stripe.charges.retrieve(charge)).disputed).toBe(true);
	expect(await total()).toBe(9640 - 11_300);
	expect((await running.post(`dispute/${charge}`, { outcome: "open" })).status).toBe(409);
	const refused = await refusal(stripe.refunds.create({ charge }));
	expect(refused.code).toBe("charge_disputed");
	const draft = await stripe.disputes.update(body.id, { evidence: { customer_name: "山田 花子" }, submit: false });
	expect([draft.status, draft.evidence_details.has_evidence]).toEqual(["needs_response", true]);
	const sent = await stripe.disputes.update(body.id, { evidence: { uncategorized_text: "寄付の記録" } });
	expect([sent.status, sent.evidence.customer_name]).toEqual(["under_review", "山田 花子"]);
	await running.restart();
	await running.post(`dispute/${charge}`, { outcome: "win" });
	const won = await stripe.disputes.retrieve(body.id, { expand: ["charge"] });
	expect([won.status, won.balance_transactions.map(({ net }) => net)]).toEqual(["won", [-11_300, 10_000]]);
	expect(await total()).toBe(9640 - 1300);
	expect(await disputeEvents()).toEqual([
		"charge.dispute.created",
		"charge.dispute.funds_withdrawn",
		"charge.dispute.updated",
		"charge.dispute.updated",
		"charge.dispute.closed",
		"charge.dispute.funds_reinstated",
	]);
	expect((await stripe.disputes.list({ charge })).data.map(({ id }) => id)).toEqual([body.id]);
});

it("is lost by decision, by giving up, or by letting its day pass", async () => {
	const { stripe } = running;
	const [decided, given, forgotten] = [await charged(5000), await charged(6000), await charged(7000)];
	const lost = await running.post(`dispute/${decided}`, { outcome: "lose", amountYen: 4000 });
	expect(lost.body).toMatchObject({ status: "lost", amount: 4000 });
	const open = await running.post(`dispute/${given}`, { outcome: "open" });
	expect((await stripe.disputes.close(open.body.id)).status).toBe("lost");
	expect((await refusal(stripe.disputes.close(open.body.id))).statusCode).toBe(400);
	await running.post(`dispute/${forgotten}`, { outcome: "open" });
	await running.post("clock", { advanceSeconds: 10 * 86_400 });
	const [late] = (await stripe.disputes.list({ charge: forgotten })).data;
	expect([late?.status, late?.evidence_details.past_due]).toEqual(["lost", true]);
	expect((await running.post(`dispute/${decided}`, { outcome: "win" })).status).toBe(409);
	expect((await running.post("dispute/ch_none", { outcome: "open" })).status).toBe(404);
	expect((await running.post(`dispute/${given}`, { outcome: "explode" })).status).toBe(400);
});

it("may come after a refund, and then takes the money a second time", async () => {
	const { stripe } = running;
	const charge = await charged();
	await stripe.refunds.create({ charge });
	const { body } = await running.post(`dispute/${charge}`, { outcome: "lose" });
	expect(body.amount).toBe(10_000);
	expect(await total()).toBe(9640 - 10_000 - 11_300);
});

it("warns of fraud early", async () => {
	const { stripe } = running;
	const charge = await charged();
	const { body } = await running.post(`fraud-warning/${charge}`);
	expect(body).toMatchObject({ object: "radar.early_fraud_warning", charge, actionable: true });
	expect((await stripe.radar.earlyFraudWarnings.retrieve(body.id)).fraud_type).toBe("made_with_stolen_card");
	expect((await stripe.radar.earlyFraudWarnings.list({ charge })).data).toHaveLength(1);
	expect(await eventTypes(stripe)).toContain("radar.early_fraud_warning.created");
});
