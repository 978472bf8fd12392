import { z } from "zod";
import { inTransaction } from "~/platform/db/transaction.server";
import { conflict, invalid, notFound } from "~/platform/errors";
import { getFile, putFile, sha256 } from "~/platform/storage/storage.server";
import { isUuid } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { overseenInstitution } from "../institutions/overseen-institution.server";
import { type CertificateFields, certificateSchema } from "./receipt-issuer.schema";

export const CERTIFICATE_MAX_BYTES = 3_000_000;

/**
 * Adds a certificate. Gifts of its days that waited for it are due from now on.
 * @param input.pdf  its scanned copy, which donors enclose
 * @throws AppError institution_not_found, forbidden, certificate_invalid, certificate_too_large, certificate_no_pdf,
 *   receipt_issuer_missing
 */
export async function addCertificate(
	ctx: Ctx,
	input: { institution: string; certificate: CertificateFields; pdf: Uint8Array | null },
): Promise<void> {
	const { id: issuerId } = await overseenInstitution(ctx, input.institution, "changeReceipts");
	const parsed = certificateSchema.safeParse(input.certificate);
	if (!parsed.success) throw invalid("certificate_invalid", z.prettifyError(parsed.error));
	const { validFrom, validTo, ...facts } = parsed.data;
	const fileKey = input.pdf === null ? null : await keepCopy(issuerId, input.pdf);
	await inTransaction(ctx, async (tx) => {
		if ((await tx.receiptIssuer.count({ where: { institutionId: issuerId } })) === 0) {
			throw conflict("receipt_issuer_missing", `institution ${issuerId} has no receipt settings`, {
				personKey: "receipts.issuerFirst",
			});
		}
		const made = await tx.receiptCertificate.create({
			data: {
				issuerId,
				...facts,
				validFrom: new Date(`${validFrom}T00:00:00Z`),
				validTo: new Date(`${validTo}T00:00:00Z`),
				fileKey,
				createdAt: ctx.now,
			},
		});
		await audit(tx, ctx, {
			action: "receipt_certificate.added",
			subject: { type: "receipt_issuer", id: issuerId },
			institutionId: issuerId,
			after: { certificateId: made.id, kind: facts.kind, number: facts.number, validFrom, validTo, fileKey },
		});
	});
}

/**
 * Takes away a certificate that was entered wrongly. Receipts already issued keep what they say of it.
 * @throws AppError institution_not_found, forbidden, certificate_not_found
 */
export async function removeCertificate(
	ctx: Ctx,
	input: { institution: string; certificateId: string },
): Promise<void> {
	const { id: issuerId } = await overseenInstitution(ctx, input.institution, "changeReceipts");
	if (!isUuid(input.certificateId)) throw notFound("certificate", input.certificateId);
	await inTransaction(ctx, async (tx) => {
		const where = { id: input.certificateId, issuerId };
		const found = await tx.receiptCertificate.findFirst({ where });
		if (!found) throw notFound("certificate", input.certificateId);
		await tx.receiptCertificate.deleteMany({ where });
		await audit(tx, ctx, {
			action: "receipt_certificate.removed",
			subject: { type: "receipt_issuer", id: issuerId },
			institutionId: issuerId,
			before: { certificateId: found.id, kind: found.kind, number: found.number, fileKey: found.fileKey },
		});
	});
}

/** The scanned copy of a certificate: no secret, it is what donors enclose. @throws AppError certificate_not_found */
export async function readCertificateFile(ctx: Ctx, certificateId: string): Promise<Uint8Array> {
	const found = isUuid(certificateId)
		? await ctx.db.receiptCertificate.findUnique({ where: { id: certificateId }, select: { fileKey: true } })
		: null;
	if (!found?.fileKey) throw notFound("certificate", certificateId);
	return getFile(found.fileKey);
}

async function keepCopy(issuerId: string, pdf: Uint8Array): Promise<string> {
	if (pdf.byteLength > CERTIFICATE_MAX_BYTES) {
		throw invalid("certificate_too_large", `certificate has ${pdf.byteLength} bytes`, {
			personKey: "fields.receipt.copyTooLarge",
		});
	}
	const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
	if (text.subarray(0, 5).toString("latin1") !== "%PDF-" || !text.subarray(-2048).includes("%%EOF")) {
		throw invalid("certificate_no_pdf", "the copy is no PDF", { personKey: "fields.receipt.copyNoPdf" });
	}
	const key = `certificates/${issuerId}/${sha256(pdf)}.pdf`;
	await putFile(key, pdf, { contentType: "application/pdf" });
	return key;
}
