import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { staffContext } from "~/domain/access/ctx.server";
import { previewLetter } from "~/domain/appeals/appeal-files.server";
import { previewAppealMail } from "~/domain/appeals/appeal-mail.server";
import { getAppeal } from "~/domain/appeals/get-appeal.server";
import { LANGS } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import { readQuery } from "./list-query";
import { pdfAnswer } from "./pdf-answer.server";

const querySchema = z.object({ lang: z.enum(LANGS).catch("ja"), as: z.enum(["html", "text"]).catch("html") });

/** A letter as a PDF, a mail as its HTML or its text: to a reader nobody knows. */
export async function loader({ request, params, context }: LoaderFunctionArgs): Promise<Response> {
	const ctx = await staffContext(request, context.requestId);
	const { lang, as } = readQuery(request, querySchema);
	const appeal = await getAppeal(ctx, params.appealId ?? "");
	if (appeal.channel === "letter") return pdfAnswer(await previewLetter(ctx, { appealId: appeal.id, lang }));
	const addressee = getT(lang, "document")("appeal.sampleName");
	const mail = await previewAppealMail(ctx, { appealId: appeal.id, lang, addressee });
	return new Response(as === "text" ? mail.text : mail.html, {
		headers: {
			"Content-Type": `text/${as === "text" ? "plain" : "html"}; charset=utf-8`,
			"Cache-Control": "private, no-store",
		},
	});
}
