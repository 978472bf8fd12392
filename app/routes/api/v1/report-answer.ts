import { toJsonNumber, yen } from "~/domain/money/yen";
import type { ReportListRow } from "~/domain/reports/list-reports.server";
import { frozenSchema, type MeasuredFigure } from "~/domain/reports/measure-report.server";

const whole = (value: string) => toJsonNumber(yen(BigInt(value)));

function figureAnswer([key, figure]: [string, MeasuredFigure | undefined]) {
	if (!figure) return [];
	const { label, definition, unit, asOf, lineCount, linesSha256 } = figure;
	const rows = figure.rows.map((row) => ({ key: row.key, ja: row.ja, en: row.en, value: whole(row.value) }));
	return [{ key, label, definition, unit, value: whole(figure.value), asOf, lineCount, linesSha256, rows }];
}

type Row = Pick<
	ReportListRow,
	"id" | "kind" | "hub" | "institution" | "titleJa" | "titleEn" | "from" | "to" | "frozenSha256" | "frozen"
> & { status: string };

/** An approved report by what approval froze. */
export function reportRowAnswer(row: Row) {
	const frozen = frozenSchema.parse(row.frozen);
	const { id, kind, hub, institution, titleJa, titleEn, from, to } = row;
	return {
		...{ id, kind, hub, institution, title: { ja: titleJa, en: titleEn }, from, to },
		status: row.status as "approved",
		approvedAt: frozen.approvedAt,
		sha256: row.frozenSha256 ?? "",
		figures: Object.entries(frozen.figures).flatMap(figureAnswer),
	};
}
