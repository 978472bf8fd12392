import type { Ctx } from "~/domain/access/ctx.server";
import { CATEGORIES, CHANNELS, USES } from "~/domain/ledger/kinds";
import { DESK_MEASURES, DIMENSIONS } from "~/domain/programme/desk";
import type { DeskPlaces } from "~/domain/programme/list-desk-places.server";
import { formatFiscalYear } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import type { DeskField } from "~/ui/console/desk-filters";
import { columnsOf, type DeskQuery } from "./desk-query";
import { NO_HUB } from "./programme-query";

/** What can be chosen at the desk, with what is chosen now. */
export function deskFields(
	ctx: Ctx,
	shown: { query: DeskQuery; fiscalYear: number | "all"; places: DeskPlaces; years: readonly number[] },
): DeskField[] {
	const { query, fiscalYear, places, years } = shown;
	const { lang } = ctx;
	const t = getT(lang, "console");
	const all = t("filters.all");
	const dimensions = DIMENSIONS.map((value) => ({ value, label: t(`desk.dimensions.${value}`) }));
	const dimension = (name: (typeof DIMENSIONS)[number], options: DeskField["options"]): DeskField => ({
		name,
		label: t(`desk.dimensions.${name}`),
		value: query[name] === undefined ? undefined : String(query[name]),
		all,
		options,
	});
	return [
		{
			name: "measure",
			label: t("desk.fields.measure"),
			value: query.measure,
			options: DESK_MEASURES.map((value) => ({ value, label: t(`measures.${value}`) })),
		},
		{ name: "rows", label: t("desk.fields.rows"), value: query.rows, options: dimensions },
		{
			name: "columns",
			label: t("desk.fields.columns"),
			value: columnsOf(query) ?? "none",
			options: [...dimensions, { value: "none", label: t("desk.fields.none") }],
		},
		{
			name: "fiscalYear",
			label: t("desk.dimensions.fiscalYear"),
			value: String(fiscalYear),
			options: [
				{ value: "all", label: t("programme.allYears") },
				...years.map((year) => ({ value: String(year), label: formatFiscalYear(year, lang) })),
			],
		},
		dimension("hub", [
			...places.hubs.map(({ slug, abbreviation }) => ({ value: slug, label: abbreviation })),
			{ value: NO_HUB, label: t("programme.programmeFunds") },
		]),
		dimension(
			"category",
			CATEGORIES.map((value) => ({ value, label: t(`categories.${value}`) })),
		),
		dimension(
			"use",
			USES.map((value) => ({ value, label: t(`uses.${value}`) })),
		),
		dimension("channel", [
			...CHANNELS.map((value) => ({ value, label: t(`channels.${value}`) })),
			{ value: NO_HUB, label: t("desk.noChannel") },
		]),
		dimension(
			"institution",
			places.institutions.map((one) => ({ value: one.slug, label: lang === "ja" ? one.nameJa : one.nameEn })),
		),
		{
			name: "unit",
			label: t("desk.fields.unit"),
			value: query.unit,
			options: [
				{ value: "million", label: t("units.million") },
				{ value: "yen", label: t("units.yen") },
			],
		},
		{
			name: "change",
			label: t("desk.fields.change"),
			value: query.change,
			options: [
				{ value: "totals", label: t("desk.fields.changeTotals") },
				{ value: "cells", label: t("desk.fields.changeCells") },
			],
		},
	];
}
