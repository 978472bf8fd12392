import { z } from "zod";
import type { Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import { Prisma } from "~/platform/db/client.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import type { RecipientFacts } from "./recipient-facts.server";

const row = z.object({ giftId: z.uuid(), status: z.enum(["prepared", "issued"]) });

/** Gifts with a receipt that holds, issued or on its way; a gift that is not in the answer has none. */
export async function readReceiptStates(
	ctx: Ctx,
	giftIds: readonly string[],
): Promise<Map<string, "prepared" | "issued">> {
	if (giftIds.length === 0) return new Map();
	const rows = await readRows(
		ctx,
		row,
		(visible) => Prisma.sql`
		SELECT rg.gift_id AS "giftId", r.status FROM receipt_gift rg JOIN receipt r ON r.id = rg.receipt_id
		JOIN gift g ON g.id = rg.gift_id
		WHERE rg.gift_id = ANY(${[...giftIds]}::uuid[]) AND rg.active AND r.status IN ('prepared', 'issued') AND ${visible("gift", "g")}`,
	);
	return new Map(rows.map(({ giftId, status }) => [giftId, status]));
}

/** In the words of a statement, in the order of the donor's gifts. */
export function receiptWords(
	facts: Pick<RecipientFacts, "gifts">,
	states: ReadonlyMap<string, "prepared" | "issued">,
	lang: Lang,
): string[] {
	const t = getT(lang, "document");
	return facts.gifts.map(({ giftId }) => {
		const state = states.get(giftId);
		return t(`report.receipt.${state === "issued" ? "issued" : state === "prepared" ? "onWay" : "none"}`);
	});
}
