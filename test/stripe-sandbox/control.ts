import { act, OUTCOMES } from "./act.ts";
import { waitingIntent } from "./billing/checkout.ts";
import { orderRenewals, setBilling } from "./billing/control.ts";
import { CARD_NUMBERS, type CardInput, isTestCard } from "./cards.ts";
import { moveAccount } from "./connect/control.ts";
import { dispute, fraudWarning } from "./disputes/control.ts";
import { movePayout, setSchedule } from "./payouts/control.ts";
import { endRefund } from "./refunds.ts";
import { idOf, NoSuchThing } from "./till.ts";
import { subscribe } from "./webhook-endpoints.ts";
import type { Kind } from "./wire.ts";
import type { World } from "./world.ts";

export class BadControl extends Error {
	constructor(
		readonly status: number,
		message: string,
	) {
		super(message);
	}
}

/** Answers `/_sandbox/*`: what tests do to the sandbox from outside Stripe's API. */
export function control(world: World, method: string, path: string, body: string, base: string): unknown {
	const [, , noun, id] = path.split("/");
	if (method === "GET" && noun === "state") return state(world);
	if (method !== "POST") throw new BadControl(405, "use POST");
	const input = jsonObject(body);
	switch (noun) {
		case "checkout":
			return checkout(world, base, id ?? "", input);
		case "clock":
			return moveClock(world, input);
		case "faults":
			try {
				return world.faults.set(input);
			} catch (error) {
				throw new BadControl(400, error instanceof Error ? error.message : String(error));
			}
		case "webhook":
			return webhook(world, input);
		case "renewals":
			return orderRenewals(world, id ?? "", input);
		case "billing":
			return setBilling(world, input);
		case "account":
			return moveAccount(world, id ?? "", input);
		case "dispute":
			return dispute(world, id ?? "", input);
		case "fraud-warning":
			return fraudWarning(world, id ?? "");
		case "payouts":
			return setSchedule(world, id, input);
		case "payout":
			return movePayout(world, id ?? "", input);
		case "refund":
			return refund(world, id ?? "", input);
		case "reset":
			world.reset(input.keepWebhookEndpoints === true);
			return { ok: true };
		default:
			throw new BadControl(404, `no control path ${path}`);
	}
}

function checkout(world: World, base: string, id: string, input: Record<string, unknown>): unknown {
	const outcome = OUTCOMES.find((name) => name === input.outcome);
	if (outcome === undefined) throw new BadControl(400, `outcome must be one of ${OUTCOMES.join(", ")}`);
	const { amountYen, email, name } = input;
	if (
		amountYen !== undefined &&
		(typeof amountYen !== "number" || !Number.isSafeInteger(amountYen) || amountYen <= 0)
	) {
		throw new BadControl(400, "amountYen must be a whole number above 0");
	}
	const person = {
		email: typeof email === "string" ? email : undefined,
		name: typeof name === "string" ? name : undefined,
	};
	const session = act(world, base, id, { outcome, amountYen, person, card: cardOf(input.card) });
	const intentId = idOf(session.payment_intent);
	const account = world.store.row("session", id)?.account ?? world.platform;
	const waiting = session.mode === "payment" ? null : waitingIntent({ tx: world.view(), account }, session);
	return {
		session,
		paymentIntent: intentId === null ? waiting : (world.store.get("payment_intent", account, intentId) ?? null),
	};
}

function cardOf(number: unknown): CardInput | undefined {
	if (number === undefined) return undefined;
	if (typeof number !== "string" || !isTestCard(number)) {
		throw new BadControl(400, `card must be one of ${CARD_NUMBERS.join(", ")}`);
	}
	return { number };
}

function moveClock(world: World, input: Record<string, unknown>): unknown {
	const { advanceSeconds, startAt } = input;
	if (startAt !== undefined) {
		const startMs = typeof startAt === "string" ? Date.parse(startAt) : Number.NaN;
		if (Number.isNaN(startMs)) throw new BadControl(400, "startAt must be an ISO date and time");
		if (startMs > Date.now()) throw new BadControl(400, "startAt must not be in the future");
		if (!world.isFresh) throw new BadControl(409, "startAt needs an empty sandbox; POST /_sandbox/reset first");
		world.clock.startAt(startMs);
	}
	if (advanceSeconds !== undefined) {
		if (typeof advanceSeconds !== "number" || !(advanceSeconds >= 0) || !Number.isFinite(advanceSeconds)) {
			throw new BadControl(400, "advanceSeconds must be a number, 0 or more");
		}
		world.clock.advance(advanceSeconds);
	}
	return { now: new Date(world.clock.nowMs()).toISOString() };
}

function webhook(world: World, { url, secret }: Record<string, unknown>): unknown {
	if (typeof url !== "string" || !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
		throw new BadControl(400, "url must be an http or https address");
	}
	if (typeof secret !== "string" || !secret.startsWith("whsec_")) {
		throw new BadControl(400, "secret must begin with whsec_");
	}
	return { endpoints: world.change((tx) => subscribe(tx, url, secret)).map(({ id }) => id) };
}

function refund(world: World, id: string, input: Record<string, unknown>): unknown {
	const outcome = input.status;
	if (outcome !== "succeeded" && outcome !== "failed") throw new BadControl(400, "status must be succeeded or failed");
	const row = world.store.row("refund", id);
	if (!row) throw new NoSuchThing(`no refund ${id}`);
	return world.change((tx) => endRefund(tx, world.clock, row.account, id, outcome));
}

const SHOWN = {
	sessions: "session",
	paymentIntents: "payment_intent",
	charges: "charge",
	refunds: "refund",
	balanceTransactions: "balance_transaction",
	customers: "customer",
	subscriptions: "subscription",
	invoices: "invoice",
	invoicePayments: "invoice_payment",
	paymentMethods: "payment_method",
	payouts: "payout",
	applicationFees: "application_fee",
	disputes: "dispute",
	earlyFraudWarnings: "early_fraud_warning",
	cashTransactions: "cash_transaction",
} as const satisfies Record<string, Kind>;

/** Everything that moved money, over all accounts, oldest first, each with its account. */
function state(world: World): unknown {
	const answer: Record<string, unknown> = {};
	const counts: Record<string, number> = { events: 0 };
	const accounts = world.store.accounts();
	for (const [name, kind] of Object.entries(SHOWN)) {
		const rows = accounts.flatMap((account) => world.store.rows(kind, account));
		counts[name] = rows.length;
		answer[name] = rows.map((row) => ({ account: row.account, ...world.store.read(row) }));
	}
	for (const account of accounts) counts.events = (counts.events ?? 0) + world.store.rows("event", account).length;
	return {
		now: new Date(world.clock.nowMs()).toISOString(),
		faults: world.faults.current,
		pendingDeliveries: world.deliveries.outstanding,
		counts,
		...answer,
	};
}

function jsonObject(body: string): Record<string, unknown> {
	if (body.trim() === "") return {};
	try {
		const value: unknown = JSON.parse(body);
		if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
	} catch {}
	throw new BadControl(400, "the body must be a JSON object");
}
