import type { Ctx } from "../access/ctx.server.ts";
import { jstDayString } from "../calendar/fiscal-year.ts";

/** A page anybody may find, without its language, and the day its own words last changed. */
export interface PublicPage {
	path: string;
	/** YYYY-MM-DD in Japan; null where nobody notes it */
	changedOn: string | null;
}

/** Sitemaps hold 50,000 addresses at most; two languages each, and room for the pages that are always there. */
const MOST_OF_A_KIND = 8_000;

/** Pages of published hubs, campaigns, stories and events; what may be read is narrowed by the scope of `ctx.db`. */
export async function listPublicPages(ctx: Ctx): Promise<PublicPage[]> {
	const latest = { orderBy: { id: "desc" }, take: MOST_OF_A_KIND } as const;
	const told = { select: { slug: true, updatedAt: true }, ...latest } as const;
	const published = { status: "published" } as const;
	const [hubs, campaigns, stories, events] = await Promise.all([
		ctx.db.hub.findMany({
			select: { slug: true, funds: { select: { id: true }, take: 1 } },
			orderBy: { adoptedFiscalYear: "asc" },
		}),
		ctx.db.campaign.findMany({ where: published, ...told }),
		ctx.db.story.findMany({ where: published, ...told }),
		ctx.db.outreachEvent.findMany({ where: published, ...told }),
	]);
	const pagesOf = (folder: string, rows: readonly { slug: string; updatedAt: Date }[]) =>
		rows.map(({ slug, updatedAt }) => ({ path: `/${folder}/${slug}`, changedOn: jstDayString(updatedAt) }));
	return [
		...hubs.flatMap(({ slug, funds }) => [
			{ path: `/hubs/${slug}`, changedOn: null },
			...(funds.length > 0 ? [{ path: `/hubs/${slug}/give`, changedOn: null }] : []),
		]),
		...pagesOf("campaigns", campaigns),
		...pagesOf("stories", stories),
		...pagesOf("events", events),
	];
}
