import type { Lang } from "~/i18n/lang";
import { mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { listDonors } from "../donors/list-donors.server";
import { donorName } from "../names/person-name";
import { rulesOf } from "../segments/get-segment.server";
import { readReport } from "./get-report.server";

/** So many are offered at once; others are found by name. */
const OFFERED = 30;

/**
 * Donors a report can be seen as: those of its segment, else of its hub or institution, as far as the actor sees them.
 * @returns null for who may see no donor; `more` when there are others to find by name
 */
export async function listPreviewReaders(
	ctx: Ctx,
	input: { reportId: string; search: string },
): Promise<{ readers: { donorId: string; name: string; lang: Lang }[]; more: boolean } | null> {
	if (!mayEver(ctx, "read", "Donor")) return null;
	const row = await readReport(ctx, input.reportId);
	const { institutionId, hubId } = row;
	const segment =
		row.segment === null
			? null
			: await ctx.db.segment.findUnique({ where: { id: row.segment.id }, select: { definition: true } });
	const rules = segment && rulesOf(segment.definition);
	const { donors, nextCursor } = await listDonors(ctx, {
		institutionId,
		search: input.search.slice(0, 100),
		limit: OFFERED,
		...(rules ? { segment: { institutionId, hubId, rules } } : hubId !== null && { hubId }),
	});
	const readers = donors.filter(({ erased }) => !erased);
	return {
		readers: readers.map((donor) => ({
			donorId: donor.id,
			name: donorName(donor, ctx.lang),
			lang: donor.lang === "en" ? "en" : "ja",
		})),
		more: nextCursor !== null,
	};
}
