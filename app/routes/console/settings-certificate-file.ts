import type { LoaderFunctionArgs } from "@remix-run/node";
import { staffContext } from "~/domain/access/ctx.server";
import { overseenInstitution } from "~/domain/institutions/overseen-institution.server";
import { readCertificateFile } from "~/domain/receipts/change-certificates.server";
import { fileResponse } from "~/platform/http/file-response.server";

/** The scanned copy of a certificate that goes with receipts. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await overseenInstitution(ctx, params.institution ?? "", "changeReceipts");
	const bytes = await readCertificateFile(ctx, params.certificateId ?? "");
	return fileResponse(bytes, { contentType: "application/pdf", fileName: "certificate.pdf", inline: true });
}
