import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import { holdsOf } from "./get-receipt-batch.server";
import { dayColumn } from "./gift-facts.server";
import { issuerSettings } from "./issuer-settings.server";

const LOOKED_AT = 500;
const SHOWN = 50;

/**
 * Gifts that should have a receipt by now and have none, with what stands against each: for the office to clear. Looks at
 * the oldest of an issuer that wait; gifts for an annual receipt are with their batch.
 */
export async function listHeldGifts(ctx: Ctx, issuerId: string) {
	await authorize(ctx, "read", "Receipt");
	const issuer = await issuerSettings(ctx.db, issuerId);
	if (!issuer?.enabled) return [];
	const day = Prisma.sql`g.${dayColumn(issuer)}`;
	const rows = await readRows(
		ctx,
		z.object({ id: z.uuid() }),
		(visible) => Prisma.sql`
		SELECT g.id FROM fund f JOIN gift g ON g.fund_id = f.id AND g.payment_status = 'received' AND NOT g.receipted AND ${day} IS NOT NULL
		WHERE f.receipt_issuer_id = ${issuerId}::uuid AND ${visible("gift", "g")}
			${issuer.startsOn === null ? Prisma.empty : Prisma.sql`AND ${day} >= ${issuer.startsOn}::date`}
		ORDER BY ${day}, g.id LIMIT ${LOOKED_AT}`,
	);
	const gifts = await holdsOf(
		ctx,
		issuer,
		rows.map(({ id }) => id),
	);
	return gifts
		.filter(({ gift, hold }) => gift.rhythm === "each" && hold !== null && hold !== "refunded")
		.slice(0, SHOWN);
}
