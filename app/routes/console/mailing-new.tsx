import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { authorize } from "~/domain/access/authorize.server";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { getMailingSubject } from "~/domain/mailings/get-mailing-subject.server";
import { DEFAULT_RATE, mailingFormSchema, RATES_OFFERED } from "~/domain/mailings/mailing-form.schema";
import { planMailing } from "~/domain/mailings/plan-mailing.server";
import { previewAudience } from "~/domain/mailings/preview-audience.server";
import { getSegment } from "~/domain/segments/get-segment.server";
import { listSegments } from "~/domain/segments/list-segments.server";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { isAppError, notFound } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { MailingForm } from "~/ui/console/mailing-form";
import { PageHead } from "~/ui/console/page-head";
import { sentValues } from "./fund-view.server";
import { readQuery } from "./list-query";
import { MAILINGS } from "./mailing-view";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const querySchema = z.object({
	report: z.uuid().optional().catch(undefined),
	appeal: z.uuid().optional().catch(undefined),
	segment: z.uuid().optional().catch(undefined),
});

async function askedSubject(ctx: StaffCtx, request: Request) {
	const { report, appeal, segment } = readQuery(request, querySchema);
	if (report !== undefined)
		return { of: { reportId: report }, subject: await getMailingSubject(ctx, { reportId: report }), segment };
	await authorize(ctx, "send", "Report");
	if (appeal === undefined) throw notFound("report", "");
	return { of: { appealId: appeal }, subject: await getMailingSubject(ctx, { appealId: appeal }), segment };
}
type Subject = Awaited<ReturnType<typeof askedSubject>>["subject"];

async function previewOf(
	ctx: StaffCtx,
	{ institutionId, hubId, purpose }: Subject,
	segmentId: string,
	onePerAddress: boolean,
) {
	if (segmentId === "") return null;
	const { rules } = await getSegment(ctx, segmentId);
	return previewAudience(ctx, { institutionId, hubId, purpose, rules, onePerAddress });
}

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { subject, of, segment } = await askedSubject(ctx, request);
	const { institutionId, hubId } = subject;
	const { segments } = await listSegments(ctx, { institutionId, ...(hubId !== null && { hubId }), limit: 500 });
	// A sending reaches those its own place answers for: another place's audience is not offered.
	const offered = segments.filter((one) => one.hubId === hubId && one.rules !== null);
	const chosen = segment ?? subject.segmentId ?? "";
	const segmentId = offered.some(({ id }) => id === chosen) ? chosen : "";
	const t = getT(ctx.lang, "console");
	return {
		title: t("mailings.newTitle"),
		name: subject.name[ctx.lang],
		back: "reportId" in of ? `/console/reports/${subject.id}` : `/console/appeals/${subject.id}`,
		approved: subject.status === "approved",
		segments: offered.map(({ id, name }) => ({ value: id, label: name })),
		segmentsHref: "/console/segments/new",
		preview: await previewOf(ctx, subject, segmentId, false),
		begins: {
			segmentId,
			begin: "now",
			scheduledOn: "",
			scheduledTime: "",
			ratePerMinute: String(DEFAULT_RATE),
			onePerAddress: "",
		},
		rates: RATES_OFFERED,
	};
}

export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { subject, of } = await askedSubject(ctx, request);
	const sent = await readForm(request);
	const values = sentValues(sent);
	const answer = (
		errors: Record<string, string[]>,
		status: number,
		preview: Awaited<ReturnType<typeof previewOf>> = null,
	) => data({ values, errors, preview }, { status });
	const form = parseForm(sent, mailingFormSchema(ctx.now));
	try {
		if (sent.get("intent") === "preview") {
			const segmentId = z.uuid().safeParse(sent.get("segmentId")).data ?? "";
			const preview = await previewOf(ctx, subject, segmentId, sent.get("onePerAddress") === "on");
			return answer(segmentId === "" ? { segmentId: ["fields.choose"] } : {}, segmentId === "" ? 400 : 200, preview);
		}
		if (!form.ok) return answer((form.submission.reply().error ?? {}) as Record<string, string[]>, 400);
		const { mailingId } = await planMailing(ctx, { ...of, ...form.value });
		return redirect(`${MAILINGS}/${mailingId}`, 303);
	} catch (error) {
		if (!isAppError(error) || (error.status !== 400 && error.status !== 409)) throw error;
		return answer({ [String(error.params.field ?? "")]: [error.personKey] }, error.status);
	}
}

export default function NewMailing() {
	const { title, name, back, approved, segments, segmentsHref, preview, begins, rates } =
		useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	return (
		<>
			<p className="no-print mb-2 text-sm">
				<a href={back}>{t("mailings.backToSubject")}</a>
			</p>
			<PageHead title={title} lead={name} />
			{approved ? null : <p className="notice notice-warn mb-4">{t("mailings.notApproved")}</p>}
			{segments.length === 0 ? (
				<p className="notice mb-4">
					{t("mailings.noSegments")} <a href={segmentsHref}>{t("mailings.makeSegment")}</a>
				</p>
			) : null}
			<MailingForm
				values={sent?.values ?? begins}
				errors={sent?.errors ?? {}}
				segments={segments}
				rates={rates}
				preview={sent ? sent.preview : preview}
			/>
		</>
	);
}
