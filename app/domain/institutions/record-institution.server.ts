import { z } from "zod";
import { inTransaction } from "~/platform/db/transaction.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { isCorporateNumber } from "./corporate-number";
import { LEGAL_FORMS } from "./tax-note";

export const institutionSchema = z.object({
	slug: z.string().regex(/^[a-z0-9-]{2,40}$/),
	nameJa: z.string().min(1).max(200),
	nameEn: z.string().min(1).max(200),
	legalForm: z.enum(LEGAL_FORMS),
	/** null where it was not found: never invented */
	corporateNumber: z
		.string()
		.refine(isCorporateNumber, "a corporate number has 13 digits and a check digit")
		.nullable(),
	source: z.string().min(1).max(200),
});

/** Adds a legal recipient, or brings it to what the source now says. */
export async function recordInstitution(ctx: Ctx, input: z.input<typeof institutionSchema>): Promise<{ id: string }> {
	await authorize(ctx, "create", "Institution");
	const institution = institutionSchema.parse(input);
	return inTransaction(ctx, async (tx) => {
		const before = await tx.institution.findUnique({ where: { slug: institution.slug } });
		const { id } = await tx.institution.upsert({
			where: { slug: institution.slug },
			create: institution,
			update: institution,
			select: { id: true },
		});
		await audit(tx, ctx, {
			action: before ? "institution.changed" : "institution.recorded",
			subject: { type: "institution", id },
			institutionId: id,
			...(before && { before: institutionSchema.parse(before) }),
			after: institution,
		});
		return { id };
	});
}
