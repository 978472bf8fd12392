import { conflict } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { readWhole } from "../access/whole-reading.server";
import { readReport, scopeOf } from "./get-report.server";
import { hashOfReport, type MeasuredFigure, measureReport } from "./measure-report.server";

/** A figure as it was frozen, as the ledger says it was then, and as the same question is answered today. */
export type FigureCheck = {
	key: string;
	label: { ja: string; en: string };
	unit: MeasuredFigure["unit"];
	frozen: bigint;
	atApproval: bigint;
	now: bigint;
	/** the very same lines with the same amounts were in the ledger then */
	linesAreSame: boolean;
};

/**
 * Do the frozen figures still agree with the ledger as of approval? Reads the lines the database showed at that moment and
 * makes every value and hash again; changes nothing. Figures of people may differ in value with the same lines: records of
 * one person were joined, or taken apart, since.
 * @throws AppError report_not_found, forbidden, report_not_frozen (409)
 */
export async function verifyReport(
	ctx: Ctx,
	reportId: string,
): Promise<{ contentIsSame: boolean; agrees: boolean; figures: FigureCheck[] }> {
	const row = await readReport(ctx, reportId);
	const { frozen, frozenSha256 } = row;
	if (frozen === null) {
		throw conflict("report_not_frozen", `report ${reportId} is not approved`, { personKey: "reports.notFrozen" });
	}
	const [then, now] = await readWhole(ctx, "verifyReport", async (reading) => [
		await measureReport(reading, scopeOf(row), row.blocks, frozen.ledger),
		await measureReport(reading, scopeOf(row), row.blocks, null),
	]);
	const figures = [
		...Object.keys(frozen.figures).map((key) => check(key, frozen.figures[key], then?.figures[key], now?.figures[key])),
		...Object.keys(frozen.spending).map((key) =>
			check("spent", frozen.spending[key]?.total, then?.spending[key]?.total, now?.spending[key]?.total),
		),
	].filter((one) => one !== null);
	const contentIsSame = hashOfReport({ blocks: row.blocks, frozen }) === frozenSha256;
	const agrees = contentIsSame && figures.every((one) => one.linesAreSame && one.frozen === one.atApproval);
	return { contentIsSame, agrees, figures };
}

type Maybe = MeasuredFigure | undefined;

function check(key: string, frozen: Maybe, then: Maybe, now: Maybe): FigureCheck | null {
	if (!frozen) return null;
	return {
		key,
		label: frozen.label,
		unit: frozen.unit,
		frozen: BigInt(frozen.value),
		atApproval: BigInt(then?.value ?? "0"),
		now: BigInt(now?.value ?? "0"),
		linesAreSame: then !== undefined && then.linesSha256 === frozen.linesSha256 && then.lineCount === frozen.lineCount,
	};
}
