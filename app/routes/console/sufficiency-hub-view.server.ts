import { mayEver } from "~/domain/access/authorize.server";
import type { Ctx } from "~/domain/access/ctx.server";
import { type HubChoice, listMyHubs } from "~/domain/access/list-my-hubs.server";
import type { Coverage, CoverageYear, Reason } from "~/domain/sufficiency/coverage";
import { getT } from "~/i18n/texts.server";
import { notFound } from "~/platform/errors";
import type { SourceRow } from "~/ui/sufficiency/source-table";
import { programmeHref } from "./programme-query";

/** @throws AppError hub_not_found  when the actor's roles do not reach it */
export async function myHub(ctx: Ctx, slug: string | undefined): Promise<HubChoice> {
	const { hubs } = await listMyHubs(ctx);
	const hub = hubs.find((one) => one.slug === slug);
	if (!hub) throw notFound("hub", slug ?? "");
	return hub;
}

export interface Readable {
	pledges: boolean;
	plans: boolean;
	opportunities: boolean;
	funds: boolean;
}
export const readableBy = (ctx: Ctx): Readable => ({
	pledges: mayEver(ctx, "read", "Pledge"),
	plans: mayEver(ctx, "read", "RecurringPlan"),
	opportunities: mayEver(ctx, "read", "Opportunity"),
	funds: mayEver(ctx, "read", "ExternalFund"),
});

/** What a figure is made of: ledger lines for received money, the rows it was promised by for the rest. */
export function hrefOfSource(
	hub: string,
	may: Readable,
	of: { source: string; category: string; fiscalYear: number },
): string | null {
	const { source, category, fiscalYear } = of;
	if (source === "received")
		return programmeHref("/console/programme/lines", { hub, fiscalYear, measure: "secured", category, unit: "yen" });
	if (source === "instalment" || source === "late_instalment")
		return may.pledges ? programmeHref("/console/pledges", { hub }) : null;
	if (source === "recurring") return may.plans ? programmeHref("/console/plans", { hub }) : null;
	if (source === "opportunity") return may.opportunities ? programmeHref("/console/opportunities", { hub }) : null;
	return may.funds ? programmeHref("/console/external-funds", { hub }) : null;
}

const ORDER = ["received", "host", "fund", "instalment"];

/** A row a source and category, in the order of certainty. */
export function toSourceRows(coverage: Coverage, hub: string, may: Readable): SourceRow[] {
	const keys = new Map<string, { source: string; category: string }>();
	for (const year of coverage.years)
		for (const { source, category } of year.sources) keys.set(`${source} ${category}`, { source, category });
	return [...keys]
		.sort(([a, one], [b, two]) => ORDER.indexOf(one.source) - ORDER.indexOf(two.source) || a.localeCompare(b))
		.map(([key, { source, category }]) => ({
			key,
			source,
			category,
			cells: coverage.years.map(({ fiscalYear, sources }) => ({
				fiscalYear,
				yen: sources
					.filter((one) => one.source === source && one.category === category)
					.reduce((sum, one) => sum + one.yen, 0n),
				href: hrefOfSource(hub, may, { source, category, fiscalYear }),
			})),
		}))
		.filter(({ cells }) => cells.some(({ yen }) => yen !== 0n));
}

/** The year whose uses and likely money are shown: as asked, else the first without support, else this one. */
export function chosenYear(coverage: Coverage, asked: string | null, thisYear: number): CoverageYear | undefined {
	const byYear = (year: number | null | undefined) => coverage.years.find(({ fiscalYear }) => fiscalYear === year);
	const alone = coverage.support.standAloneFrom;
	return (
		byYear(asked === null ? null : Number(asked)) ??
		byYear(alone === null ? null : Math.max(alone, thisYear)) ??
		byYear(thisYear) ??
		coverage.years.at(-1)
	);
}

/** Why what is likely weighs so much, in words. */
export function reasonText(ctx: Ctx, reason: Reason): string {
	const t = getT(ctx.lang, "console") as unknown as (key: string, params: object) => string;
	return t(reason.key, reason.params);
}
