import type { StaffCtx } from "~/domain/access/ctx.server";
import { listMyHubs } from "~/domain/access/list-my-hubs.server";
import { notFound } from "~/platform/errors";

/**
 * The hub a list is narrowed to, one of the actor's own, and those there are to choose from.
 * @param slug  as the address of the list has it
 * @throws AppError hub_not_found
 */
export async function chosenHub(ctx: StaffCtx, slug: string | undefined) {
	const { hubs } = await listMyHubs(ctx);
	const hubId = hubs.find((hub) => hub.slug === slug)?.id;
	if (slug !== undefined && hubId === undefined) throw notFound("hub", slug);
	return { hubId, hubs: hubs.map(({ slug, abbreviation }) => ({ value: slug, label: abbreviation })) };
}
