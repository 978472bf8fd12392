import { notFound } from "~/platform/errors";
import { getFile } from "~/platform/storage/storage.server";
import { isUuid } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { IMAGE_FORMATS, IMAGE_WIDTHS, type ImageFormat, type ImageWidth } from "./image-kinds";

const FILE = /^(\d{3,4})\.(webp|jpg)$/;

/**
 * One file of a picture. Pictures are for everybody: their address is what a page, a mail or a shared link shows.
 * @param file  `960.webp`
 * @throws AppError image_not_found  also for a width or format there is no file of
 */
export async function readImageFile(
	_ctx: Ctx,
	input: { imageId: string; file: string },
): Promise<{ bytes: Uint8Array; contentType: string }> {
	const { imageId, file } = input;
	const [, width = "", format = ""] = FILE.exec(file) ?? [];
	const isKnown = IMAGE_WIDTHS.includes(Number(width) as ImageWidth) && IMAGE_FORMATS.includes(format as ImageFormat);
	if (!isKnown || !isUuid(imageId)) throw notFound("image", imageId.slice(0, 40));
	try {
		const bytes = await getFile(`images/${imageId.toLowerCase()}/${file}`);
		return { bytes, contentType: format === "webp" ? "image/webp" : "image/jpeg" };
	} catch (error) {
		if ((error as { code?: unknown }).code === "file_not_found") throw notFound("image", imageId);
		throw error;
	}
}
