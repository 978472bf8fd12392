import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { staffContext } from "~/domain/access/ctx.server";
import { makeLetters } from "~/domain/appeals/appeal-files.server";
import { readQuery } from "./list-query";
import { pdfAnswer } from "./pdf-answer.server";

const querySchema = z.object({ part: z.coerce.number().int().min(1).max(1000).catch(1) });

/** The letters of an appeal, to be printed. */
export async function loader({ request, params, context }: LoaderFunctionArgs): Promise<Response> {
	const ctx = await staffContext(request, context.requestId);
	const { part } = readQuery(request, querySchema);
	return pdfAnswer(await makeLetters(ctx, { appealId: params.appealId ?? "", part }));
}
