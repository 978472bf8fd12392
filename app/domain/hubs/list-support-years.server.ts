import type { Ctx } from "../access/ctx.server";
import { type SupportPeriod, type SupportStatus, supportStatus } from "./support-status.ts";

export interface SupportYears {
	id: string;
	slug: string;
	abbreviation: string;
	nameJa: string;
	nameEn: string;
	support: SupportStatus;
	periods: SupportPeriod[];
	/** since is null where the day was not found */
	recognitions: { kind: string; since: string | null; until: string | null }[];
}

const day = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null;

/** When hubs were and are supported, and how they are recognised; those whose support ends next first. */
export async function listSupportYears(ctx: Ctx, hubIds: readonly string[]): Promise<SupportYears[]> {
	const rows = await ctx.db.hub.findMany({
		where: { id: { in: [...hubIds] } },
		select: {
			id: true,
			slug: true,
			abbreviation: true,
			nameJa: true,
			nameEn: true,
			supportPeriods: {
				select: { kind: true, firstFiscalYear: true, lastFiscalYear: true },
				orderBy: { firstFiscalYear: "asc" },
			},
			recognitions: { select: { kind: true, since: true, until: true }, orderBy: { kind: "asc" } },
		},
	});
	return rows
		.map(({ supportPeriods, recognitions, ...hub }) => ({
			...hub,
			support: supportStatus(supportPeriods, ctx.now),
			periods: supportPeriods,
			recognitions: recognitions.map(({ kind, since, until }) => ({ kind, since: day(since), until: day(until) })),
		}))
		.sort(
			(a, b) =>
				Number(a.support.state === "ended") - Number(b.support.state === "ended") ||
				(a.support.endsOn ?? "9").localeCompare(b.support.endsOn ?? "9") ||
				a.slug.localeCompare(b.slug),
		);
}
