import { notFound } from "~/platform/errors";
import { getFile } from "~/platform/storage/storage.server";
import type { Ctx } from "../access/ctx.server";
import { listChanges } from "../audit/list-changes.server";
import { jstDayString } from "../calendar/fiscal-year";
import { overseenInstitution } from "../institutions/overseen-institution.server";
import type { LegalForm } from "../institutions/tax-note";
import { issuerFacts, issuerRevision } from "./issuer-facts";
import { formatReceiptNumber, type NumberYear, numberFormatRefusal, registerYearOf } from "./receipt-number";

/** The receipt settings of an institution with all its page shows. @throws AppError institution_not_found, forbidden */
export async function getReceiptIssuer(ctx: Ctx, slug: string) {
	const institution = await overseenInstitution(ctx, slug, "changeReceipts");
	const issuer = await ctx.db.receiptIssuer.findUnique({
		where: { institutionId: institution.id },
		include: { certificates: { orderBy: { validTo: "desc" } } },
	});
	const funds = await ctx.db.fund.findMany({
		where: { institutionId: institution.id, status: "open" },
		select: {
			slug: true,
			nameJa: true,
			nameEn: true,
			taxTreatment: true,
			taxCreditEligible: true,
			receiptIssuerId: true,
		},
		orderBy: { slug: "asc" },
	});
	return {
		institution: { ...institution, legalForm: institution.legalForm as LegalForm },
		facts: issuer ? issuerFacts(issuer) : null,
		revision: issuerRevision(issuer),
		hasSeal: issuer?.sealKey != null,
		certificates: issuer?.certificates ?? [],
		funds,
		nextNumber: issuer ? await nextNumber(ctx, issuer) : null,
		changes: await listChanges(ctx, { subject: { type: "receipt_issuer", id: institution.id } }),
	};
}

/** How the next receipt would be numbered if it were issued today; null when the format does not hold. */
async function nextNumber(ctx: Ctx, issuer: { institutionId: string; numberFormat: string; numberYear: string }) {
	const numberYear = issuer.numberYear as NumberYear;
	if (numberFormatRefusal(issuer.numberFormat, numberYear) !== null) return null;
	const issuedOn = jstDayString(ctx.now);
	const register = await ctx.db.receiptRegister.findFirst({
		where: { issuerId: issuer.institutionId, year: registerYearOf(issuedOn, numberYear) },
	});
	return formatReceiptNumber(issuer.numberFormat, (register?.lastNumber ?? 0) + 1, { issuedOn, numberYear });
}

/** The seal as it is printed. @throws AppError institution_not_found, forbidden, seal_not_found */
export async function readSeal(ctx: Ctx, slug: string): Promise<Uint8Array> {
	const { id } = await overseenInstitution(ctx, slug, "changeReceipts");
	const issuer = await ctx.db.receiptIssuer.findUnique({ where: { institutionId: id }, select: { sealKey: true } });
	if (!issuer?.sealKey) throw notFound("seal", id);
	return getFile(issuer.sealKey);
}
