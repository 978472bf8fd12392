import { authorize, mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { jstDayString } from "../calendar/fiscal-year";
import { hostsOn } from "../hubs/hub-card";

const PAGE = 50;

/** Imports the actor may see, newest first. */
export async function listImports(ctx: Ctx, { cursor }: { cursor?: string } = {}) {
	await authorize(ctx, "read", "Import");
	const rows = await ctx.db.import.findMany({
		where: cursor ? { id: { lt: cursor } } : {},
		include: {
			hub: { select: { abbreviation: true } },
			institution: { select: { nameJa: true, nameEn: true } },
		},
		orderBy: { id: "desc" },
		take: PAGE + 1,
	});
	const imports = rows.slice(0, PAGE);
	return { imports, nextCursor: rows.length > PAGE ? (imports.at(-1)?.id ?? null) : null };
}

/** Where the actor may import: each hub with each institution that hosts it, and whole institutions. */
export async function listImportPlaces(ctx: Ctx) {
	await authorize(ctx, "import", "Import");
	const day = jstDayString(ctx.now);
	const hubs = await ctx.db.hub.findMany({
		include: { hosts: { include: { institution: true }, orderBy: { isPrimary: "desc" } } },
		orderBy: { abbreviation: "asc" },
	});
	const places = hubs.flatMap((hub) =>
		hostsOn(hub.hosts, day)
			.filter(({ institutionId }) => mayDo(ctx, "import", "Import", { hubId: hub.id, institutionId }))
			.map(({ institution }) => ({ hub, institution })),
	);
	const institutions = new Map(places.map(({ institution }) => [institution.id, institution]));
	const whole = [...institutions.values()].filter(({ id }) =>
		mayDo(ctx, "import", "Import", { hubId: null, institutionId: id }),
	);
	return { places, institutions: whole };
}
