import { z } from "zod";
import { Prisma } from "~/platform/db/client.server.ts";
import type { Ctx } from "../access/ctx.server.ts";
import { readPublicFigures } from "../access/read-rows.server.ts";

const displayedRow = z.object({
	id: z.string(),
	display_name: z.string().nullable(),
	message: z.string(),
	given_on: z.string(),
});

/** A gift whose donor agreed to be shown, and whose words staff approved. Its amount is never shown. */
export interface DisplayedGift {
	id: string;
	/** null: the donor stays anonymous */
	displayName: string | null;
	message: string;
	/** YYYY-MM-DD */
	givenOn: string;
}

const SHOWN = 12;

/** The latest approved ones of a hub. A gift that went back in full is no longer shown. */
export async function listRecentDisplayedGifts(_ctx: Ctx, hubId: string): Promise<DisplayedGift[]> {
	const rows = await readPublicFigures(
		displayedRow,
		"names and messages whose donors agreed and which staff approved for display",
		Prisma.sql`
			SELECT g.id::text AS id,
				CASE WHEN g.anonymous OR g.display_name = '' THEN NULL ELSE g.display_name END AS display_name,
				g.message,
				g.given_on::text AS given_on
			FROM gift g
			JOIN hub h ON h.id = g.hub_id AND h.published
			WHERE g.hub_id = ${hubId}::uuid AND g.display_status = 'approved' AND g.given_on IS NOT NULL
				AND g.payment_status = 'received'
				AND g.amount_yen > (
					SELECT coalesce(sum(r.amount_yen), 0) FROM allocation a JOIN refund r ON r.payment_id = a.payment_id
					WHERE a.gift_id = g.id AND r.status IN ('sent', 'succeeded'))
			ORDER BY g.given_on DESC, g.id DESC
			LIMIT ${SHOWN}`,
	);
	return rows.map((row) => ({
		id: row.id,
		displayName: row.display_name,
		message: row.message,
		givenOn: row.given_on,
	}));
}
