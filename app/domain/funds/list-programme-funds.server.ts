import type { Ctx } from "../access/ctx.server.ts";

/** Open funds of the programme as a whole, with their legal recipients, in the order of their give page. */
export async function listProgrammeFunds(ctx: Ctx): Promise<{ slug: string; name: string; institution: string }[]> {
	const ja = ctx.lang === "ja";
	const funds = await ctx.db.fund.findMany({
		where: { hubId: null, status: "open" },
		include: { institution: true },
		orderBy: [{ sortOrder: "asc" }, { slug: "asc" }],
	});
	return funds.map(({ slug, nameJa, nameEn, institution }) => ({
		slug,
		name: ja ? nameJa : nameEn,
		institution: ja ? institution.nameJa : institution.nameEn,
	}));
}
