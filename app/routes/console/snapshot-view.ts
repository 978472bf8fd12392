import type { SnapshotContent } from "~/documents/snapshot-content";
import { figureOf, SNAPSHOT_MEASURES, type SnapshotMeasure } from "~/documents/snapshot-content";
import type { FigureChange } from "~/domain/snapshots/verify-snapshot.server";
import { formatFiscalYear, formatPercent } from "~/i18n/format";
import type { Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";

export const CHANGES_SHOWN = 100;

/** Figures of a snapshot that are not the same elsewhere, in words; the first hundred, and how many there are. */
export function toChangeLines(changes: readonly FigureChange[], hubs: SnapshotContent["hubs"], lang: Lang) {
	const t = getT(lang, "console");
	const nameOf = new Map(hubs.map(({ slug, abbreviation }) => [slug, abbreviation]));
	const whole = t("programme.whole");
	return {
		count: changes.length,
		rows: changes.slice(0, CHANGES_SHOWN).map((one) => ({
			key: `${one.fiscalYear} ${one.hub} ${one.category} ${one.measure}`,
			year: formatFiscalYear(one.fiscalYear, lang),
			hub: one.hub === "all" ? whole : (nameOf.get(one.hub) ?? t("programme.programmeFunds")),
			category: one.category === "all" ? whole : t(`categories.${one.category}` as "categories.gift"),
			measure: t(`measures.${one.measure}`),
			before: one.before,
			after: one.after,
			precision: one.precision,
		})),
	};
}

/** The frozen figures a page shows: measures of the year, external funds of hubs by year, and what is secured. */
export function toSnapshotView(content: SnapshotContent, lang: Lang) {
	const t = getT(lang, "console");
	const { fiscalYear, fiscalYears } = content;
	const wholeOf = (year: number, measure: SnapshotMeasure) => {
		const whole = content.figures.find((one) => one.fiscalYear === year && one.hub === "all" && one.category === "all");
		const yen = figureOf(content, { fiscalYear: year }, measure);
		// Nothing is known to the yen, whatever else the year holds.
		return { yen, precision: yen === 0n ? ("yen" as const) : (whole?.precision ?? "yen") };
	};
	const own = content.figures.some(({ hub }) => hub === "none");
	const hubs = [
		...content.hubs.map(({ slug, abbreviation }) => ({ key: slug, label: abbreviation })),
		...(own ? [{ key: "none", label: t("programme.programmeFunds") }] : []),
	];
	const line = (hub: string, label: string) => ({
		key: hub,
		label,
		cells: fiscalYears.map((year) => ({
			yen: figureOf(content, { fiscalYear: year, hub }, "external"),
			precision: externalPrecision(content, year, hub),
		})),
	});
	const coverageYears = [...new Set(content.coverage.map((one) => one.fiscalYear))].sort((a, b) => a - b);
	return {
		years: fiscalYears.map((year) => formatFiscalYear(year, lang)),
		brief: SNAPSHOT_MEASURES.map((measure) => ({
			key: measure,
			label: t(`measures.${measure}`),
			now: wholeOf(fiscalYear, measure),
			last: wholeOf(fiscalYear - 1, measure),
		})),
		rows: hubs.map(({ key, label }) => line(key, label)),
		whole: line("all", t("programme.whole")),
		coverageYears: coverageYears.map((year) => formatFiscalYear(year, lang)),
		coverage: content.hubs
			.filter(({ slug }) => content.coverage.some(({ hub }) => hub === slug))
			.map(({ slug, abbreviation }) => ({
				key: slug,
				cells: [
					abbreviation,
					...coverageYears.map((year) => {
						const cell = content.coverage.find((one) => one.hub === slug && one.fiscalYear === year);
						return cell?.securedRatio == null ? "–" : formatPercent(cell.securedRatio, 1);
					}),
				],
			})),
	};
}

/** Millions as soon as a part that counts is known no better; the subsidy and host money are no part of it. */
function externalPrecision(content: SnapshotContent, fiscalYear: number, hub: string): "yen" | "million_yen" {
	const parts = content.figures.filter(
		(one) =>
			one.fiscalYear === fiscalYear &&
			one.hub === hub &&
			!["all", "host", "wpi_subsidy"].includes(one.category) &&
			one.precision === "million_yen",
	);
	return parts.length > 0 ? "million_yen" : "yen";
}
