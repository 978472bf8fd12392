import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type Tx } from "~/platform/db/transaction.server";
import { conflict } from "~/platform/errors";
import { newId } from "~/platform/new-id";
import type { DonorCtx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import type { RequestKind } from "./request.schema";

type NewRequest = {
	kind: RequestKind;
	donorId: string;
	institutionId: string;
	giftId?: string;
	receiptId?: string;
	amountYen?: bigint;
	reason: string;
};

/**
 * Writes a donor's request, once while one of its kind for the same thing is open.
 * @throws AppError request_open_already
 */
export async function insertRequest(tx: Tx, ctx: DonorCtx, request: NewRequest): Promise<string> {
	const { kind, donorId, institutionId, giftId = null, receiptId = null, amountYen = null, reason } = request;
	const [made] = await queryRows(
		tx,
		z.object({ id: z.uuid() }),
		Prisma.sql`
		INSERT INTO donor_request (id, donor_id, institution_id, kind, gift_id, receipt_id, amount_yen, reason, status, created_at)
		VALUES (${newId()}::uuid, ${donorId}::uuid, ${institutionId}::uuid, ${kind}, ${giftId}::uuid, ${receiptId}::uuid,
			${amountYen}, ${reason}, 'open', ${ctx.now})
		ON CONFLICT DO NOTHING RETURNING id`,
	);
	if (!made) {
		throw conflict("request_open_already", `donor ${donorId} has asked for this already`, {
			personKey: "portal.askedAlready",
		});
	}
	await audit(tx, ctx, {
		action: `donor_request.${kind}`,
		subject: { type: "donor_request", id: made.id },
		institutionId,
		after: { donorId, giftId, receiptId, amountYen: amountYen?.toString() ?? null },
	});
	return made.id;
}
