import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { staffContext } from "~/domain/access/ctx.server";
import { getReport } from "~/domain/reports/get-report.server";
import { listComposeChoices } from "~/domain/reports/list-compose-choices.server";
import { REPORT_MAX } from "~/domain/reports/report.schema";
import { BLOCK_KINDS, BLOCK_MAX } from "~/domain/reports/report-blocks";
import { formatDay } from "~/i18n/format";
import { useErrorText, useLang, useT } from "~/i18n/use-t";
import { readForm } from "~/platform/http/form.server";
import type { RouteHandle } from "~/platform/http/route-handle";
import { Facts } from "~/ui/console/facts";
import { FoldedForm } from "~/ui/console/folded-form";
import { PageHead, Section } from "~/ui/console/page-head";
import { ReportBlocks } from "~/ui/console/report-blocks";
import { ReportCheck } from "~/ui/console/report-check";
import { ReportErrors, ReportFields } from "~/ui/console/report-fields";
import { ReportIssues, ReportSendings, ReportSteps, ReportWorkflow } from "~/ui/console/report-parts";
import { SelectField } from "~/ui/console/select-field";
import { StatusBadge } from "~/ui/console/status-badge";
import { nameOf } from "./fund-view.server";
import { readQuery } from "./list-query";
import { composedBlocks, issueOfReport, openForm, REPORTS } from "./report-compose.server";
import { checkOfLedger, sendingsOf, stepsOf } from "./report-facts.server";
import { type RefusedStep, takeStep } from "./report-step.server";

/** Every form works without it; with it, boxes of Markdown become an editor. */
export const handle = { script: true } satisfies RouteHandle;
export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const DONE = ["created", "saved", "moved", "submitted", "approved", "sentBack", "takenBack"] as const;
const querySchema = z.object({
	block: z.string().max(20).optional().catch(undefined),
	check: z.literal("ledger").optional().catch(undefined),
	done: z.enum(DONE).optional().catch(undefined),
});
/** A report is longer than other forms: a letter in two languages. */
const MAX_BYTES = 400_000;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const report = await getReport(ctx, params.reportId ?? "");
	const query = readQuery(request, querySchema);
	const { lang } = ctx;
	const { cards, issues } = await composedBlocks(ctx, report);
	const choices = report.may.change ? await listComposeChoices(ctx, report) : null;
	return {
		title: lang === "en" && report.titleEn !== "" ? report.titleEn : report.titleJa,
		reportId: report.id,
		path: `${REPORTS}/${report.id}`,
		listPath: REPORTS,
		report: {
			kind: report.kind,
			status: report.status,
			note: report.note,
			from: report.from,
			to: report.to,
			revision: report.revision,
			code: report.code,
			sha256: report.frozenSha256,
			place: [report.hub?.abbreviation, nameOf(report.institution, lang)].filter(Boolean).join(" / "),
			segment: report.segment?.name ?? null,
			createdBy: report.createdByName,
		},
		own: report.own,
		may: report.may,
		cards,
		issues: issues.map((issue) => issueOfReport(issue, report, lang)),
		open: query.block === undefined ? null : await openForm(ctx, report, { blockId: query.block }),
		fields: {
			...{ titleJa: report.titleJa, titleEn: report.titleEn, from: report.from, to: report.to },
			segmentId: report.segmentId ?? "",
		},
		segments: choices?.segments.map(({ id, name }) => ({ value: id, label: name })) ?? [],
		sendings: await sendingsOf(ctx, report),
		steps: stepsOf(report, lang),
		check: query.check === "ledger" && report.frozen !== null ? await checkOfLedger(ctx, report.id) : null,
		done: query.done ?? null,
	};
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const report = await getReport(ctx, params.reportId ?? "");
	const answer = await takeStep(ctx, report, await readForm(request, { maxBytes: MAX_BYTES }));
	if (answer instanceof Response) return answer;
	const { refused, status } = answer;
	if (!refused.block) return data<Answer>(refused, { status });
	// Given back on top of what is there now: whoever saves it again has been told.
	const { blockId, values, errors } = refused.block;
	const open = await openForm(ctx, await getReport(ctx, report.id), { blockId, sent: { values, errors } });
	return data<Answer>({ ...refused, open }, { status });
}

type Answer = RefusedStep & { open?: Awaited<ReturnType<typeof openForm>> };

export default function ReportPage() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>() as Answer | undefined;
	const t = useT("console");
	const errorText = useErrorText();
	const { may, report, path } = page;
	return (
		<>
			<p className="mb-2 text-sm">
				<a href={page.listPath}>{t("reports.back")}</a>
			</p>
			<PageHead title={page.title} lead={t(`reports.reportKinds.${report.kind}`)}>
				{report.status === "sending" || report.status === "sent" ? (
					<a className="btn btn-small" href={path.replace("/console/reports", "/console/outcomes/report")}>
						{t("nav.outcomes")}
					</a>
				) : null}
				<a className="btn btn-small" href={`${path}/preview`}>
					{t("reports.preview")}
				</a>
			</PageHead>
			{page.done && !sent ? <p className="notice notice-good mb-4">{t(`reports.done.${page.done}`)}</p> : null}
			{sent?.error ? (
				<p className="notice notice-bad mb-4" role="alert">
					{errorText(sent.error)}
				</p>
			) : null}
			<ReportFacts />
			<ReportIssues issues={page.issues} path={path} isDraft={report.status === "draft"} />
			{may.change ? (
				<FoldedForm title={t("reports.fieldsTitle")} open={sent?.fields !== undefined}>
					<ReportErrors errors={sent?.fields?.errors ?? {}} />
					<form method="post" className="grid max-w-text gap-5">
						<input type="hidden" name="basedOn" value={report.revision} />
						<ReportFields
							values={sent?.fields?.values ?? page.fields}
							errors={sent?.fields?.errors ?? {}}
							segments={page.segments}
						/>
						<div>
							<button type="submit" name="intent" value="fields" className="btn">
								{t("reports.saveFields")}
							</button>
						</div>
					</form>
				</FoldedForm>
			) : null}
			<Section title={t("reports.blocks")} note={may.change ? t("reports.blocksNote") : undefined}>
				<ReportBlocks
					cards={page.cards}
					mayChange={may.change}
					basedOn={report.revision}
					open={sent?.open ?? (may.change ? page.open : null)}
				/>
				{may.change ? <AddBlock /> : null}
			</Section>
			<ReportSendings
				rows={page.sendings}
				planHref={may.send ? `/console/mailings/new?report=${page.reportId}` : null}
			/>
			<ReportWorkflow
				may={may}
				own={page.own}
				basedOn={report.revision}
				stops={page.issues.filter(({ level }) => level === "stop").length}
				note={sent?.note ?? ""}
				maxNote={REPORT_MAX.note}
			/>
			{report.sha256 === null ? null : <ReportCheck path={path} sha256={report.sha256} check={page.check} />}
			<ReportSteps steps={page.steps} />
		</>
	);
}

function ReportFacts() {
	const { report } = useLoaderData<typeof loader>();
	const t = useT("console");
	const lang = useLang();
	return (
		<Facts
			rows={[
				{
					label: t("reports.columns.status"),
					value: <StatusBadge status={report.status} label={t(`reports.states.${report.status}`)} />,
				},
				{ label: t("reports.columns.place"), value: report.place },
				{ label: t("reports.columns.days"), value: `${formatDay(report.from, lang)} – ${formatDay(report.to, lang)}` },
				{ label: t("reports.fields.segmentId"), value: report.segment ?? t("reports.noSegment") },
				...(report.code === null ? [] : [{ label: t("reports.code"), value: <code>{report.code}</code> }]),
				...(report.note === ""
					? []
					: [{ label: t("reports.note"), value: <span className="whitespace-pre-line">{report.note}</span> }]),
			]}
		/>
	);
}

function AddBlock() {
	const { report, cards } = useLoaderData<typeof loader>();
	const t = useT("console");
	if (cards.length >= BLOCK_MAX.blocks) return <p className="hint mt-4">{t("reports.fullHint")}</p>;
	return (
		<form method="post" className="no-print mt-5 flex flex-wrap items-end gap-3">
			<input type="hidden" name="basedOn" value={report.revision} />
			<SelectField
				name="kind"
				label={t("reports.addKind")}
				value="text"
				options={BLOCK_KINDS.map((value) => ({ value, label: t(`reports.kinds.${value}`) }))}
			/>
			<button type="submit" name="intent" value="add" className="btn btn-small min-h-9">
				{t("reports.add")}
			</button>
		</form>
	);
}
