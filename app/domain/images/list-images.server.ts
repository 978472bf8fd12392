import { forbidden } from "~/platform/errors";
import { mayDo, mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { imageOf, imageScope } from "./image-scope.server";

const PAGE = 60;

/**
 * Pictures of a hub, or with null of the programme, newest first.
 * @throws AppError forbidden, hub_not_found
 */
export async function listImages(
	ctx: Ctx,
	input: { hubId: string | null; cursor?: string; limit?: number },
): Promise<{ images: ListedImage[]; nextCursor: string | null; mayChange: boolean }> {
	if (!mayEver(ctx, "read", "Image")) throw forbidden("read Image");
	const row = await imageScope(ctx, input.hubId);
	const { cursor, limit = PAGE } = input;
	const images = await ctx.db.image.findMany({
		where: { hubId: input.hubId, ...(cursor === undefined ? {} : { id: { lt: cursor } }) },
		select: LISTED,
		orderBy: { id: "desc" },
		take: limit + 1,
	});
	const shown = images.slice(0, limit);
	return {
		images: shown,
		nextCursor: images.length > limit ? (shown.at(-1)?.id ?? null) : null,
		mayChange: mayDo(ctx, "change", "Image", row),
	};
}

const LISTED = {
	...{ id: true, width: true, height: true, altJa: true, altEn: true, creditJa: true, creditEn: true },
	createdAt: true,
} as const;
export type ListedImage = {
	id: string;
	width: number;
	height: number;
	altJa: string;
	altEn: string;
	creditJa: string;
	creditEn: string;
	createdAt: Date;
};

/**
 * One picture and whether the actor may say what it shows.
 * @throws AppError image_not_found, forbidden
 */
export async function getImage(ctx: Ctx, imageId: string): Promise<{ image: ListedImage; mayChange: boolean }> {
	if (!mayEver(ctx, "read", "Image")) throw forbidden("read Image");
	const image = await imageOf(ctx, imageId);
	const row = await imageScope(ctx, image.hubId);
	return { image, mayChange: mayDo(ctx, "change", "Image", row) };
}

/** Pictures by their ids, for texts that name them; unknown ids are left out. */
export async function listImagesById(ctx: Ctx, ids: readonly string[]): Promise<ListedImage[]> {
	if (ids.length === 0) return [];
	return ctx.db.image.findMany({ where: { id: { in: [...new Set(ids)] } }, select: LISTED });
}
