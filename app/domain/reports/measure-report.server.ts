import { createHash } from "node:crypto";
import { z } from "zod";
import { getT } from "~/i18n/texts.server";
import type { Ctx } from "../access/ctx.server";
import { canonicalJson } from "../audit/audit.server";
import { jstDayString } from "../calendar/fiscal-year";
import { EXPENSE_ITEMS } from "../spending/expense-items";
import type { FigureScope, ReadPoint } from "./figure-lines.server";
import { readBought, readFigure } from "./read-figures.server";
import { figuresOf, type InBoth, type ReportBlock } from "./report-blocks";
import { declarationOf, type FigureKey } from "./report-figures";

const inBoth = z.object({ ja: z.string(), en: z.string() });
const whole = z.string().regex(/^-?\d+$/);
const measuredFigure = z.object({
	label: inBoth,
	definition: inBoth,
	unit: z.enum(["yen", "gifts", "donors"]),
	value: whole,
	/** the day it was read, in Japan */
	asOf: z.string(),
	lineCount: z.int(),
	linesSha256: z.string(),
	rows: z.array(inBoth.extend({ key: z.string(), value: whole })),
});
export type MeasuredFigure = z.output<typeof measuredFigure>;

const measuredSpending = z.object({
	total: measuredFigure,
	funds: z.array(
		inBoth.extend({
			fundId: z.string(),
			value: whole,
			items: z.array(z.object({ item: z.enum(EXPENSE_ITEMS), value: whole, bought: z.array(z.string()) })),
		}),
	),
});
type MeasuredSpending = z.output<typeof measuredSpending>;

/** Every figure of a report and what its spending blocks tell, by block. */
const measuresSchema = z.object({
	figures: z.partialRecord(z.string(), measuredFigure),
	spending: z.partialRecord(z.string(), measuredSpending),
});
export type ReportMeasures = z.output<typeof measuresSchema>;

/** What approval keeps: the words beside the numbers too, so that a later wording changes nothing that was sent. */
export const frozenSchema = measuresSchema.extend({
	version: z.literal(1),
	kind: z.string(),
	titleJa: z.string(),
	titleEn: z.string(),
	institution: z.string(),
	hub: z.string().nullable(),
	from: z.string(),
	to: z.string(),
	approvedAt: z.string(),
	approvedBy: z.string(),
	ledger: z.object({ readPoint: z.string(), bookedUntil: z.string() }),
});
export type FrozenReport = z.output<typeof frozenSchema>;

/**
 * Every figure the blocks ask for, as of one moment. Call it within `readWhole`.
 * @param asOf  null: now
 */
export async function measureReport(
	ctx: Ctx,
	scope: FigureScope,
	blocks: readonly ReportBlock[],
	asOf: ReadPoint | null,
): Promise<ReportMeasures> {
	const figures: Record<string, MeasuredFigure> = {};
	for (const figure of figuresOf(blocks)) figures[figure] = await measured(ctx, { ...scope, figure, asOf });
	const spending: Record<string, MeasuredSpending> = {};
	for (const block of blocks) {
		if (block.kind !== "spending") continue;
		const of = { ...scope, figure: "spent" as const, fundIds: block.fundIds, asOf };
		spending[block.id] = { total: await measured(ctx, of), funds: byFund(await readBought(ctx, of)) };
	}
	return { figures, spending };
}

async function measured(ctx: Ctx, of: Parameters<typeof readFigure>[1]): Promise<MeasuredFigure> {
	const { value, lineCount, linesSha256, rows } = await readFigure(ctx, of);
	return {
		...wordsOf(of.figure),
		unit: declarationOf(of.figure).unit,
		value: value.toString(),
		asOf: jstDayString(ctx.now),
		lineCount,
		linesSha256,
		rows: rows.map((row) => ({ ...row, ...partName(of.figure, row), value: row.value.toString() })),
	};
}

const inLangs = (text: (lang: "ja" | "en") => string): InBoth => ({ ja: text("ja"), en: text("en") });

export function wordsOf(figure: FigureKey): { label: InBoth; definition: InBoth } {
	return {
		label: inLangs((lang) => getT(lang, "public")(`reportFigures.${figure}.label`)),
		definition: inLangs((lang) => getT(lang, "public")(`reportFigures.${figure}.definition`)),
	};
}

function partName(figure: FigureKey, row: InBoth & { key: string }): InBoth {
	const { by } = declarationOf(figure);
	if (by === "use") {
		return inLangs((lang) => getT(lang, "console")(`uses.${row.key as "research"}`));
	}
	if (by === "item") return inLangs((lang) => itemName(row.key as (typeof EXPENSE_ITEMS)[number], lang));
	return { ja: row.ja, en: row.en || row.ja };
}

export const itemName = (item: (typeof EXPENSE_ITEMS)[number], lang: "ja" | "en") =>
	getT(lang, "console")(`expenseItems.${item}`);

function byFund(lines: Awaited<ReturnType<typeof readBought>>): MeasuredSpending["funds"] {
	const ids = [...new Set(lines.map(({ fundId }) => fundId))];
	return ids.map((fundId) => {
		const own = lines.filter((line) => line.fundId === fundId);
		return {
			fundId,
			ja: own[0]?.ja ?? "",
			en: own[0]?.en || (own[0]?.ja ?? ""),
			value: own.reduce((sum, { yen }) => sum + yen, 0n).toString(),
			items: own.map(({ item, yen, bought }) => ({ item, value: yen.toString(), bought })),
		};
	});
}

/** Of the blocks and what was frozen with them, in canonical form: what was sent can be shown to be what was approved. */
export function hashOfReport(content: { blocks: readonly ReportBlock[]; frozen: FrozenReport }): string {
	return createHash("sha256").update(canonicalJson(content)).digest("hex");
}
