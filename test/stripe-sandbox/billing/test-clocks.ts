import type Stripe from "stripe";
import { invalid } from "../api-error.ts";
import { type Call, found, list, named, pathId, read } from "../call.ts";
import { newId } from "../ids.ts";
import { integer, need, paging, paramsOf, text } from "../params.ts";
import { expandable } from "../shapes.ts";

type TestClock = Stripe.TestHelpers.TestClock;

const LIFE_SECONDS = 30 * 24 * 60 * 60;

const createParams = paramsOf<Stripe.TestHelpers.TestClockCreateParams>()({
	customer: text(),
	frozen_time: need(integer(0)),
	name: text(300),
	...expandable,
});
const advanceParams = paramsOf<Stripe.TestHelpers.TestClockAdvanceParams>()({
	frozen_time: need(integer(0)),
	...expandable,
});
const listParams = paramsOf<Stripe.TestHelpers.TestClockListParams>()(paging);

/**
 * Test clocks all show the one clock of the sandbox, which goes on ticking: advancing any of them advances everything.
 * None can therefore begin in the past of what exists.
 */
export function createClock(call: Call): TestClock {
	const input = read(call, createParams);
	const customer = input.customer === undefined ? null : named(call, "customer", input.customer, "customer");
	if (input.frozen_time < call.tx.now)
		throw invalid("frozen_time must not be before the sandbox's own time.", { param: "frozen_time" });
	const clock: TestClock = {
		id: newId("clock_1"),
		object: "test_helpers.test_clock",
		created: call.tx.now,
		deletes_after: input.frozen_time + LIFE_SECONDS,
		frozen_time: input.frozen_time,
		livemode: false,
		name: input.name ?? null,
		status: "ready",
		status_details: {},
	};
	call.tx.put("test_clock", call.account, clock);
	call.tx.emit("test_helpers.test_clock.created", call.account, clock);
	if (customer && !customer.deleted) {
		customer.test_clock = clock.id;
		call.tx.put("customer", call.account, customer);
	}
	moveTo(call, clock, input.frozen_time);
	return clock;
}

function moveTo({ tx, world, account }: Call, clock: TestClock, moment: number): void {
	const seconds = moment - tx.nowMs / 1000;
	if (seconds <= 0) return;
	tx.afterCommit.push(() => {
		world.clock.advance(seconds);
		world.change((after) => {
			const moved = after.get("test_clock", account, clock.id);
			if (!moved) return;
			moved.status = "ready";
			moved.status_details = {};
			after.put("test_clock", account, moved);
			after.emit("test_helpers.test_clock.ready", account, moved);
		});
	});
}

export const retrieveClock = (call: Call): TestClock => found(call, "test_clock", pathId(call), "test_clock");

export const listClocks = (call: Call) => {
	const { limit, starting_after, ending_before } = read(call, listParams);
	return list(call, "test_clock", "/v1/test_helpers/test_clocks", { limit, starting_after, ending_before });
};

/** The answer still says `advancing`, as at Stripe; asked again, everything that fell due has happened. */
export function advanceClock(call: Call): TestClock {
	const clock = retrieveClock(call);
	const input = read(call, advanceParams);
	if (input.frozen_time <= call.tx.now)
		throw invalid("frozen_time must be after the current time of the clock.", { param: "frozen_time" });
	clock.frozen_time = input.frozen_time;
	clock.status = "advancing";
	clock.status_details = { advancing: { target_frozen_time: input.frozen_time } };
	call.tx.put("test_clock", call.account, clock);
	call.tx.emit("test_helpers.test_clock.advancing", call.account, clock);
	moveTo(call, clock, input.frozen_time);
	return clock;
}

/** The customers that were on it stay: only the clock goes. */
export function deleteClock(call: Call): Stripe.TestHelpers.DeletedTestClock {
	const clock = retrieveClock(call);
	call.tx.remove("test_clock", clock.id);
	call.tx.emit("test_helpers.test_clock.deleted", call.account, clock);
	return { id: clock.id, object: "test_helpers.test_clock", deleted: true };
}
