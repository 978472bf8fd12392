import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { staffContext } from "~/domain/access/ctx.server";
import { previewPledgeLetter } from "~/domain/pledges/render-pledge-letter.server";
import { readQuery } from "./list-query";
import { pdfAnswer } from "./pdf-answer.server";

const querySchema = z.object({ lang: z.enum(["ja", "en"]).optional().catch(undefined) });

/** A letter's wording as a sample. */
export async function loader({ request, params, context }: LoaderFunctionArgs): Promise<Response> {
	const ctx = await staffContext(request, context.requestId);
	const { lang } = readQuery(request, querySchema);
	return pdfAnswer(await previewPledgeLetter(ctx, { letterId: params.letterId ?? "", lang: lang ?? ctx.lang }));
}
