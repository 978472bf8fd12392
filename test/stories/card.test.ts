import { expect, test } from "vitest";
import { jobContext } from "~/domain/access/ctx.server";
import { printLedger } from "~/domain/ledger/print-ledger.server";
import { freshWorld } from "../factories/world";

const world = freshWorld();

test("a gift of ¥10,000 by card", async () => {
	const gift = await world.give();
	await world.pay(gift.sessionId, "succeed");
	await world.settle();
	const row = await world.database.prisma.gift.findUniqueOrThrow({ where: { id: gift.giftId } });
	expect(row.paymentStatus).toBe("received");
	expect(await printLedger(await jobContext("test"), { giftId: gift.giftId })).toMatchInlineSnapshot(`
		"| kind          | account        | amountYen | purpose     | day        | year |
		| gift_received | stripe_balance |    10,000 |             | 2026-11-22 | 2026 |
		| gift_received | gift_income    |   -10,000 | nanolsi-gen | 2026-11-22 | 2026 |
		| processor_fee | processor_fee  |       360 | nanolsi-gen | 2026-11-22 | 2026 |
		| processor_fee | stripe_balance |      -360 |             | 2026-11-22 | 2026 |"
	`);
});
