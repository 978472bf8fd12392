import type { StaffCtx } from "~/domain/access/ctx.server";
import { listMailings } from "~/domain/mailings/list-mailings.server";
import { amountText } from "~/domain/reports/build-report-view.server";
import type { Report } from "~/domain/reports/get-report.server";
import { verifyReport } from "~/domain/reports/verify-report.server";
import { formatMoment } from "~/i18n/format";
import type { Lang } from "~/i18n/lang";
import type { LedgerCheck } from "~/ui/console/report-check";
import type { ReportSendingRow, ReportStepRow } from "~/ui/console/report-parts";

/** Do the frozen figures still agree with the ledger as of approval, in words. */
export async function checkOfLedger(ctx: StaffCtx, reportId: string): Promise<LedgerCheck> {
	const { agrees, contentIsSame, figures } = await verifyReport(ctx, reportId);
	const say = (value: bigint, unit: (typeof figures)[number]["unit"]) => amountText(value, unit, ctx.lang);
	return {
		agrees,
		contentIsSame,
		figures: figures.map((figure) => ({
			key: figure.key,
			label: figure.label[ctx.lang],
			frozen: say(figure.frozen, figure.unit),
			atApproval: say(figure.atApproval, figure.unit),
			now: say(figure.now, figure.unit),
			linesAreSame: figure.linesAreSame,
			valueIsSame: figure.frozen === figure.atApproval,
		})),
	};
}

/** Sendings of an approved report, newest first; null before there can be any. */
export async function sendingsOf(ctx: StaffCtx, report: Report): Promise<ReportSendingRow[] | null> {
	if (report.frozen === null) return null;
	const { mailings } = await listMailings(ctx, { reportId: report.id });
	return mailings.map((mailing) => ({
		id: mailing.id,
		status: mailing.status as ReportSendingRow["status"],
		segment: mailing.segment?.name ?? "",
		scheduledAt: formatMoment(mailing.scheduledAt, ctx.lang),
	}));
}

export function stepsOf(report: Report, lang: Lang): ReportStepRow[] {
	return report.steps.map(({ id, status, note, actorName, at }) => ({
		id,
		status: status as Report["status"],
		note,
		by: actorName,
		at: formatMoment(at, lang),
	}));
}
