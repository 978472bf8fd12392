import { z } from "zod";
import { CATEGORIES, type Category, CHANNELS, USES } from "~/domain/ledger/kinds";
import { MEASURE_NAMES, type MeasureName } from "~/domain/ledger/measures";
import { COLUMNS } from "~/domain/programme/external-money";
import type { ExternalMoneyRow } from "~/domain/programme/list-external-money.server";
import type { MoneyTableCell } from "~/ui/console/external-money-table";

/** `none` in an address means funds of the programme itself, which belong to no hub. */
export const NO_HUB = "none";

const common = {
	fiscalYear: z
		.union([z.literal("all"), z.coerce.number().int().min(1990).max(2100)])
		.optional()
		.catch(undefined),
	hub: z.string().max(50).optional().catch(undefined),
	unit: z.enum(["yen", "million"]).catch("yen").default("yen"),
};
const tableSchema = z.object(common);
const linesSchema = z.object({
	...common,
	measure: z
		.enum(MEASURE_NAMES as [MeasureName, ...MeasureName[]])
		.catch("gross")
		.default("gross"),
	category: z.enum(CATEGORIES).optional().catch(undefined),
	/** ids of one fund, or of one external fund */
	fund: z.uuid().optional().catch(undefined),
	externalFund: z.uuid().optional().catch(undefined),
	use: z.enum(USES).optional().catch(undefined),
	/** `none`: what has no channel */
	channel: z
		.enum([...CHANNELS, NO_HUB])
		.optional()
		.catch(undefined),
	institution: z.string().max(80).optional().catch(undefined),
	/** the desk's query this was opened from */
	desk: z.string().max(500).optional().catch(undefined),
	cursor: z.coerce
		.bigint()
		.positive()
		.max(2n ** 63n - 1n)
		.optional()
		.catch(undefined),
});
export type TableQuery = z.output<typeof tableSchema>;
export type LinesQuery = z.output<typeof linesSchema>;

const given = (url: URL) => Object.fromEntries([...url.searchParams].filter(([, value]) => value.trim() !== ""));
export const readTableQuery = (url: URL): TableQuery => tableSchema.parse(given(url));
export const readLinesQuery = (url: URL): LinesQuery => linesSchema.parse(given(url));

export function programmeHref(path: string, query: Record<string, string | number | bigint | undefined>): string {
	const entries = Object.entries(query).filter(([, value]) => value !== undefined);
	const search = new URLSearchParams(entries.map(([key, value]) => [key, String(value)])).toString();
	return search === "" ? path : `${path}?${search}`;
}

/** The figures of one row, each with the address of the lines it is made of. */
export function toCells(
	row: ExternalMoneyRow | undefined,
	where: { hub: string | undefined; fiscalYear: number | "all"; unit: "yen" | "million" },
): MoneyTableCell[] {
	return COLUMNS.map(({ id, key }, index) => {
		const figure = row?.figures[index];
		const lines: { measure: MeasureName; category: Category | undefined } = {
			measure: key.measure,
			category: key.category,
		};
		return {
			id,
			yen: figure?.yen ?? 0n,
			precision: figure?.precision ?? "yen",
			href: figure && figure.count > 0 ? programmeHref("/console/programme/lines", { ...where, ...lines }) : null,
		};
	});
}
