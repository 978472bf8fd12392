import { notFound } from "~/platform/errors";
import { isUuid } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { overseenHub } from "../hubs/overseen-hub.server";

/**
 * The columns scopes ask for, of something that belongs to a hub or, with null, to the programme.
 * @throws AppError hub_not_found
 */
export async function imageScope(
	ctx: Ctx,
	hubId: string | null,
): Promise<{ hubId: string | null; hub: object | null }> {
	return hubId === null ? { hubId, hub: null } : { hubId, hub: await overseenHub(ctx, { id: hubId }) };
}

/** @throws AppError image_not_found */
export async function imageOf(ctx: Ctx, imageId: string) {
	const image = isUuid(imageId) ? await ctx.db.image.findUnique({ where: { id: imageId } }) : null;
	if (!image) throw notFound("image", imageId);
	return image;
}
