import type { Ctx } from "~/domain/access/ctx.server";
import { type HubChoice, listMyHubs } from "~/domain/access/list-my-hubs.server";
import { fiscalYearOf } from "~/domain/calendar/fiscal-year";
import { type ExternalMoney, listExternalMoney } from "~/domain/programme/list-external-money.server";
import { formatFiscalYear } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import type { MoneyTableRow } from "~/ui/console/external-money-table";
import { NO_HUB, programmeHref, type TableQuery, toCells } from "./programme-query";

export type ProgrammeTable = {
	by: "hub" | "fiscalYear";
	fiscalYear: number | "all";
	hub: HubChoice | undefined;
	hubs: HubChoice[];
	rows: MoneyTableRow[];
	whole: MoneyTableRow;
};

/** The table of the page, which its file repeats: hubs of one year, or years of one hub or of all. */
export async function readProgrammeTable(ctx: Ctx, query: TableQuery): Promise<ProgrammeTable> {
	const { hubs } = await listMyHubs(ctx);
	const hub = hubs.find((one) => one.slug === query.hub);
	const fiscalYear = query.fiscalYear ?? (hub ? "all" : fiscalYearOf(ctx.now));
	const by = fiscalYear === "all" ? "fiscalYear" : "hub";
	const money = await listExternalMoney(ctx, {
		by,
		fiscalYear: fiscalYear === "all" ? undefined : fiscalYear,
		hubId: hub?.id,
	});
	const shown = { ctx, query, hub, hubs, money, fiscalYear };
	return {
		by,
		fiscalYear,
		hub,
		hubs,
		rows: by === "hub" ? hubRows(shown) : yearRows(shown),
		whole: {
			key: "whole",
			label: getT(ctx.lang, "console")("programme.whole"),
			cells: toCells(money.whole, { hub: hub?.slug, fiscalYear, unit: query.unit }),
		},
	};
}

type Shown = {
	ctx: Ctx;
	query: TableQuery;
	hub: HubChoice | undefined;
	hubs: HubChoice[];
	money: ExternalMoney;
	fiscalYear: number | "all";
};

/** Every hub the reader may see has its row, with or without money. */
function hubRows({ ctx, query, hub, hubs, money, fiscalYear }: Shown): MoneyTableRow[] {
	const ja = ctx.lang === "ja";
	const rows = hubs
		.filter((one) => hub === undefined || one.id === hub.id)
		.map((one) => ({
			key: one.slug,
			label: one.abbreviation,
			title: ja ? one.nameJa : one.nameEn,
			href: programmeHref("/console/programme", { hub: one.slug, unit: query.unit }),
			cells: toCells(
				money.rows.find((row) => row.hubId === one.id),
				{ hub: one.slug, fiscalYear, unit: query.unit },
			),
		}));
	const own = money.rows.find((row) => row.hubId === null);
	if (!own) return rows;
	const label = getT(ctx.lang, "console")("programme.programmeFunds");
	return [...rows, { key: NO_HUB, label, cells: toCells(own, { hub: NO_HUB, fiscalYear, unit: query.unit }) }];
}

function yearRows({ ctx, query, hub, money }: Shown): MoneyTableRow[] {
	return money.rows.map((row) => {
		const fiscalYear = row.fiscalYear ?? 0;
		return {
			key: String(fiscalYear),
			label: formatFiscalYear(fiscalYear, ctx.lang),
			href: hub ? undefined : programmeHref("/console/programme", { fiscalYear, unit: query.unit }),
			cells: toCells(row, { hub: hub?.slug, fiscalYear, unit: query.unit }),
		};
	});
}
