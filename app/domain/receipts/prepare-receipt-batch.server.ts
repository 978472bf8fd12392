import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRows } from "~/platform/db/transaction.server";
import { conflict, forbidden, invalid } from "~/platform/errors";
import { newId } from "~/platform/new-id";
import { enqueue } from "~/platform/queue.server";
import { actorId } from "../access/actor";
import { mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { taxYearOf } from "../calendar/fiscal-year";
import { issuerSettings } from "./issuer-settings.server";

const FIRST_YEAR = 2000;

/**
 * Begins the annual issue of an issuer for a tax year that is over. A job writes the receipts without numbers; they can
 * then be looked at, withdrawn or issued.
 * @throws AppError forbidden, receipt_year_not_over, receipt_issuer_off, receipt_batch_open
 */
export async function prepareReceiptBatch(
	ctx: Ctx,
	input: { issuerId: string; taxYear: number },
): Promise<{ batchId: string }> {
	const { issuerId, taxYear } = input;
	if (!mayDo(ctx, "issue", "ReceiptBatch", { issuerId })) throw forbidden(`issue ReceiptBatch of ${issuerId}`);
	if (!Number.isInteger(taxYear) || taxYear < FIRST_YEAR || taxYear >= taxYearOf(ctx.now)) {
		throw invalid("receipt_year_not_over", `tax year ${taxYear} is not over`, { personKey: "receipts.yearNotOver" });
	}
	return inTransaction(ctx, async (tx) => {
		const issuer = await issuerSettings(tx, issuerId);
		if (!issuer?.enabled) {
			throw conflict("receipt_issuer_off", `institution ${issuerId} issues no receipts`, {
				personKey: "receipts.issuerOff",
			});
		}
		const batchId = newId();
		const made = await queryRows(
			tx,
			z.object({ id: z.uuid() }),
			Prisma.sql`
			INSERT INTO receipt_batch (id, issuer_id, tax_year, status, prepared_by, created_at)
			VALUES (${batchId}::uuid, ${issuerId}::uuid, ${taxYear}, 'preparing', ${actorId(ctx.actor)}, ${ctx.now})
			ON CONFLICT DO NOTHING RETURNING id`,
		);
		if (made.length === 0) {
			throw conflict("receipt_batch_open", `institution ${issuerId} has an open batch of ${taxYear}`, {
				personKey: "receipts.batchOpen",
			});
		}
		await audit(tx, ctx, {
			action: "receipt_batch.prepared",
			subject: { type: "receipt_batch", id: batchId },
			institutionId: issuerId,
			after: { taxYear },
		});
		await enqueue(tx, "fillReceiptBatch", { batchId }, { jobKey: `fill-receipt-batch:${batchId}` });
		return { batchId };
	});
}
