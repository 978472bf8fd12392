import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { staffContext } from "~/domain/access/ctx.server";
import { renderPledgeLetter } from "~/domain/pledges/render-pledge-letter.server";
import { readQuery } from "./list-query";
import { pdfAnswer } from "./pdf-answer.server";

const querySchema = z.object({
	letter: z.uuid().optional().catch(undefined),
	lang: z.enum(["ja", "en"]).optional().catch(undefined),
});

/** The letter of one pledge, to be signed. */
export async function loader({ request, params, context }: LoaderFunctionArgs): Promise<Response> {
	const ctx = await staffContext(request, context.requestId);
	const { letter = null, lang = null } = readQuery(request, querySchema);
	return pdfAnswer(await renderPledgeLetter(ctx, { pledgeId: params.pledgeId ?? "", letterId: letter, lang }));
}
