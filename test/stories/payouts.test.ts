import { expect, test } from "vitest";
import { jobContext } from "~/domain/access/ctx.server";
import { markArrivedPayouts } from "~/domain/payments/mark-arrived-payouts.server";
import { freshWorld } from "../factories/world";

const world = freshWorld();

async function schedule(interval: "manual" | "daily" | "weekly") {
	await fetch(`${world.sandboxUrl}/_sandbox/payouts`, {
		method: "POST",
		headers: { "Content-Type": "application/json" },
		body: JSON.stringify({ interval }),
	});
}

test("first look", async () => {
	await schedule("daily");
	const gift = await world.give({ email: "one@example.jp" });
	await world.pay(gift.sessionId, "succeed");
	await world.settle();
	await world.advance(7 * 86_400);
	await world.settle();
	console.log(await world.database.prisma.payout.findMany({ include: { shares: true, payments: true } }));
	await world.advance(12 * 86_400);
	await world.settle();
	console.log(await markArrivedPayouts(await jobContext("test")));
	console.log((await world.gift(gift.giftId)).arrivedOn);
	console.log(await world.brokenPromises());
});
