import { enterGiftSchema } from "~/domain/gifts/enter-gift.schema";
import { enterGift } from "~/domain/gifts/enter-gift.server";
import type { GiftPaymentState } from "~/domain/gifts/gift-payment.status";
import { listGifts } from "~/domain/gifts/list-gifts.server";
import { findHubFacts } from "~/domain/hubs/list-hub-facts.server";
import { notFound } from "~/platform/errors";
import { accepts, checkedInput } from "./accept.server";
import { answers } from "./answer.server";
import { ENDPOINTS } from "./endpoints";
import { giftAnswer } from "./gift-answer";
import { POSTS } from "./post-endpoints";

export const loader = answers(ENDPOINTS.gifts, async (ctx, { hub, status, cursor, limit }) => {
	const hubId = hub === undefined ? undefined : (await findHubFacts(ctx, hub))?.id;
	if (hub !== undefined && hubId === undefined) throw notFound("hub", hub);
	const page = await listGifts(ctx, { hubId, status: status as GiftPaymentState | undefined, cursor, limit });
	return { data: page.gifts.map(giftAnswer), nextCursor: page.nextCursor };
});

export const action = accepts(
	POSTS.enterGift,
	async (ctx, { body }) => {
		const { donor, ...rest } = body;
		const entered = await enterGift(ctx, checkedInput(enterGiftSchema(ctx.now), { ...donor, ...rest }));
		return { id: entered.giftId, donorId: entered.donorId };
	},
	"GET, HEAD",
);
