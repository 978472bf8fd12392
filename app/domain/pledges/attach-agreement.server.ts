import { inTransaction } from "~/platform/db/transaction.server";
import { invalid, notFound } from "~/platform/errors";
import { isPdf } from "~/platform/storage/is-pdf";
import { getFile, putFile, sha256 } from "~/platform/storage/storage.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { storedText } from "../names/fold-name";
import { lockPledge } from "./lock-pledge.server";
import { PLEDGE_MAX } from "./pledge-reason";

export const AGREEMENT_MAX_BYTES = 10 * 2 ** 20;

const KINDS = [
	{ ending: "pdf", contentType: "application/pdf", is: isPdf },
	{ ending: "png", contentType: "image/png", is: beginsWith([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
	{ ending: "jpg", contentType: "image/jpeg", is: beginsWith([0xff, 0xd8, 0xff]) },
] as const;

/**
 * Keeps the signed agreement of a pledge as it was uploaded: a PDF, or a photograph of the paper. A later one takes its
 * place on the page; the file before stays in the store under its own hash.
 * @throws AppError pledge_not_found, agreement_wrong_kind, agreement_too_large (400), forbidden
 */
export async function attachAgreement(
	ctx: Ctx,
	input: { pledgeId: string; fileName: string; bytes: Uint8Array },
): Promise<void> {
	const { pledgeId, bytes } = input;
	await authorize(ctx, "change", { type: "Pledge", id: pledgeId });
	if (bytes.byteLength > AGREEMENT_MAX_BYTES) {
		throw invalid("agreement_too_large", `agreement of ${bytes.byteLength} bytes`, {
			personKey: "pledges.agreementTooLarge",
			params: { field: "agreement", max: AGREEMENT_MAX_BYTES / 2 ** 20 },
		});
	}
	const kind = KINDS.find(({ is }) => is(bytes));
	if (!kind) {
		throw invalid("agreement_wrong_kind", `agreement of pledge ${pledgeId} is no PDF, PNG or JPEG`, {
			personKey: "pledges.agreementWrongKind",
			params: { field: "agreement" },
		});
	}
	const agreementSha256 = sha256(bytes);
	const agreementKey = `pledges/${pledgeId}/${agreementSha256}.${kind.ending}`;
	const agreementName = nameOf(input.fileName, kind.ending);
	// Kept before the row names it: a file nobody names harms nothing.
	await putFile(agreementKey, bytes, { contentType: kind.contentType });
	await inTransaction(ctx, async (tx) => {
		const { institutionId } = await lockPledge(tx, pledgeId);
		const before = await tx.pledge.findUniqueOrThrow({ where: { id: pledgeId }, select: { agreementSha256: true } });
		if (before.agreementSha256 === agreementSha256) return;
		await tx.pledge.update({
			where: { id: pledgeId },
			data: { agreementKey, agreementName, agreementSha256, updatedAt: ctx.now },
		});
		await audit(tx, ctx, {
			action: "pledge.agreement_attached",
			subject: { type: "pledge", id: pledgeId },
			institutionId,
			before: { sha256: before.agreementSha256 },
			after: { sha256: agreementSha256, bytes: bytes.byteLength },
		});
	});
}

/**
 * The signed agreement, for whoever sees the pledge and may reach its donor: it shows name, address and signature.
 * @throws AppError pledge_not_found, agreement_not_found, forbidden
 */
export async function readAgreement(
	ctx: Ctx,
	pledgeId: string,
): Promise<{ bytes: Uint8Array; fileName: string; contentType: string }> {
	await authorize(ctx, "change", { type: "Pledge", id: pledgeId });
	const row = await ctx.db.pledge.findUnique({
		where: { id: pledgeId },
		select: { agreementKey: true, agreementName: true },
	});
	if (!row?.agreementKey || !row.agreementName) throw notFound("agreement", `of pledge ${pledgeId}`);
	const contentType = KINDS.find(({ ending }) => row.agreementKey?.endsWith(`.${ending}`))?.contentType;
	return {
		bytes: await getFile(row.agreementKey),
		fileName: row.agreementName,
		contentType: contentType ?? "application/octet-stream",
	};
}

/** As it was called, without a path, and with the ending of what it is. */
function nameOf(given: string, ending: string): string {
	const bare = storedText(given.split(/[\\/]/).at(-1) ?? "")
		.replace(/[\p{Cc}"<>:|?*]/gu, "")
		.replace(/\.[A-Za-z0-9]{1,5}$/, "");
	return `${[...bare].slice(0, PLEDGE_MAX.fileName).join("") || "agreement"}.${ending}`;
}

function beginsWith(signature: readonly number[]) {
	return (bytes: Uint8Array) => signature.every((byte, index) => bytes[index] === byte);
}
