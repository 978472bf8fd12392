import { mayEver } from "~/domain/access/authorize.server";
import type { StaffCtx } from "~/domain/access/ctx.server";
import { type HubChoice, listMyHubs } from "~/domain/access/list-my-hubs.server";
import { lastDayOf } from "~/domain/calendar/fiscal-year";
import type { Coverage } from "~/domain/sufficiency/coverage";
import { getPublishing } from "~/domain/sufficiency/get-publishing.server";
import { PARTS, type PartId } from "~/ui/sufficiency/chart-view";
import type { GlidePathProps } from "~/ui/sufficiency/glide-path";
import type { LikelyRow } from "~/ui/sufficiency/likely-table";
import { isPublicYear, toHubCoverageView } from "../public/hub-coverage-view.server";
import { programmeHref } from "./programme-query";
import {
	chosenYear,
	hrefOfSource,
	type Readable,
	readableBy,
	reasonText,
	toSourceRows,
} from "./sufficiency-hub-view.server";
import { hubHref, toGlideYear } from "./sufficiency-view";

/** All the page of one hub shows. */
export async function readHubPage(ctx: StaffCtx, hub: HubChoice, coverage: Coverage, url: URL, thisYear: number) {
	const [publishing, mine] = await Promise.all([getPublishing(ctx, hub.id), listMyHubs(ctx)]);
	const unit = url.searchParams.get("unit") === "yen" ? ("yen" as const) : ("million" as const);
	const may = readableBy(ctx);
	const asked = url.searchParams.get("year");
	const year = chosenYear(coverage, asked, thisYear);
	const name = ctx.lang === "ja" ? hub.nameJa : hub.nameEn;
	const path = toPath(coverage, `${hub.abbreviation} ${name}`);
	return {
		hub: { slug: hub.slug, abbreviation: hub.abbreviation, name },
		seesMore: mine.hubs.length > 1,
		unit,
		unitHref: programmeHref(hubHref(hub.slug), {
			year: asked ?? undefined,
			unit: unit === "yen" ? undefined : "yen",
		}),
		mayPlan: mayEver(ctx, "read", "SufficiencyPlan"),
		planVersion: coverage.planVersion,
		gap: coverage.gap,
		path,
		links: linksOf(coverage, hub.slug, may),
		sources: toSourceRows(coverage, hub.slug, may),
		year: year?.fiscalYear ?? null,
		uses: (year?.uses ?? []).filter((use) => use.neededYen > 0n || use.likely.high > 0n),
		likely: (year?.likelySources ?? []).map((one): LikelyRow => {
			const { source, category, weightKey, yen, low, expected, high, count } = one;
			return {
				key: `${source} ${category} ${weightKey}`,
				...{ source, category, yen, low, expected, high, count },
				reason: reasonText(ctx, one.reason),
				href: hrefOfSource(hub.slug, may, { source, category, fiscalYear: year?.fiscalYear ?? 0 }),
			};
		}),
		publish: {
			level: publishing.level,
			mayPublish: publishing.mayPublish,
			saved: url.searchParams.get("done") === "published",
			publicHref: publishing.pageIsPublic ? `/${ctx.lang}/hubs/${hub.slug}` : null,
			preview: previewOf(coverage, url.searchParams.get("preview"), thisYear),
		},
	};
}

/** What the glide path draws. */
export function toPath(coverage: Coverage, title: string): GlidePathProps {
	const { lastFiscalYear } = coverage.support;
	return {
		title,
		years: coverage.years.map(toGlideYear),
		supportLastYear: lastFiscalYear,
		supportEndsOn: lastFiscalYear === null ? null : lastDayOf(lastFiscalYear).toString(),
		today: coverage.asOf,
	};
}

/** A figure of the path's table opens down where it is of one kind; the others open from the table of sources. */
function linksOf(coverage: Coverage, hub: string, may: Readable): Record<string, string> {
	const of: Partial<Record<PartId, { source: string; category: string }>> = {
		gift: { source: "received", category: "gift" },
		competitive: { source: "received", category: "competitive" },
		host: { source: "received", category: "host" },
		host_decided: { source: "host", category: "host" },
		fund: { source: "fund", category: "" },
		instalment: { source: "instalment", category: "gift" },
	};
	const links: Record<string, string> = {};
	for (const { fiscalYear } of coverage.years) {
		links[`${fiscalYear} needed`] = `${hubHref(hub)}/plans`;
		for (const part of PARTS) {
			const source = of[part];
			const href = source ? hrefOfSource(hub, may, { ...source, fiscalYear }) : null;
			if (href !== null) links[`${fiscalYear} ${part}`] = href;
		}
	}
	return links;
}

/** The public section as it would be at a level, of the same figures. */
function previewOf(coverage: Coverage, level: string | null, thisYear: number) {
	if (level !== "ratio" && level !== "sources") return null;
	const { asOf, support } = coverage;
	const years = coverage.years.filter(
		({ fiscalYear, neededYen }) => neededYen > 0n && isPublicYear(fiscalYear, thisYear),
	);
	const what: "ratio" | "sources" = level;
	return { level: what, view: toHubCoverageView({ what: level, asOf, support, years }, coverage.hub.abbreviation) };
}
