import { randomUUID } from "node:crypto";
import { inTransaction } from "~/platform/db/transaction.server";
import { notFound } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { REPORT_CONSENT_VERSION, REPORT_CONSENT_WORDING } from "../gifts/consent-wording";

/**
 * Gives or takes back the consent to reports by mail at one institution. Giving writes a row with the words as they were
 * read; withdrawing ends every row that is open. Said twice, it is written once.
 * @throws AppError donor_not_found
 */
export async function changeReportConsent(ctx: Ctx, input: { donorId: string; given: boolean }): Promise<void> {
	const { donorId, given } = input;
	await authorize(ctx, "change", { type: "Donor", id: donorId });
	await inTransaction(ctx, async (tx) => {
		await tx.$executeRaw`SELECT 1 FROM donor WHERE id = ${donorId}::uuid FOR UPDATE`;
		const donor = await tx.donor.findUnique({ where: { id: donorId, erasedAt: null } });
		if (!donor) throw notFound("donor", donorId);
		const which = { donorId, purpose: "reports", channel: "email" };
		const open = await tx.consent.count({ where: { ...which, withdrawnAt: null } });
		if (given === open > 0) return;
		if (given) {
			await tx.consent.create({
				data: {
					...which,
					wordingVersion: REPORT_CONSENT_VERSION,
					wording: REPORT_CONSENT_WORDING[ctx.lang],
					lang: ctx.lang,
					source: `portal:${randomUUID()}`,
					givenAt: ctx.now,
				},
			});
		} else {
			await tx.consent.updateMany({ where: { ...which, withdrawnAt: null }, data: { withdrawnAt: ctx.now } });
		}
		await audit(tx, ctx, {
			action: given ? "consent.given" : "consent.withdrawn",
			subject: { type: "donor", id: donorId },
			institutionId: donor.institutionId,
			after: { purpose: "reports", channel: "email", wordingVersion: REPORT_CONSENT_VERSION },
		});
	});
}
