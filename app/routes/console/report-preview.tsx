import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { staffContext } from "~/domain/access/ctx.server";
import { getReport } from "~/domain/reports/get-report.server";
import { listPreviewReaders } from "~/domain/reports/list-preview-readers.server";
import { lookAtReport, REPORT_SAMPLES } from "~/domain/reports/look-at-report.server";
import { GIFTS_IN_MAIL } from "~/domain/reports/own-words";
import { previewLinks } from "~/domain/reports/report-mails.server";
import { sendTestReport } from "~/domain/reports/send-test-report.server";
import { LANGS } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { parseForm, readForm } from "~/platform/http/form.server";
import { seeOther } from "~/platform/http/respond.server";
import { PageHead } from "~/ui/console/page-head";
import { ReportPreview } from "~/ui/console/report-preview";
import { renderReportMail } from "~emails/report";
import { hrefWith } from "./list-query";
import { PREVIEW_SHAPES, previewQuery, readerOf } from "./report-preview-query";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.pageTitle }];
export const headers = () => ({ "Cache-Control": "private, no-store" });

const testSchema = z.object({ as: z.string().max(60), in: z.enum(LANGS) });

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const report = await getReport(ctx, params.reportId ?? "");
	const chosen = previewQuery(request, ctx.lang);
	const { as, lang, shape, search, reader } = chosen;
	const path = `/console/reports/${report.id}`;
	const [found, look] = await Promise.all([
		listPreviewReaders(ctx, { reportId: report.id, search }),
		lookAtReport(ctx, { reportId: report.id, lang, reader, limit: GIFTS_IN_MAIL }),
	]);
	const mail = await renderReportMail({ ...look, ...previewLinks(look), test: false });
	const t = getT(ctx.lang, "console");
	const chosenName = "donorId" in reader ? look.own?.addressee : undefined;
	const listed = found?.readers.some(({ donorId }) => donorId === as) ?? false;
	return {
		pageTitle: t("reportPreview.title"),
		title: look.view.title,
		path,
		chosen: { as, lang, shape, search },
		samples: REPORT_SAMPLES,
		shapes: PREVIEW_SHAPES,
		readers: [
			// Who was chosen stays chosen when another name is looked for.
			...(chosenName !== undefined && !listed ? [{ donorId: as, name: chosenName, lang }] : []),
			...(found?.readers ?? []),
		],
		mayFind: found !== null,
		more: found?.more ?? false,
		subject: mail.subject,
		text: mail.text,
		bytes: Buffer.byteLength(mail.html),
		ownMail: ctx.actor.email,
		done: chosen.done ?? null,
		frame: hrefWith(`${path}/preview/${shape === "mail" || shape === "mailPhone" ? "mail" : "page"}`, { as, lang }),
		pdf: hrefWith(`${path}/preview/pdf`, { as, in: lang }),
	};
}

/** Sends what is seen to whoever looks at it. */
export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const reportId = params.reportId ?? "";
	await getReport(ctx, reportId);
	const form = parseForm(await readForm(request), testSchema);
	const { as, in: lang } = form.ok ? form.value : { as: "person", in: ctx.lang };
	await sendTestReport(ctx, { reportId, lang, reader: readerOf(as), to: ctx.actor.email });
	return seeOther(hrefWith(`/console/reports/${reportId}/preview`, { as, in: lang, shape: "mail", done: "sent" }));
}

/** A report before anybody gets it: as any reader, in either language, in every shape it is sent in. */
export default function ReportPreviewPage() {
	const page = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<>
			<p className="mb-2 text-sm">
				<a href={page.path}>{t("reportPreview.back")}</a>
			</p>
			<PageHead title={t("reportPreview.title")} lead={page.title} />
			<ReportPreview {...page} />
		</>
	);
}
