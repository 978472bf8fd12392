import { listGifts } from "~/domain/gifts/list-gifts.server";
import { notFound } from "~/platform/errors";
import { answers, onlyGet } from "./answer.server";
import { ENDPOINTS } from "./endpoints";
import { giftAnswer } from "./gift-answer";

export const loader = answers(ENDPOINTS.gift, async (ctx, { id }) => {
	const { gifts } = await listGifts(ctx, { id, limit: 1 });
	const [gift] = gifts;
	if (!gift) throw notFound("gift", id);
	return giftAnswer(gift);
});

export const action = onlyGet;
