import { formatDay, formatInteger, formatYen } from "~/i18n/format";
import type { Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import { notFound } from "~/platform/errors";
import type { ReportFigureView, ReportView } from "~/ui/report/report-view";
import type { Ctx } from "../access/ctx.server";
import { readWhole } from "../access/whole-reading.server";
import { jstDayString } from "../calendar/fiscal-year";
import { blockViews } from "./block-views.server";
import { type ReportRow, readReport, scopeOf } from "./get-report.server";
import { type MeasuredFigure, measureReport, type ReportMeasures } from "./measure-report.server";
import { recipientFacts, recipientView } from "./recipient-facts.server";

export type ReportViewInput = {
	reportId: string;
	lang: Lang;
	/** whose name and giving it shows; null: nobody's */
	donorId: string | null;
	/** whose variants it takes when no donor says so */
	audience?: "individual" | "company";
	/** the code its links carry as `appeal=`; the report's own when absent */
	code?: string | null;
	/** figures lead to their ledger lines in the console */
	withLines?: boolean;
};

/**
 * A report as one person reads it in one language. Before approval its figures are live; from then on they are what was
 * frozen, whatever was booked since.
 * @throws AppError report_not_found, forbidden, donor_not_found
 */
export async function buildReportView(ctx: Ctx, input: ReportViewInput): Promise<ReportView> {
	const { reportId, lang, donorId } = input;
	const row = await readReport(ctx, reportId);
	const facts =
		donorId === null ? null : ((await recipientFacts(ctx, { reportId, donorIds: [donorId] })).get(donorId) ?? null);
	if (donorId !== null && facts === null) throw notFound("donor", donorId);
	const measures = row.frozen ?? (await liveMeasures(ctx, row));
	const code = input.code === undefined ? await ownCode(ctx, reportId) : input.code;
	const audience = facts?.kind ?? input.audience ?? "individual";
	const inLang = (ja: string, en: string) => (lang === "en" && en !== "" ? en : ja);
	return {
		reportId,
		kind: row.kind as ReportView["kind"],
		lang,
		audience,
		title: inLang(row.titleJa, row.titleEn),
		period: { from: formatDay(row.from, lang), to: formatDay(row.to, lang) },
		hub: row.hub && {
			slug: row.hub.slug,
			name: inLang(row.hub.nameJa, row.hub.nameEn),
			abbreviation: row.hub.abbreviation,
		},
		institution: inLang(row.institution.nameJa, row.institution.nameEn),
		approvedOn: row.frozen === null ? null : jstDayString(row.frozen.approvedAt),
		frozenSha256: row.frozenSha256,
		code,
		recipient: facts && recipientView(facts, lang),
		blocks: await blockViews(ctx, {
			row,
			lang,
			audience,
			code,
			measures,
			figureView: (figure, key) => figureView(figure, key, lang, input.withLines ? linesHref(reportId, key) : null),
		}),
	};
}

export const linesHref = (reportId: string, figure: string) => `/console/reports/${reportId}/figures/${figure}`;

/** What the books say now, read whole: a role that reads the report may have its figures, and none of what is behind them. */
export function liveMeasures(ctx: Ctx, row: ReportRow): Promise<ReportMeasures> {
	return readWhole(ctx, "measureReport", (reading) => measureReport(reading, scopeOf(row), row.blocks, null));
}

async function ownCode(ctx: Ctx, reportId: string): Promise<string | null> {
	const known = await ctx.db.appealCode.findFirst({ where: { kind: "report", subjectId: reportId } });
	return known?.code ?? null;
}

function figureView(figure: MeasuredFigure, key: string, lang: Lang, href: string | null): ReportFigureView {
	const value = BigInt(figure.value);
	const parts = figure.rows.map((row) => ({ label: row[lang], value: BigInt(row.value) }));
	const largest = parts.reduce((sum, part) => (part.value > 0n ? sum + part.value : sum), 0n);
	return {
		key,
		label: figure.label[lang],
		value: amountText(value, figure.unit, lang),
		definition: figure.definition[lang],
		asOf: figure.asOf,
		lineCount: figure.lineCount,
		href,
		rows: parts.map((part) => ({
			label: part.label,
			value: amountText(part.value, figure.unit, lang),
			share: largest > 0n && part.value > 0n ? Number((part.value * 10_000n) / largest) / 10_000 : 0,
		})),
		linesSha256: figure.linesSha256,
	};
}

export function amountText(value: bigint, unit: MeasuredFigure["unit"], lang: Lang): string {
	if (unit === "yen") return formatYen(value, lang);
	const count = Number(value);
	return getT(lang, "public")(`reportFigures.${unit}`, { count, number: formatInteger(value) });
}
