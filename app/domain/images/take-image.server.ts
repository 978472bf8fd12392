import { invalid } from "~/platform/errors";
import { isUuid } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { type NewImage, storeImage } from "./store-image.server";

/** What `<ImageChoice>` sends: one that is there, or a new one with its words. */
export interface SentImage extends Pick<NewImage, "altJa" | "altEn" | "creditJa" | "creditEn"> {
	imageId: string;
	file: { bytes: Uint8Array; fileName: string } | null;
}

/** Reads the fields of `<ImageChoice>` out of a form. */
export async function readSentImage(form: FormData, name = "imageId"): Promise<SentImage> {
	const text = (field: string) => {
		const value = form.get(field);
		return typeof value === "string" ? value.trim() : "";
	};
	const file = form.get("imageFile");
	const isSent = file instanceof File && file.size > 0;
	return {
		imageId: text(name),
		altJa: text("imageAltJa"),
		altEn: text("imageAltEn"),
		creditJa: text("imageCreditJa"),
		creditEn: text("imageCreditEn"),
		file: isSent ? { bytes: new Uint8Array(await file.arrayBuffer()), fileName: file.name } : null,
	};
}

/**
 * The picture a form chose: keeps a new one, checks that one of the list may be used here. Null is none.
 * @throws AppError image_unknown (400), as storeImage
 */
export async function takeImage(ctx: Ctx, input: { hubId: string | null; sent: SentImage }): Promise<string | null> {
	const { hubId, sent } = input;
	if (sent.file !== null) return (await storeImage(ctx, { ...sent, ...sent.file, hubId })).imageId;
	return sent.imageId === "" ? null : assertUsableImage(ctx, { hubId, imageId: sent.imageId });
}

/**
 * A picture of the hub, or of the programme.
 * @throws AppError image_unknown (400)
 */
export async function assertUsableImage(ctx: Ctx, input: { hubId: string | null; imageId: string }): Promise<string> {
	const { hubId, imageId } = input;
	const image = isUuid(imageId) ? await ctx.db.image.findUnique({ where: { id: imageId } }) : null;
	if (image && (image.hubId === null || image.hubId === hubId)) return image.id;
	throw invalid("image_unknown", `picture ${imageId.slice(0, 40)} is not of hub ${hubId}`, {
		personKey: "images.unknown",
		params: { field: "imageId" },
	});
}
