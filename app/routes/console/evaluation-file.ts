import type { LoaderFunctionArgs } from "@remix-run/node";
import { staffContext } from "~/domain/access/ctx.server";
import { readEvaluationFile } from "~/domain/evaluations/record-evaluation.server";
import { fileResponse } from "~/platform/http/file-response.server";

/** The document of an evaluation, as it was handed in. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { bytes, fileName } = await readEvaluationFile(ctx, params.evaluationId ?? "");
	return fileResponse(bytes, { contentType: "application/pdf", fileName, inline: true });
}
