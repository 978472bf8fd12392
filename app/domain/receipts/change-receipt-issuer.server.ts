import { z } from "zod";
import type { Prisma } from "~/platform/db/client.server";
import { inTransaction, type Tx } from "~/platform/db/transaction.server";
import { conflict, invalid } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { overseenInstitution } from "../institutions/overseen-institution.server";
import { issuerFacts, issuerRevision } from "./issuer-facts";
import { checkIssuer, ISSUER_FIELDS, type ReceiptIssuerFields, receiptIssuerSchema } from "./receipt-issuer.schema";

const settingsSchema = receiptIssuerSchema.superRefine((issuer, ctx) => checkIssuer(issuer, ctx));

/**
 * Changes how an institution issues receipts. It holds for receipts from now on; what was issued stays as it is.
 * @param input.basedOn  the revision the changes were made on
 * @throws AppError institution_not_found, forbidden, receipt_issuer_invalid, receipt_issuer_changed (409), receipt_format_kept
 */
export async function changeReceiptIssuer(
	ctx: Ctx,
	input: { institution: string; basedOn: string; issuer: ReceiptIssuerFields },
): Promise<void> {
	const { id } = await overseenInstitution(ctx, input.institution, "changeReceipts");
	const parsed = settingsSchema.safeParse(input.issuer);
	if (!parsed.success) throw invalid("receipt_issuer_invalid", z.prettifyError(parsed.error));
	const { startsOn, ...settings } = parsed.data;
	const data = { ...settings, startsOn: startsOn === null ? null : new Date(`${startsOn}T00:00:00Z`) };
	await inTransaction(ctx, async (tx) => {
		// Two who save the first settings at once: the institution's row lets one pass after the other.
		await tx.$queryRaw`SELECT 1 FROM institution WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
		const before = await tx.receiptIssuer.findUnique({ where: { institutionId: id } });
		if (issuerRevision(before) !== input.basedOn) {
			throw conflict("receipt_issuer_changed", `receipt settings of ${id} were changed meanwhile`, {
				personKey: "receipts.issuerChanged",
			});
		}
		if (before) await assertNumbersGoOn(tx, before, parsed.data);
		const facts = issuerFacts(parsed.data);
		const known = before ? issuerFacts(before) : null;
		const changed = ISSUER_FIELDS.filter((field) => known === null || known[field] !== facts[field]);
		if (changed.length === 0) return;
		await tx.receiptIssuer.upsert({
			where: { institutionId: id },
			create: { institutionId: id, ...data },
			update: data,
		});
		const pick = (from: typeof facts) => Object.fromEntries(changed.map((field) => [field, from[field]]));
		await audit(tx, ctx, {
			action: "receipt_issuer.changed",
			subject: { type: "receipt_issuer", id },
			institutionId: id,
			...(known ? { before: pick(known) as Prisma.InputJsonObject } : {}),
			after: pick(facts) as Prisma.InputJsonObject,
		});
	});
}

type Row = { institutionId: string; numberFormat: string; numberYear: string };

/**
 * Other registers begin at 1 again. Under the same format their numbers would read like old ones, and the database would
 * refuse the receipt: said here, where the format can be changed too.
 */
async function assertNumbersGoOn(tx: Tx, before: Row, after: ReceiptIssuerFields): Promise<void> {
	if (before.numberYear === after.numberYear || before.numberFormat !== after.numberFormat) return;
	const issued = await tx.receipt.findFirst({
		where: { issuerId: before.institutionId, NOT: { number: null } },
		select: { id: true },
	});
	if (!issued) return;
	throw conflict("receipt_format_kept", `numbers of ${before.institutionId} would repeat under the same format`, {
		personKey: "fields.receipt.format.repeats",
	});
}
