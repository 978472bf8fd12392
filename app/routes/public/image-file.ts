import type { LoaderFunctionArgs } from "@remix-run/node";
import { publicContext } from "~/domain/access/ctx.server";
import { readImageFile } from "~/domain/images/read-image.server";
import { DEFAULT_LANG } from "~/i18n/lang";

/** A year: an address holds one picture for good. */
const FOR_GOOD = "public, max-age=31536000, immutable";

/** One file of a picture, for pages, mails and shared links. */
export async function loader({ request, params, context }: LoaderFunctionArgs): Promise<Response> {
	const ctx = await publicContext(request, DEFAULT_LANG, context.requestId);
	const { imageId = "", file = "" } = params;
	const { bytes, contentType } = await readImageFile(ctx, { imageId, file });
	return new Response(new Uint8Array(bytes), {
		headers: {
			"Content-Type": contentType,
			"Content-Length": String(bytes.byteLength),
			"Content-Disposition": `inline; filename="${file}"`,
			"Cache-Control": FOR_GOOD,
		},
	});
}
