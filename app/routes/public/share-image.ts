import type { LoaderFunctionArgs } from "@remix-run/node";
import { drawShareImage, type ShareImageProps } from "~/documents/index.ts";
import { getT } from "~/i18n/texts.server.ts";
import { notFound } from "~/platform/errors.ts";
import { processWide } from "~/platform/process-wide.ts";
import { motifStrokes } from "~/ui/motifs/hub-motif.tsx";
import { publicRequest } from "./public-request.server.ts";
import { shareSubject } from "./share-subject.server.ts";

/** Drawing takes a tenth of a second: what was drawn from the same words is kept. */
const KEPT = 200;
const drawn = processWide("share-images", () => new Map<string, Promise<Uint8Array>>());

/** The picture that programs show of a shared link. Its words are the page's own; it is drawn when it is asked for. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
	const ctx = await publicRequest(request, params.lang);
	const slug = /^([a-z0-9-]+)\.png$/.exec(params.file ?? "")?.[1];
	if (slug === undefined) throw notFound("page", params.file ?? "");
	const subject = await shareSubject(ctx, params.kind, slug);
	const { kicker, title, progress, motif } = subject;
	const foot = getT(ctx.lang, "document")("share.foot");
	const png = await keptImage({ kicker, title, foot, drawing: motifStrokes(motif), ...(progress && { progress }) });
	return new Response(new Uint8Array(png), {
		headers: { "Content-Type": "image/png", "Cache-Control": "public, max-age=3600" },
	});
}

function keptImage(props: ShareImageProps): Promise<Uint8Array> {
	const { drawing: _, ...words } = props;
	const key = JSON.stringify(words);
	const known = drawn.get(key);
	if (known) return known;
	const made = drawShareImage(props);
	drawn.set(key, made);
	made.catch(() => drawn.delete(key));
	for (const oldest of drawn.keys()) {
		if (drawn.size <= KEPT) break;
		drawn.delete(oldest);
	}
	return made;
}
