import { inTransaction } from "~/platform/db/transaction.server";
import { forbidden, invalid } from "~/platform/errors";
import { newId } from "~/platform/new-id";
import { putFile, sha256 } from "~/platform/storage/storage.server";
import { actorId } from "../access/actor";
import { mayDo, mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { encodeImage } from "./encode-image.server";
import { imageWordsSchema } from "./image.schema";
import { IMAGE_WIDTHS, type ImageWords } from "./image-kinds";
import { imageOf, imageScope } from "./image-scope.server";

export interface NewImage extends ImageWords {
	bytes: Uint8Array;
	fileName: string;
	/** null: the programme's */
	hubId: string | null;
}

/**
 * Keeps a picture: drawn anew in the widths pages use, with the words that stand for it.
 * @throws AppError hub_not_found, forbidden, image_refused (400), image_alt_missing (400)
 */
export async function storeImage(ctx: Ctx, input: NewImage): Promise<{ imageId: string }> {
	const row = await imageScope(ctx, input.hubId);
	if (!mayDo(ctx, "change", "Image", row)) throw forbidden(`change Image of hub ${input.hubId}`);
	const words = imageWordsSchema.safeParse(input);
	if (!words.success || words.data.altJa === "") {
		throw invalid("image_alt_missing", "a picture comes without words for who cannot see it", {
			personKey: "images.altMissing",
			params: { field: "imageAltJa" },
		});
	}
	const { files, width, height } = await encodeImage(input.bytes);
	const imageId = newId();
	const fileKey = `images/${imageId}`;
	// Kept before the row names them: files nobody names harm nothing.
	for (const file of files) {
		const contentType = file.format === "webp" ? "image/webp" : "image/jpeg";
		await putFile(`${fileKey}/${file.width}.${file.format}`, file.bytes, { contentType });
	}
	const largest = files.at(-1);
	const hash = sha256(largest?.bytes ?? new Uint8Array());
	await inTransaction(ctx, async (tx) => {
		await tx.image.create({
			data: {
				...{ id: imageId, hubId: input.hubId, fileKey, sha256: hash, width, height },
				...{ widths: [...IMAGE_WIDTHS], ...words.data },
				...{ createdBy: actorId(ctx.actor), createdAt: ctx.now },
			},
		});
		await audit(tx, ctx, {
			action: "image.stored",
			subject: { type: "image", id: imageId },
			after: { hubId: input.hubId, sha256: hash, width, height },
		});
	});
	return { imageId };
}

/**
 * Says what a picture shows, and whose it is.
 * @throws AppError image_not_found, forbidden, image_alt_missing (400)
 */
export async function changeImageWords(ctx: Ctx, input: { imageId: string; words: ImageWords }): Promise<void> {
	if (!mayEver(ctx, "change", "Image")) throw forbidden("change Image");
	const { hubId, ...image } = await imageOf(ctx, input.imageId);
	if (!mayDo(ctx, "change", "Image", await imageScope(ctx, hubId))) throw forbidden(`change Image ${image.id}`);
	const words = imageWordsSchema.parse(input.words);
	if (words.altJa === "") {
		throw invalid("image_alt_missing", `picture ${image.id} would lose its words`, {
			personKey: "images.altMissing",
			params: { field: "imageAltJa" },
		});
	}
	await inTransaction(ctx, async (tx) => {
		await tx.image.update({ where: { id: image.id }, data: words });
		await audit(tx, ctx, { action: "image.described", subject: { type: "image", id: image.id }, after: { ...words } });
	});
}
