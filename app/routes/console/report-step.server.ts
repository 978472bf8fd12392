import { redirect } from "@remix-run/node";
import type { StaffCtx } from "~/domain/access/ctx.server";
import { changeReport } from "~/domain/reports/change-report.server";
import { decideReport, takeBackReport } from "~/domain/reports/decide-report.server";
import type { Report } from "~/domain/reports/get-report.server";
import { composeSchema, reportFieldsSchema } from "~/domain/reports/report.schema";
import { type BlockFormValues, sentBlockValues, withoutEmptyRows } from "~/domain/reports/report-block-form";
import { blockSchema, type ReportBlock } from "~/domain/reports/report-blocks";
import { submitReport } from "~/domain/reports/submit-report.server";
import { invalid, isAppError } from "~/platform/errors";
import { parseForm } from "~/platform/http/form.server";
import { sentValues } from "./fund-view.server";
import { REPORTS } from "./report-compose.server";

const STEPS = ["submit", "approve", "sendBack", "takeBack"] as const;
type Step = (typeof STEPS)[number];
const DONE = { submit: "submitted", approve: "approved", sendBack: "sentBack", takeBack: "takenBack" } as const;

export type RefusedStep = {
	/** key of errors.json with its values */
	error: string | null;
	block?: { blockId: string; values: BlockFormValues; errors: Record<string, string[]> };
	fields?: { values: Record<string, string>; errors: Record<string, string[]> };
	note?: string;
};

const refuse = (step: RefusedStep, status = 400) => ({ refused: step, status });
type Answer = Response | ReturnType<typeof refuse>;
const keysOf = (errors: Record<string, string[] | null> | null | undefined): Record<string, string[]> =>
	Object.fromEntries(Object.entries(errors ?? {}).map(([name, keys]) => [name, keys ?? []]));

/** One form of the composer: a step of the workflow, or a change of the draft. */
export async function takeStep(ctx: StaffCtx, report: Report, sent: FormData): Promise<Answer> {
	const step = STEPS.find((one) => one === sent.get("intent"));
	try {
		return step ? await workflow(ctx, report, step, sent) : await change(ctx, report, withoutEmptyRows(sent));
	} catch (error) {
		// A role that may not do this at all gets the error page; what the person can put right is said here.
		if (!isAppError(error) || !error.personKey.startsWith("reports.")) throw error;
		const query = new URLSearchParams(Object.entries(error.params).map(([key, value]) => [key, String(value)]));
		const kept: RefusedStep = { error: `${error.personKey}?${query}`, note: String(sent.get("note") ?? "") };
		const blockId = String(sent.get("id") ?? "");
		if (blockId !== "") kept.block = { blockId, values: sentBlockValues(withoutEmptyRows(sent)), errors: {} };
		return refuse(kept, error.status);
	}
}

async function workflow(ctx: StaffCtx, report: Report, step: Step, sent: FormData) {
	const { id: reportId } = report;
	const note = String(sent.get("note") ?? "");
	if (step === "submit") await submitReport(ctx, { reportId, basedOn: String(sent.get("basedOn") ?? "") || undefined });
	else if (step === "takeBack") await takeBackReport(ctx, { reportId, note });
	else await decideReport(ctx, { reportId, approve: step === "approve", note });
	return redirect(`${REPORTS}/${reportId}?done=${DONE[step]}`, 303);
}

async function change(ctx: StaffCtx, report: Report, sent: FormData) {
	const asked = parseForm(sent, composeSchema);
	if (!asked.ok) throw invalid("report_step", "no such step of a report");
	const { intent, basedOn, blockId, kind } = asked.value;
	const { id: reportId } = report;
	const base = { reportId, basedOn: basedOn || undefined };
	const back = (query: string, block: string | null) =>
		redirect(`${REPORTS}/${reportId}?${query}${block === null ? "" : `#block-${block}`}`, 303);
	if (intent === "fields") {
		const form = parseForm(sent, reportFieldsSchema);
		if (!form.ok) {
			return refuse({
				error: null,
				fields: { values: sentValues(sent), errors: keysOf(form.submission.reply().error) },
			});
		}
		await changeReport(ctx, { ...base, change: { intent, fields: form.value } });
		return back("done=saved", null);
	}
	if (intent === "add") {
		if (!kind) throw invalid("report_step", "a block of no kind", { personKey: "reports.kindNeeded" });
		const added = await changeReport(ctx, { ...base, change: { intent, kind } });
		return back(`block=${added.blockId}`, added.blockId);
	}
	if (intent !== "save") {
		await changeReport(ctx, { ...base, change: { intent, blockId } });
		return back("done=moved", intent === "remove" ? null : blockId);
	}
	return saveBlock(ctx, report, base, sent);
}

async function saveBlock(ctx: StaffCtx, report: Report, base: { reportId: string; basedOn?: string }, sent: FormData) {
	const id = String(sent.get("id") ?? "");
	const known = report.blocks.find((block) => block.id === id);
	if (!known) throw invalid("block_gone", `no block ${id.slice(0, 20)}`, { personKey: "reports.blockGone" });
	const form = parseForm(sent, blockSchema(known.kind));
	if (!form.ok) {
		const errors = keysOf(form.submission.reply().error);
		return refuse({ error: null, block: { blockId: id, values: sentBlockValues(sent), errors } });
	}
	const block = { kind: known.kind, ...form.value } as ReportBlock;
	await changeReport(ctx, { ...base, change: { intent: "save", block } });
	return redirect(`${REPORTS}/${report.id}?done=saved#block-${id}`, 303);
}
