import { authorize } from "~/domain/access/authorize.server";
import type { StaffCtx } from "~/domain/access/ctx.server";
import { listMyHubs } from "~/domain/access/list-my-hubs.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { listSupportYears } from "~/domain/hubs/list-support-years.server";
import type { CoverageHub, CoverageYear } from "~/domain/sufficiency/coverage";
import { getCoverage } from "~/domain/sufficiency/get-coverage.server";
import { listCoverage } from "~/domain/sufficiency/list-coverage.server";
import { formatMoment } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { type CsvEncoding, csvResponse } from "~/platform/http/csv.server";
import { fileResponse } from "~/platform/http/file-response.server";
import { type SheetCell, type SheetToWrite, writeXlsx } from "~/platform/sheets/write-sheet.server";
import { myHub, reasonText } from "./sufficiency-hub-view.server";
import { byRisk, hubHref, programmeYears, SUFFICIENCY } from "./sufficiency-view";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

type Named = { hub: CoverageHub; year: CoverageYear; supportLastYear: number | null };
export type SufficiencyFile = {
	name: string;
	/** the table of the page first */
	sheets: SheetToWrite[];
	definitions: [item: string, text: string][];
	about: [item: string, text: string][];
};

/** The heat table with every figure behind it: a row a hub and fiscal year, hubs by risk as on the page. */
export async function readProgrammeFile(ctx: StaffCtx): Promise<SufficiencyFile> {
	await authorize(ctx, "export", "LedgerBalance");
	const mine = await listMyHubs(ctx);
	const hubs = await listSupportYears(
		ctx,
		mine.hubs.map(({ id }) => id),
	);
	const cells = await listCoverage(ctx, { fiscalYears: programmeYears(hubs, ctx.now) });
	const rows = byRisk(hubs, cells, ctx.now).flatMap((hub) =>
		cells
			.filter(({ hubId }) => hubId === hub.id)
			.sort((a, b) => a.fiscalYear - b.fiscalYear)
			.map((cell): Named => ({ hub: cell.hub, year: cell, supportLastYear: hub.support.lastFiscalYear })),
	);
	return fileOf(ctx, "izumi-coverage", [coverageSheet(ctx, rows)], SUFFICIENCY);
}

/** One hub: its years, its uses, where money comes from, and why what is likely weighs so much. */
export async function readHubFile(ctx: StaffCtx, slug: string | undefined): Promise<SufficiencyFile> {
	await authorize(ctx, "export", "LedgerBalance");
	const hub = await myHub(ctx, slug);
	const coverage = await getCoverage(ctx, { hubId: hub.id });
	const rows = coverage.years.map(
		(year): Named => ({ hub: coverage.hub, year, supportLastYear: coverage.support.lastFiscalYear }),
	);
	return fileOf(
		ctx,
		`izumi-coverage-${hub.slug}`,
		[coverageSheet(ctx, rows), usesSheet(ctx, coverage.years), sourcesSheet(ctx, coverage.years)],
		hubHref(hub.slug),
	);
}

function fileOf(ctx: StaffCtx, name: string, sheets: SheetToWrite[], url: string): SufficiencyFile {
	const t = getT(ctx.lang, "console");
	const item = (key: "needed" | "secured" | "placed" | "likely" | "level"): [string, string] => [
		t(`sufficiency.file.${key}`),
		t(`sufficiency.file.${key}Text`),
	];
	return {
		name: `${name}-${jstDayString(ctx.now)}`,
		sheets,
		definitions: [item("needed"), item("secured"), item("placed"), item("likely"), item("level")],
		about: [
			[t("desk.file.asOf"), formatMoment(ctx.now, ctx.lang)],
			[t("desk.file.madeBy"), ctx.actor.name],
			["URL", url],
		],
	};
}

function coverageSheet(ctx: StaffCtx, rows: readonly Named[]): SheetToWrite {
	const t = getT(ctx.lang, "console");
	const p = getT(ctx.lang, "public");
	const yen = (heading: string) => ({ heading: `${heading} (${t("units.yen")})`, kind: "yen" as const });
	const likely = (side: "low" | "expected" | "high") => yen(`${p("coverage.likely")} ${p(`coverage.${side}`)}`);
	return {
		name: t("sufficiency.file.coverage"),
		columns: [
			{ heading: p("coverage.hub"), kind: "text" },
			{ heading: p("coverage.year"), kind: "number" },
			{ heading: t("sufficiency.file.supportLastYear"), kind: "number" },
			yen(p("coverage.neededShort")),
			yen(p("coverage.received")),
			yen(p("coverage.notReceived")),
			yen(p("coverage.secured")),
			yen(p("coverage.placed")),
			likely("low"),
			likely("expected"),
			likely("high"),
			{ heading: p("coverage.securedRatio"), kind: "ratio" },
			{ heading: p("coverage.expectedRatio"), kind: "ratio" },
		],
		rows: rows.map(({ hub, year, supportLastYear }): SheetCell[] => {
			const received = year.sources
				.filter(({ source }) => source === "received")
				.reduce((sum, one) => sum + one.yen, 0n);
			return [
				hub.abbreviation,
				year.fiscalYear,
				supportLastYear,
				year.neededYen,
				received,
				year.securedYen - received,
				year.securedYen,
				year.placedYen,
				year.likely.low,
				year.likely.expected,
				year.likely.high,
				year.securedRatio,
				year.expectedRatio,
			];
		}),
	};
}

function usesSheet(ctx: StaffCtx, years: readonly CoverageYear[]): SheetToWrite {
	const t = getT(ctx.lang, "console");
	const p = getT(ctx.lang, "public");
	const yen = (heading: string) => ({ heading: `${heading} (${t("units.yen")})`, kind: "yen" as const });
	return {
		name: t("sufficiency.file.uses"),
		columns: [
			{ heading: p("coverage.year"), kind: "number" },
			{ heading: p("coverage.use"), kind: "text" },
			yen(p("coverage.neededShort")),
			yen(p("coverage.placed")),
			yen(p("coverage.lacking")),
			yen(p("coverage.likelyExpected")),
		],
		rows: years.flatMap(({ fiscalYear, uses }) =>
			uses.map(({ use, neededYen, placedYen, likely }): SheetCell[] => [
				fiscalYear,
				t(`uses.${use}`),
				neededYen,
				placedYen,
				neededYen > placedYen ? neededYen - placedYen : 0n,
				likely.expected,
			]),
		),
	};
}

function sourcesSheet(ctx: StaffCtx, years: readonly CoverageYear[]): SheetToWrite {
	const t = getT(ctx.lang, "console");
	const p = getT(ctx.lang, "public");
	const yen = (heading: string) => ({ heading: `${heading} (${t("units.yen")})`, kind: "yen" as const });
	return {
		name: t("sufficiency.file.sources"),
		columns: [
			{ heading: p("coverage.year"), kind: "number" },
			{ heading: t("sufficiency.source"), kind: "text", width: 32 },
			{ heading: t("sufficiency.category"), kind: "text" },
			yen(p("coverage.secured")),
			yen(`${p("coverage.likely")} ${t("sufficiency.full")}`),
			yen(`${p("coverage.likely")} ${p("coverage.low")}`),
			yen(`${p("coverage.likely")} ${p("coverage.expected")}`),
			yen(`${p("coverage.likely")} ${p("coverage.high")}`),
			{ heading: t("sufficiency.reason"), kind: "text", width: 60 },
		],
		rows: years.flatMap((year) => [
			...year.sources.map(({ source, category, yen: amount }): SheetCell[] => [
				year.fiscalYear,
				t(`sufficiency.sourceNames.${source}`),
				t(`categories.${category}`),
				amount,
				...[null, null, null, null, null],
			]),
			...year.likelySources.map((one): SheetCell[] => [
				year.fiscalYear,
				t(`sufficiency.sourceNames.${one.source}`),
				t(`categories.${one.category}`),
				null,
				one.yen,
				one.low,
				one.expected,
				one.high,
				reasonText(ctx, one.reason),
			]),
		]),
	};
}

/** Figures, what they mean, and when and by whom the file was made. */
export async function xlsxOf(ctx: StaffCtx, file: SufficiencyFile): Promise<Response> {
	const t = getT(ctx.lang, "console");
	const pairs = [
		{ heading: t("desk.file.item"), kind: "text" as const, width: 32 },
		{ heading: t("desk.file.value"), kind: "text" as const, width: 90 },
	];
	const bytes = await writeXlsx([
		...file.sheets,
		{ name: t("desk.file.definitions"), columns: pairs, rows: file.definitions },
		{ name: t("desk.file.about"), columns: pairs, rows: file.about },
	]);
	return fileResponse(bytes, { contentType: XLSX, fileName: `${file.name}.xlsx` });
}

export function csvOf(file: SufficiencyFile, encoding: CsvEncoding): Response {
	const rows = file.sheets.flatMap((sheet) => [sheet.columns.map(({ heading }) => heading), ...sheet.rows, [""]]);
	return csvResponse([...rows, ...file.definitions, ...file.about], { filename: `${file.name}.csv`, encoding });
}
