import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import type { SuppressionReason } from "./mail-care-kinds";

const stoppedRow = z.object({ addressKey: z.string() });
const donorRow = z.object({ id: z.uuid() });

export type StoppedAddress = {
	institutionId: string;
	/** folded */
	addressKey: string;
	reason: SuppressionReason;
	/** a status code, or what staff wrote; never the address */
	detail: string;
};

/**
 * An institution writes to an address no more, whoever uses it; what donors ask for themselves (a receipt, how to pay)
 * still goes. Told again, nothing changes.
 * @returns false when it was stopped already
 */
export async function stopAddress(
	tx: SqlTx,
	ctx: Pick<Ctx, "actor" | "now" | "requestId">,
	stopped: StoppedAddress,
): Promise<boolean> {
	const { institutionId, addressKey, reason } = stopped;
	const detail = stopped.detail.slice(0, 500);
	const rows = await queryRows(
		tx,
		stoppedRow,
		Prisma.sql`
		INSERT INTO mail_suppression AS s (institution_id, address_key, reason, detail, at)
		VALUES (${institutionId}::uuid, ${addressKey}, ${reason}, ${detail}, ${ctx.now})
		ON CONFLICT (institution_id, address_key) DO UPDATE
			SET reason = excluded.reason, detail = excluded.detail, at = excluded.at, lifted_at = NULL, lifted_by = NULL
			WHERE s.lifted_at IS NOT NULL
		RETURNING address_key AS "addressKey"`,
	);
	if (rows.length === 0) return false;
	await auditAddress(tx, ctx, { institutionId, addressKey, action: "mail_address.stopped", after: { reason } });
	return true;
}

/** An event for each donor of the address: it names nobody, and shows where the donor is looked after. */
export async function auditAddress(
	tx: SqlTx,
	ctx: Pick<Ctx, "actor" | "now" | "requestId">,
	change: {
		institutionId: string;
		addressKey: string;
		action: string;
		before?: Record<string, string>;
		after?: Record<string, string>;
	},
): Promise<void> {
	const { institutionId, addressKey, action, before, after } = change;
	const donors = await queryRows(
		tx,
		donorRow,
		Prisma.sql`SELECT id FROM donor WHERE email_key = ${addressKey} AND institution_id = ${institutionId}::uuid AND erased_at IS NULL
			ORDER BY id LIMIT 20`,
	);
	for (const { id } of donors) {
		await audit(tx, ctx, { action, subject: { type: "donor", id }, institutionId, before, after });
	}
	if (donors.length === 0) {
		await audit(tx, ctx, {
			action,
			subject: { type: "institution", id: institutionId },
			institutionId,
			before,
			after,
		});
	}
}
