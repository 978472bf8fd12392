import type Stripe from "stripe";
import { BadInput } from "../bad-input.ts";
import { NoSuchThing, WrongState } from "../till.ts";
import type { World } from "../world.ts";
import { closeDispute, isOpen, openDispute, warnOfFraud } from "./chargeback.ts";

const REASONS = [
	"fraudulent",
	"general",
	"duplicate",
	"credit_not_processed",
	"product_not_received",
	"product_unacceptable",
	"subscription_canceled",
	"unrecognized",
];

/** `POST /_sandbox/dispute/{charge}`: opens a dispute, or opens it where needed and decides it. */
export function dispute(world: World, chargeId: string, input: Record<string, unknown>): Stripe.Dispute {
	const { outcome, amountYen, reason = "fraudulent", returnFee } = input;
	if (outcome !== "open" && outcome !== "win" && outcome !== "lose")
		throw new BadInput("outcome must be open, win or lose");
	if (typeof reason !== "string" || !REASONS.includes(reason))
		throw new BadInput(`reason must be one of ${REASONS.join(", ")}`);
	if (amountYen !== undefined && (typeof amountYen !== "number" || !Number.isSafeInteger(amountYen) || amountYen <= 0))
		throw new BadInput("amountYen must be a whole number above 0");
	const { account } = chargeRow(world, chargeId);
	const known = world.store
		.rows("dispute", account, "charge", chargeId)
		.map((row) => world.store.read<"dispute">(row))
		.find(isOpen);
	return world.change((tx) => {
		const desk = { tx, clock: world.clock, account };
		const opened = known && tx.get("dispute", account, known.id);
		if (opened && outcome === "open") throw new WrongState(`charge ${chargeId} is disputed already`);
		const taken = opened ?? openDispute(desk, chargeId, { amountYen, reason });
		if (outcome === "open") return taken;
		return closeDispute(desk, taken, outcome === "win" ? "won" : "lost", returnFee === true);
	});
}

/** `POST /_sandbox/fraud-warning/{charge}`: the card's network suspects it. */
export function fraudWarning(world: World, chargeId: string): Stripe.Radar.EarlyFraudWarning {
	const { account } = chargeRow(world, chargeId);
	return world.change((tx) => warnOfFraud({ tx, clock: world.clock, account }, chargeId));
}

function chargeRow(world: World, id: string) {
	const row = world.store.row("charge", id);
	if (!row) throw new NoSuchThing(`no charge ${id}`);
	return row;
}
