import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { staffContext } from "~/domain/access/ctx.server";
import { previewPledgeLetter, renderPledgeLetter } from "~/domain/pledges/render-pledge-letter.server";
import { readQuery } from "./list-query";

const querySchema = z.object({
	letter: z.uuid().optional().catch(undefined),
	lang: z.enum(["ja", "en"]).optional().catch(undefined),
});

/** The letter of one pledge to be signed, or a letter's wording as a sample. */
export async function loader({ request, params, context }: LoaderFunctionArgs): Promise<Response> {
	const ctx = await staffContext(request, context.requestId);
	const { letter, lang } = readQuery(request, querySchema);
	const { bytes, fileName } =
		params.letterId === undefined
			? await renderPledgeLetter(ctx, { pledgeId: params.pledgeId ?? "", letterId: letter ?? null, lang: lang ?? null })
			: await previewPledgeLetter(ctx, { letterId: params.letterId, lang: lang ?? ctx.lang });
	return new Response(new Uint8Array(bytes), {
		headers: {
			"Content-Type": "application/pdf",
			"Content-Disposition": `inline; filename="${fileName}"`,
			"Cache-Control": "private, no-store",
		},
	});
}
