import { forbidden } from "~/platform/errors";
import { mayDo, mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { jstDayString } from "../calendar/fiscal-year";
import { hostsOn } from "../hubs/hub-card";
import { equalShares } from "./allocation.schema";
import { assertProgrammeWide } from "./keep-shares.server";

/**
 * Where the actor may open a fund: each hub with each institution that hosts it today.
 * @throws AppError forbidden  when that is nowhere
 */
export async function listFundPlaces(ctx: Ctx) {
	if (!mayEver(ctx, "create", "Fund")) throw forbidden("open a fund");
	const day = jstDayString(ctx.now);
	const hubs = await ctx.db.hub.findMany({
		include: { hosts: { include: { institution: true }, orderBy: { isPrimary: "desc" } } },
		orderBy: { abbreviation: "asc" },
	});
	return hubs.flatMap((hub) =>
		hostsOn(hub.hosts, day)
			.filter(({ institutionId }) => mayDo(ctx, "create", "Fund", { hubId: hub.id, institutionId }))
			.map(({ institution }) => ({ hub, institution })),
	);
}

/**
 * What a fund of the programme can be opened with: any institution as its legal recipient, and the hubs to share it among.
 * @throws AppError forbidden  to whoever has no right in the whole programme
 */
export async function listProgrammePlaces(ctx: Ctx) {
	assertProgrammeWide(ctx, "create");
	const [institutions, hubs] = await Promise.all([
		listIssuers(ctx),
		ctx.db.hub.findMany({ select: { abbreviation: true }, orderBy: { slug: "asc" } }),
	]);
	return { institutions, shares: equalShares(hubs.map(({ abbreviation }) => abbreviation)) };
}

/** Bodies that may issue a fund's receipts. */
export function listIssuers(ctx: Ctx) {
	return ctx.db.institution.findMany({
		select: { id: true, nameJa: true, nameEn: true },
		orderBy: { slug: "asc" },
	});
}
