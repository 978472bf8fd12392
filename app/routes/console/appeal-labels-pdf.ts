import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { LABEL_LAYOUTS } from "~/documents/index";
import { staffContext } from "~/domain/access/ctx.server";
import { makeLabels } from "~/domain/appeals/appeal-files.server";
import { readQuery } from "./list-query";
import { pdfAnswer } from "./pdf-answer.server";

const mm = z.coerce.number().min(-20).max(20).catch(0);
const querySchema = z.object({
	layout: z.enum(LABEL_LAYOUTS).catch("12"),
	part: z.coerce.number().int().min(1).max(1000).catch(1),
	/** labels already used on the first sheet */
	skip: z.coerce.number().int().min(0).max(23).catch(0),
	right: mm,
	down: mm,
});

/** Address labels of an appeal's letters. */
export async function loader({ request, params, context }: LoaderFunctionArgs): Promise<Response> {
	const ctx = await staffContext(request, context.requestId);
	const { layout, part, skip, right, down } = readQuery(request, querySchema);
	const appealId = params.appealId ?? "";
	return pdfAnswer(await makeLabels(ctx, { appealId, layout, part, skip, shift: { right, down } }));
}
