import { mayDo, mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";

/** The institutions whose passbooks the actor may write down. */
export async function listRecordingInstitutions(ctx: Ctx): Promise<{ id: string; nameJa: string; nameEn: string }[]> {
	if (!mayEver(ctx, "record", "BankLine")) return [];
	const institutions = await ctx.db.institution.findMany({
		select: { id: true, nameJa: true, nameEn: true },
		orderBy: { slug: "asc" },
	});
	return institutions.filter(({ id }) => mayDo(ctx, "record", "BankLine", { institutionId: id }));
}
