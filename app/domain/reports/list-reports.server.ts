import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { forbidden } from "~/platform/errors";
import { authorize, mayDo, mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import { jstDayString } from "../calendar/fiscal-year";
import { hostsOn } from "../hubs/hub-card";
import { actorName } from "../sufficiency/list-sufficiency-plans.server";
import { REPORT_KINDS, REPORT_STATES, type ReportKind, type ReportState } from "./report.status";

const row = z.object({
	id: z.uuid(),
	kind: z.enum(REPORT_KINDS),
	status: z.enum(REPORT_STATES as [ReportState, ...ReportState[]]),
	titleJa: z.string(),
	titleEn: z.string(),
	hub: z.string().nullable(),
	hubName: z.string().nullable(),
	institution: z.string(),
	institutionJa: z.string(),
	institutionEn: z.string(),
	from: z.string(),
	to: z.string(),
	blocks: z.int(),
	submittedBy: z.string().nullable(),
	decidedBy: z.string().nullable(),
	decidedAt: z.date().nullable(),
	updatedAt: z.date(),
	frozenSha256: z.string().nullable(),
	frozen: z.unknown(),
});
export type ReportListRow = z.output<typeof row>;

const REPORTS_PER_PAGE = 50;

/**
 * Reports the actor may see, newest first.
 * @param input.approved  only what was approved, with what was frozen
 * @param input.cursor  id of the last one of the page before
 */
export async function listReports(
	ctx: Ctx,
	input: {
		hubId?: string;
		kind?: ReportKind;
		status?: ReportState;
		approved?: boolean;
		cursor?: string;
		limit?: number;
	} = {},
): Promise<{ reports: ReportListRow[]; nextCursor: string | null }> {
	await authorize(ctx, "read", "Report");
	const { hubId, kind, status, approved = false, cursor, limit = REPORTS_PER_PAGE } = input;
	const rows = await readRows(
		ctx,
		row,
		(visible) => Prisma.sql`
		SELECT r.id, r.kind, r.status, r.title_ja AS "titleJa", r.title_en AS "titleEn", h.slug AS hub, h.abbreviation AS "hubName",
			i.slug AS institution, i.name_ja AS "institutionJa", i.name_en AS "institutionEn", r.period_from::text AS "from",
			r.period_to::text AS "to", jsonb_array_length(r.blocks) AS blocks, ${actorName("r.submitted_by")} AS "submittedBy",
			${actorName("r.decided_by")} AS "decidedBy", r.decided_at AS "decidedAt", r.updated_at AS "updatedAt",
			r.frozen_sha256 AS "frozenSha256", ${approved ? Prisma.sql`r.frozen` : Prisma.sql`NULL::jsonb`} AS frozen
		FROM report r JOIN institution i ON i.id = r.institution_id LEFT JOIN hub h ON h.id = r.hub_id
		WHERE ${visible("report", "r")}
			${hubId === undefined ? Prisma.empty : Prisma.sql`AND r.hub_id = ${hubId}::uuid`}
			${kind === undefined ? Prisma.empty : Prisma.sql`AND r.kind = ${kind}`}
			${status === undefined ? Prisma.empty : Prisma.sql`AND r.status = ${status}`}
			${approved ? Prisma.sql`AND r.frozen_sha256 IS NOT NULL` : Prisma.empty}
			${cursor === undefined ? Prisma.empty : Prisma.sql`AND r.id < ${cursor}::uuid`}
		ORDER BY r.id DESC LIMIT ${limit + 1}`,
	);
	const reports = rows.slice(0, limit);
	return { reports, nextCursor: rows.length > limit ? (reports.at(-1)?.id ?? null) : null };
}

/**
 * Where the actor may write a report: each institution whole, and each hub with each institution that hosts it today.
 * @throws AppError forbidden  when that is nowhere
 */
export async function listReportPlaces(ctx: Ctx) {
	if (!mayEver(ctx, "change", "Report")) throw forbidden("change Report");
	const day = jstDayString(ctx.now);
	const [institutions, hubs] = await Promise.all([
		ctx.db.institution.findMany({ orderBy: { slug: "asc" }, select: { id: true, nameJa: true, nameEn: true } }),
		ctx.db.hub.findMany({
			include: { hosts: { include: { institution: true }, orderBy: { isPrimary: "desc" } } },
			orderBy: { abbreviation: "asc" },
		}),
	]);
	const may = (place: { hubId: string | null; institutionId: string }) => mayDo(ctx, "change", "Report", place);
	return [
		...hubs.flatMap((hub) =>
			hostsOn(hub.hosts, day)
				.filter(({ institutionId }) => may({ hubId: hub.id, institutionId }))
				.map(({ institution: { id, nameJa, nameEn } }) => ({
					hub: { id: hub.id, slug: hub.slug, abbreviation: hub.abbreviation },
					institution: { id, nameJa, nameEn },
				})),
		),
		...institutions
			.filter(({ id }) => may({ hubId: null, institutionId: id }))
			.map((institution) => ({ hub: null, institution })),
	];
}
