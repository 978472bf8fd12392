import type { Ctx } from "~/domain/access/ctx.server";
import { listMyHubs } from "~/domain/access/list-my-hubs.server";
import { getT } from "~/i18n/texts.server";
import { notFound } from "~/platform/errors";

export const IMAGES = "/console/images";
const PROGRAMME = "programme";

/** Whose pictures the address asks for: a hub of the reader's, or the programme's; without a word the first there is. */
export async function imagePlace(ctx: Ctx, asked: string | undefined) {
	const { hubs, everyHub } = await listMyHubs(ctx);
	const programme = { slug: PROGRAMME, hubId: null, label: getT(ctx.lang, "console")("images.ofProgramme") };
	const ofHubs = hubs.map(({ id, slug, abbreviation }) => ({ slug, hubId: id, label: abbreviation }));
	const places = everyHub ? [programme, ...ofHubs] : [...ofHubs, programme];
	const place = asked === undefined ? places[0] : places.find(({ slug }) => slug === asked);
	if (!place) throw notFound("hub", asked ?? "");
	return { place, options: places.map(({ slug, label }) => ({ value: slug, label })) };
}
