import type { Ctx } from "../access/ctx.server";
import { jstDayString } from "../calendar/fiscal-year";
import type { ReportRow } from "./get-report.server";

/** What a form of the composer offers. */
const CHOICES = 100;

/**
 * Pictures, published stories, open funds, campaigns and segments a report of this place can name, newest first. What the
 * actor does not see is not offered.
 */
export async function listComposeChoices(
	ctx: Ctx,
	{ institutionId, hubId }: Pick<ReportRow, "institutionId" | "hubId">,
) {
	const newest = { orderBy: { id: "desc" as const }, take: CHOICES };
	const [images, stories, funds, campaigns, segments] = await Promise.all([
		ctx.db.image.findMany({ where: { hubId }, select: { id: true, altJa: true, altEn: true }, ...newest }),
		ctx.db.story.findMany({
			where: { hubId, status: "published" },
			select: { id: true, titleJa: true, titleEn: true },
			...newest,
		}),
		ctx.db.fund.findMany({
			where: { institutionId, status: "open", ...(hubId === null ? {} : { hubId }) },
			select: { id: true, nameJa: true, nameEn: true },
			orderBy: [{ sortOrder: "asc" }, { slug: "asc" }],
			take: CHOICES,
		}),
		ctx.db.campaign.findMany({
			where: { hubId, status: "published", endsOn: { gte: new Date(jstDayString(ctx.now)) } },
			select: { id: true, titleJa: true, titleEn: true },
			...newest,
		}),
		ctx.db.segment.findMany({ where: { institutionId, hubId }, select: { id: true, name: true }, ...newest }),
	]);
	return { images, stories, funds, campaigns, segments };
}
