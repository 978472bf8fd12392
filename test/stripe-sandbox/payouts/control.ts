import type Stripe from "stripe";
import { BadInput } from "../bad-input.ts";
import { NoSuchThing, WrongState } from "../till.ts";
import { PLATFORM_ACCOUNT } from "../wire.ts";
import type { World } from "../world.ts";
import { failPayout, landPayout, sendPayout } from "./bank.ts";
import { keepSchedule, type PayoutSchedule, scheduleOf } from "./schedule.ts";

type Input = Record<string, unknown>;

const wholeFrom = (name: string, value: unknown, min: number, max: number): number => {
	if (typeof value !== "number" || !Number.isInteger(value) || value < min || value > max)
		throw new BadInput(`${name} must be a whole number from ${min} to ${max}`);
	return value;
};

/** `POST /_sandbox/payouts/{account}`: when its balance is paid out. Without an account it is the platform's. */
export function setSchedule(world: World, account: string | undefined, input: Input): PayoutSchedule {
	const name = account ?? PLATFORM_ACCOUNT;
	if (!/^acct_[A-Za-z0-9]{3,}$/.test(name)) throw new BadInput(`${name} is not an account`);
	const interval = (["manual", "daily", "weekly", "monthly"] as const).find((one) => one === input.interval);
	if (!interval) throw new BadInput("interval must be manual, daily, weekly or monthly");
	const next = { ...scheduleOf(world.store, name), interval };
	if (input.weekday !== undefined) next.weekday = wholeFrom("weekday", input.weekday, 1, 7);
	if (input.monthDay !== undefined) next.monthDay = wholeFrom("monthDay", input.monthDay, 1, 31);
	return world.change((tx) => keepSchedule({ tx, clock: world.clock, account: name }, next));
}

const MOVES = { in_transit: sendPayout, paid: landPayout, failed: failPayout };

/** `POST /_sandbox/payout/{payout}`: what the bank does with it now. */
export function movePayout(world: World, id: string, { status }: Input): Stripe.Payout {
	const row = world.store.row("payout", id);
	if (!row) throw new NoSuchThing(`no payout ${id}`);
	const known = (["in_transit", "paid", "failed"] as const).find((one) => one === status);
	if (!known) throw new BadInput("status must be in_transit, paid or failed");
	return world.change((tx) => {
		const payout = tx.get("payout", row.account, id);
		if (!payout) throw new WrongState(`no payout ${id}`);
		return MOVES[known]({ tx, clock: world.clock, account: row.account }, payout);
	});
}
