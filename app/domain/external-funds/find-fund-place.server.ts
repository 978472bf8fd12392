import { invalid } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { jstDayString } from "../calendar/fiscal-year";
import { hostsOn } from "../hubs/hub-card";

/**
 * A hub and one of its hosts by their short names; today's primary host unless another is named.
 * @throws AppError external_fund_place_unknown (400, by field)
 */
export async function findFundPlace(
	ctx: Ctx,
	{ hub: hubSlug, institution: institutionSlug }: { hub: string; institution?: string },
): Promise<{ hubId: string; institutionId: string }> {
	const refuse = (field: string, value: string) =>
		invalid("external_fund_place_unknown", `no ${field} ${value}`, { personKey: "fields.choose", params: { field } });
	const hub = await ctx.db.hub.findUnique({
		where: { slug: hubSlug },
		include: { hosts: { include: { institution: true }, orderBy: { isPrimary: "desc" } } },
	});
	if (!hub) throw refuse("hub", hubSlug);
	const today = hostsOn(hub.hosts, jstDayString(ctx.now));
	const host =
		institutionSlug === undefined
			? (today[0] ?? hub.hosts[0])
			: hub.hosts.find(({ institution }) => institution.slug === institutionSlug);
	if (!host) throw refuse("institution", institutionSlug ?? "");
	return { hubId: hub.id, institutionId: host.institutionId };
}
