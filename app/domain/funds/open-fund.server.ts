import { z } from "zod";
import { inTransaction } from "~/platform/db/transaction.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { TAX_TREATMENTS } from "../institutions/tax-note";
import { USES } from "../ledger/kinds";

const words = z.string().min(1).max(1000);

export const fundSchema = z
	.object({
		slug: z.string().regex(/^[a-z0-9-]{2,60}$/),
		/** null: a fund of the programme */
		hubId: z.uuid().nullable(),
		institutionId: z.uuid(),
		/** null when another body issues the receipt (受配者指定寄付金) */
		receiptIssuerId: z.uuid().nullable(),
		nameJa: words,
		nameEn: words,
		purposeJa: words,
		purposeEn: words,
		use: z.enum(USES),
		taxTreatment: z.enum(TAX_TREATMENTS),
		taxCreditEligible: z.boolean().default(false),
		overheadBasisPoints: z.int().min(0).max(10_000).default(0),
		minYen: z.bigint().min(50n).default(500n),
		maxYen: z.bigint().max(99_999_999n).default(10_000_000n),
		presetYen: z.array(z.bigint().positive()).max(8),
		sortOrder: z.int().default(0),
	})
	.refine((fund) => fund.minYen <= fund.maxYen, { path: ["maxYen"] })
	.refine((fund) => (fund.taxTreatment === "designated_through_other_body") === (fund.receiptIssuerId === null), {
		path: ["receiptIssuerId"],
		message: "a gift passed on by another body gets its receipt from that body, every other from an institution",
	});

/** Opens a fund people can give to, or brings it to what is said now. Its hub and institution never change. */
export async function openFund(ctx: Ctx, input: z.input<typeof fundSchema>): Promise<{ id: string }> {
	await authorize(ctx, "create", "Fund");
	const fund = fundSchema.parse(input);
	const { hubId: _hub, institutionId: _institution, ...changeable } = fund;
	return inTransaction(ctx, (tx) =>
		tx.fund.upsert({ where: { slug: fund.slug }, create: fund, update: changeable, select: { id: true } }),
	);
}
