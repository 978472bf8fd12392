import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { CATEGORIES, USES } from "../ledger/kinds";
import { inMeasure, sumOf } from "../ledger/measure-sql.server";
import { yen } from "../money/yen";
import { OUTLOOK_SOURCES } from "./coverage";

type Sql = Prisma.Sql;
const sql = Prisma.sql;
export type Years = { from: number; to: number };

const yenColumn = z.bigint().transform((value) => yen(value));

export const hubRow = z.object({
	id: z.uuid(),
	slug: z.string(),
	abbreviation: z.string(),
	nameJa: z.string(),
	nameEn: z.string(),
	lastFiscalYear: z.int().nullable(),
	planVersion: z.int().nullable(),
	planFrom: z.int().nullable(),
	planTo: z.int().nullable(),
});
export type HubRow = z.output<typeof hubRow>;

/** @param hubs  a query of hub ids, which decides who sees what */
export const hubsSql = (hubs: Sql): Sql => sql`
	SELECT h.id, h.slug, h.abbreviation, h.name_ja AS "nameJa", h.name_en AS "nameEn", s.last AS "lastFiscalYear",
		p.version AS "planVersion", p.first_fiscal_year AS "planFrom", p.last_fiscal_year AS "planTo"
	FROM hub h
	LEFT JOIN (SELECT hub_id, max(last_fiscal_year) AS last FROM hub_support_period GROUP BY 1) s ON s.hub_id = h.id
	LEFT JOIN sufficiency_plan p ON p.hub_id = h.id AND p.status = 'approved'
	WHERE h.id IN (${hubs}) ORDER BY h.slug`;

export const neededRow = z.object({ hubId: z.uuid(), fiscalYear: z.int(), use: z.enum(USES), yen: yenColumn });
export const neededSql = (hubs: Sql): Sql => sql`
	SELECT p.hub_id AS "hubId", c.fiscal_year AS "fiscalYear", c.use, sum(c.amount_yen)::bigint AS yen
	FROM sufficiency_plan p JOIN sufficiency_cost c ON c.plan_id = p.id
	WHERE p.status = 'approved' AND p.hub_id IN (${hubs}) GROUP BY 1, 2, 3`;

export const receivedRow = z.object({
	hubId: z.uuid(),
	fiscalYear: z.int(),
	category: z.enum(CATEGORIES),
	use: z.enum(USES),
	yen: yenColumn,
});
export const receivedSql = (hubs: Sql, { from, to }: Years): Sql => sql`
	SELECT lb.hub_id AS "hubId", lb.fiscal_year AS "fiscalYear", lb.category, lb.use, ${sumOf("lb", "secured")} AS yen
	FROM ledger_balance lb
	WHERE lb.hub_id IN (${hubs}) AND lb.fiscal_year BETWEEN ${from} AND ${to} AND ${inMeasure("lb", "secured")}
	GROUP BY 1, 2, 3, 4`;

export const outlookRow = z
	.object({
		fiscalYear: z.int(),
		source: z.enum(OUTLOOK_SOURCES),
		category: z.enum(CATEGORIES),
		use: z.enum(USES),
		weightKey: z.string(),
		yen: yenColumn,
		low: yenColumn,
		expected: yenColumn,
		high: yenColumn,
		count: z.int(),
		reason: z.object({
			key: z.string().default(""),
			params: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
		}),
	})
	.strict();
export const hubOutlookRow = outlookRow.extend({ hubId: z.uuid(), refreshedAt: z.date() });
/** The columns of {@link outlookRow}, of a table or a query of it. */
export const outlookColumns = sql`o.fiscal_year AS "fiscalYear", o.source, o.category, o.use, o.weight_key AS "weightKey", o.yen,
	o.low_yen AS low, o.expected_yen AS expected, o.high_yen AS high, o.count, o.reason`;
export const hubOutlookSql = (hubs: Sql): Sql => sql`
	SELECT o.hub_id AS "hubId", o.refreshed_at AS "refreshedAt", ${outlookColumns} FROM hub_outlook o
	WHERE o.hub_id IN (${hubs}) ORDER BY o.hub_id, o.fiscal_year, o.source, o.category, o.use, o.weight_key`;

export const funderRow = z.object({
	funder: z.string(),
	fiscalYear: z.int(),
	category: z.enum(CATEGORIES),
	use: z.enum(USES),
	yen: yenColumn,
});
