import type { Lang } from "~/i18n/lang";
import type { Ctx } from "../access/ctx.server";
import { type ShownImage, toShownImage } from "./image-kinds";
import { listImagesById } from "./list-images.server";

/** Pictures a text or a card shows, by id, in one language; unknown ids are left out. */
export async function shownImages(
	ctx: Ctx,
	ids: readonly (string | null)[],
	lang: Lang = ctx.lang,
): Promise<Record<string, ShownImage>> {
	const images = await listImagesById(
		ctx,
		ids.filter((id) => id !== null),
	);
	return Object.fromEntries(images.map((image) => [image.id, toShownImage(image, lang)]));
}
