import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRow, type Tx } from "~/platform/db/transaction.server";
import { conflict, notFound } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { endSessionsOf } from "../access/donor-session.server";
import { audit } from "../audit/audit.server";
import { eraseAuditValues } from "../audit/erase-audit-values.server";
import { blankGiftsOf } from "../gifts/blank-gifts.server";
import { blankMailCareOf } from "../mail-care/blank-mail-care.server";
import { blankMailsOf } from "../mails/blank-mails.server";
import { blankOpportunitiesOf } from "../opportunities/blank-opportunities.server";
import { blankPledgesOf } from "../pledges/blank-pledges.server";
import { forgetPortalLinks } from "../portal/forget-portal-links.server";
import { isBlocked, listErasureBlockers } from "./list-erasure-blockers.server";

const keptRow = z.object({ gifts: z.number(), receipts: z.number(), payments: z.number(), ledgerEntries: z.number() });

/** What stays, counted: it is said to the donor and kept in the audit trail. */
export type KeptRecords = z.output<typeof keptRow>;

/**
 * Forgets a donor as far as accounting law lets the institution. Blanked: everything on the donor; notes, consents'
 * validity, display names and messages, mail addresses and telephone numbers on gifts, gifts nobody paid, addresses of
 * mails, personal values of the audit trail (its digests stay, so the chain can still be checked). Kept: gifts with money,
 * with the name and address a receipt needs; receipts and their files; payments and the ledger, which nothing here touches.
 * @throws AppError forbidden, donor_not_found, donor_erasure_blocked
 */
export async function eraseDonor(ctx: Ctx, input: { donorId: string }): Promise<KeptRecords> {
	const { donorId } = input;
	await authorize(ctx, "erase", { type: "Donor", id: donorId });
	return inTransaction(ctx, async (tx) => {
		await tx.$executeRaw`SELECT 1 FROM donor WHERE id = ${donorId}::uuid FOR UPDATE`;
		const donor = await tx.donor.findUnique({ where: { id: donorId, erasedAt: null } });
		if (!donor) throw notFound("donor", donorId);
		if (isBlocked(await listErasureBlockers(tx, donorId))) {
			throw conflict("donor_erasure_blocked", `donor ${donorId} has plans, refunds or payments under way`, {
				personKey: "portal.erasureBlocked",
			});
		}
		await blankGiftsOf(tx, donorId, ctx.now);
		await blankPledgesOf(tx, donorId, ctx.now);
		await blankOpportunitiesOf(tx, donorId, ctx.now);
		await blankDonor(tx, donorId, ctx.now);
		const { emailKey } = donor;
		const isLast = (await tx.donor.count({ where: { emailKey, erasedAt: null } })) === 0;
		await blankMailCareOf(tx, { donorId, institutionId: donor.institutionId, emailKey, now: ctx.now });
		await blankMailsOf(tx, { donorId, emailKey: isLast ? emailKey : null });
		if (isLast) {
			await endSessionsOf(tx, { emailKey, now: ctx.now });
			await forgetPortalLinks(tx, emailKey);
		}
		await eraseAuditValues(tx, donorId);
		const kept = await countKept(tx, donorId);
		await audit(tx, ctx, {
			action: "donor.erased",
			subject: { type: "donor", id: donorId },
			institutionId: donor.institutionId,
			after: { kept },
		});
		return kept;
	});
}

async function blankDonor(tx: Tx, donorId: string, now: Date): Promise<void> {
	await tx.donor.update({
		where: { id: donorId },
		data: {
			familyName: "",
			givenName: "",
			familyNameKana: "",
			givenNameKana: "",
			companyName: "",
			companyNameKana: "",
			corporateNumber: null,
			department: "",
			contactName: "",
			email: "",
			phone: "",
			postalCode: "",
			prefecture: "",
			city: "",
			addressLine: "",
			searchKey: "",
			searchGrams: [],
			identityKey: `erased:${donorId}`,
			erasedAt: now,
			updatedAt: now,
		},
	});
	await tx.relationship.updateMany({ where: { donorId }, data: { notes: "", officerId: null } });
	await tx.consent.updateMany({ where: { donorId, withdrawnAt: null }, data: { withdrawnAt: now } });
	await tx.consent.updateMany({ where: { donorId }, data: { note: "" } });
	await tx.possibleDuplicate.deleteMany({ where: { OR: [{ donorId }, { otherDonorId: donorId }] } });
	await tx.donorRequest.updateMany({ where: { donorId }, data: { reason: "" } });
}

function countKept(tx: Tx, donorId: string): Promise<KeptRecords> {
	return queryRow(
		tx,
		keptRow,
		Prisma.sql`
		WITH own AS (SELECT id FROM gift WHERE donor_id = ${donorId}::uuid),
		paid AS (SELECT DISTINCT a.payment_id AS id FROM allocation a JOIN own ON own.id = a.gift_id),
		causes AS (
			SELECT 'payment' AS type, id::text AS id FROM paid
			UNION ALL SELECT 'refund', r.id::text FROM refund r JOIN paid ON paid.id = r.payment_id
			UNION ALL SELECT 'dispute', d.id::text FROM dispute d JOIN paid ON paid.id = d.payment_id
		)
		SELECT (SELECT count(DISTINCT a.gift_id) FROM allocation a JOIN own ON own.id = a.gift_id)::int AS "gifts",
			(SELECT count(*) FROM receipt WHERE donor_id = ${donorId}::uuid AND status <> 'prepared')::int AS "receipts",
			(SELECT count(*) FROM paid)::int AS "payments",
			(SELECT count(*) FROM causes c JOIN ledger_transaction lt ON lt.cause_type = c.type AND lt.cause_id = c.id
				JOIN ledger_entry e ON e.transaction_id = lt.id)::int AS "ledgerEntries"`,
	);
}
