import { cleanPng } from "~/documents";
import { inTransaction } from "~/platform/db/transaction.server";
import { conflict, invalid } from "~/platform/errors";
import { putFile, sha256 } from "~/platform/storage/storage.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { overseenInstitution } from "../institutions/overseen-institution.server";

export const SEAL_MAX_BYTES = 300_000;

/**
 * Sets the image of the seal printed on receipts, or takes it away. The file is read as a picture and written anew, so
 * that nothing but the picture is kept; earlier seals stay for the receipts that bear them.
 * @param input.png  the file as it was sent; null prints no seal from now on
 * @throws AppError institution_not_found, forbidden, receipt_issuer_missing, seal_too_large, seal_no_png
 */
export async function changeSeal(ctx: Ctx, input: { institution: string; png: Uint8Array | null }): Promise<void> {
	const { id } = await overseenInstitution(ctx, input.institution, "changeReceipts");
	const sealKey = input.png === null ? null : await keepSeal(id, input.png);
	await inTransaction(ctx, async (tx) => {
		const before = await tx.receiptIssuer.findUnique({ where: { institutionId: id }, select: { sealKey: true } });
		if (!before) {
			throw conflict("receipt_issuer_missing", `institution ${id} has no receipt settings`, {
				personKey: "receipts.issuerFirst",
			});
		}
		if (before.sealKey === sealKey) return;
		await tx.receiptIssuer.update({ where: { institutionId: id }, data: { sealKey } });
		await audit(tx, ctx, {
			action: "receipt_issuer.seal_changed",
			subject: { type: "receipt_issuer", id },
			institutionId: id,
			before: { sealKey: before.sealKey },
			after: { sealKey },
		});
	});
}

async function keepSeal(institutionId: string, png: Uint8Array): Promise<string> {
	if (png.byteLength > SEAL_MAX_BYTES) {
		throw invalid("seal_too_large", `seal has ${png.byteLength} bytes`, { personKey: "fields.receipt.sealTooLarge" });
	}
	let clean: Uint8Array;
	try {
		clean = cleanPng(png);
	} catch (cause) {
		throw invalid("seal_no_png", "seal is no PNG that can be printed", {
			personKey: "fields.receipt.sealNoPng",
			cause,
		});
	}
	const key = `seals/${institutionId}/${sha256(clean)}.png`;
	await putFile(key, clean, { contentType: "image/png" });
	return key;
}
