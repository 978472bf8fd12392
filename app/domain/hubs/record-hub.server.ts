import { z } from "zod";
import { inTransaction } from "~/platform/db/transaction.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";

const fiscalYear = z.int().min(1990).max(2100);
const words = z.string().min(1).max(2000);

export const hubSchema = z.object({
	slug: z.string().regex(/^[a-z0-9-]{2,40}$/),
	abbreviation: z.string().min(1).max(40),
	nameJa: words,
	nameEn: words,
	adoptedFiscalYear: fiscalYear,
	questionJa: words,
	questionEn: words,
	aboutJa: words,
	aboutEn: words,
	fieldJa: words,
	fieldEn: words,
	motif: z.string().min(1).max(60),
	source: words,
	hosts: z.array(z.object({ institutionSlug: z.string(), isPrimary: z.boolean() })).min(1),
	supportPeriods: z.array(
		z.object({
			kind: z.enum(["support", "extension"]),
			firstFiscalYear: fiscalYear,
			lastFiscalYear: fiscalYear,
			source: words,
		}),
	),
	recognitions: z.array(z.object({ kind: z.enum(["academy", "world_premier_status"]), source: words })),
});

/** Adds a hub with its hosts, support periods and recognitions, or brings it to what the source now says. */
export async function recordHub(ctx: Ctx, input: z.input<typeof hubSchema>): Promise<{ id: string }> {
	await authorize(ctx, "create", "Hub");
	const { hosts, supportPeriods, recognitions, ...hub } = hubSchema.parse(input);
	return inTransaction(ctx, async (tx) => {
		const known = await tx.hub.findUnique({ where: { slug: hub.slug } });
		const { id } = await tx.hub.upsert({ where: { slug: hub.slug }, create: hub, update: hub, select: { id: true } });
		for (const host of hosts) {
			const institution = await tx.institution.findUniqueOrThrow({ where: { slug: host.institutionSlug } });
			const key = { hubId: id, institutionId: institution.id };
			await tx.hubHost.upsert({
				where: { hubId_institutionId: key },
				create: { ...key, isPrimary: host.isPrimary },
				update: { isPrimary: host.isPrimary },
			});
		}
		for (const period of supportPeriods) {
			await tx.hubSupportPeriod.upsert({
				where: { hubId_firstFiscalYear: { hubId: id, firstFiscalYear: period.firstFiscalYear } },
				create: { hubId: id, ...period },
				update: period,
			});
		}
		for (const recognition of recognitions) {
			await tx.hubRecognition.upsert({
				where: { hubId_kind: { hubId: id, kind: recognition.kind } },
				create: { hubId: id, ...recognition },
				update: recognition,
			});
		}
		await audit(tx, ctx, {
			action: known ? "hub.changed" : "hub.recorded",
			subject: { type: "hub", id },
			...(known && { before: { nameJa: known.nameJa, nameEn: known.nameEn } }),
			after: { ...hub, hosts, supportPeriods, recognitions },
		});
		return { id };
	});
}
