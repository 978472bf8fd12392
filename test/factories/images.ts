import sharp from "sharp";
import type { Ctx } from "~/domain/access/ctx.server";
import { storeImage } from "~/domain/images/store-image.server";

/** A plain picture of the hub, with words for it. */
export async function storeDrawnImage(ctx: Ctx, hubId: string | null): Promise<{ imageId: string }> {
	const bytes = await sharp({ create: { width: 600, height: 400, channels: 3, background: "#275" } })
		.png()
		.toBuffer();
	const words = { altJa: "緑の面", altEn: "A green plane", creditJa: "", creditEn: "" };
	return storeImage(ctx, { ...words, bytes, fileName: "green.png", hubId });
}
