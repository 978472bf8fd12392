import type { GiftPaymentState } from "~/domain/gifts/gift-payment.status";
import { listGifts } from "~/domain/gifts/list-gifts.server";
import { findHubFacts } from "~/domain/hubs/list-hub-facts.server";
import { notFound } from "~/platform/errors";
import { answers, onlyGet } from "./answer.server";
import { ENDPOINTS } from "./endpoints";
import { giftAnswer } from "./gift-answer";

export const loader = answers(ENDPOINTS.gifts, async (ctx, { hub, status, cursor, limit }) => {
	const hubId = hub === undefined ? undefined : (await findHubFacts(ctx, hub))?.id;
	if (hub !== undefined && hubId === undefined) throw notFound("hub", hub);
	const page = await listGifts(ctx, { hubId, status: status as GiftPaymentState | undefined, cursor, limit });
	return { data: page.gifts.map(giftAnswer), nextCursor: page.nextCursor };
});

export const action = onlyGet;
