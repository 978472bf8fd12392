import { useT } from "~/i18n/use-t.ts";
import { TextArea } from "../form/text-area.tsx";
import { Section } from "./page-head.tsx";
import { PlainTable } from "./plain-table.tsx";
import { StatusBadge } from "./status-badge.tsx";

export type IssueRow = { level: "stop" | "look"; text: string; blockId: string | null };

/** What a reader would stumble on, each leading to its block. */
export function ReportIssues(props: { issues: readonly IssueRow[]; path: string; isDraft: boolean }) {
	const { issues, path, isDraft } = props;
	const t = useT("console");
	if (!isDraft && issues.length === 0) return null;
	if (issues.length === 0) return <p className="notice notice-good mt-5">{t("reports.noIssues")}</p>;
	const stops = issues.filter(({ level }) => level === "stop").length;
	return (
		<section className={stops > 0 ? "notice notice-warn mt-5" : "notice mt-5"} aria-labelledby="issues">
			<h2 id="issues" className="text-base">
				{stops > 0 ? t("reports.stops", { count: stops }) : t("reports.looks")}
			</h2>
			<ul className="mt-2 list-disc ps-5 text-sm">
				{issues.map(({ blockId, text, level }) => (
					<li key={`${blockId} ${text}`}>
						{blockId === null ? text : <a href={`${path}?block=${blockId}#block-${blockId}`}>{text}</a>}
						{level === "look" ? ` (${t("reports.look")})` : null}
					</li>
				))}
			</ul>
		</section>
	);
}

export type ReportSendingRow = {
	id: string;
	status: "scheduled" | "preparing" | "sending" | "paused" | "sent" | "cancelled";
	segment: string;
	scheduledAt: string;
};

/** To whom it was sent, and the way to send it. */
export function ReportSendings(props: { rows: readonly ReportSendingRow[] | null; planHref: string | null }) {
	const { rows, planHref } = props;
	const t = useT("console");
	if (rows === null) return null;
	return (
		<Section title={t("reports.sendings")}>
			<PlainTable
				label={t("reports.sendings")}
				empty={t("reports.noSendings")}
				columns={[
					{ label: t("reports.sendingColumns.at") },
					{ label: t("reports.fields.segmentId") },
					{ label: t("reports.columns.status") },
				]}
				rows={rows.map((row) => ({
					key: row.id,
					cells: [
						<a key="at" href={`/console/mailings/${row.id}`}>
							{row.scheduledAt}
						</a>,
						row.segment || "–",
						<StatusBadge key="status" status={row.status} label={t(`mailings.status.${row.status}`)} />,
					],
				}))}
			/>
			{planHref ? (
				<p className="no-print mt-4">
					<a className="btn btn-primary" href={planHref}>
						{t("reports.plan")}
					</a>
				</p>
			) : null}
		</Section>
	);
}

type WorkflowProps = {
	may: { submit: boolean; decide: boolean; takeBack: boolean };
	own: boolean;
	basedOn: string;
	stops: number;
	note: string;
	maxNote: number;
};

/** What can be done with the report now. */
export function ReportWorkflow({ may, own, basedOn, stops, note, maxNote }: WorkflowProps) {
	const t = useT("console");
	const noteField = (
		<TextArea name="note" label={t("reports.noteField")} value={note} errors={[]} maxLength={maxNote} />
	);
	if (may.submit) {
		return (
			<Section title={t("reports.submitTitle")} note={t("reports.submitNote")}>
				{stops > 0 ? (
					<p className="notice">{t("reports.submitStops", { count: stops })}</p>
				) : (
					<form method="post">
						<input type="hidden" name="basedOn" value={basedOn} />
						<button type="submit" name="intent" value="submit" className="btn btn-primary">
							{t("reports.submit")}
						</button>
					</form>
				)}
			</Section>
		);
	}
	if (may.decide) {
		return (
			<Section title={t("reports.decide")} note={t("reports.decideNote")}>
				{own ? (
					<p className="notice">{t("reports.decideOwn")}</p>
				) : (
					<form method="post" className="grid max-w-text gap-4">
						{noteField}
						<div className="flex flex-wrap gap-3">
							<button type="submit" name="intent" value="approve" className="btn btn-primary">
								{t("reports.approve")}
							</button>
							<button type="submit" name="intent" value="sendBack" className="btn">
								{t("reports.sendBack")}
							</button>
						</div>
					</form>
				)}
			</Section>
		);
	}
	if (!may.takeBack) return null;
	return (
		<Section title={t("reports.takeBackTitle")} note={t("reports.takeBackNote")}>
			<form method="post" className="grid max-w-text gap-4">
				{noteField}
				<div>
					<button type="submit" name="intent" value="takeBack" className="btn">
						{t("reports.takeBack")}
					</button>
				</div>
			</form>
		</Section>
	);
}

export type ReportStepRow = {
	id: string;
	status: "draft" | "in_review" | "approved" | "sending" | "sent";
	note: string;
	by: string;
	at: string;
};

/** Who did what with it, oldest first. */
export function ReportSteps({ steps }: { steps: readonly ReportStepRow[] }) {
	const t = useT("console");
	return (
		<Section title={t("reports.steps")}>
			<PlainTable
				label={t("reports.steps")}
				empty={t("reports.noSteps")}
				columns={[
					{ label: t("reports.stepColumns.at") },
					{ label: t("reports.columns.status") },
					{ label: t("reports.stepColumns.by") },
					{ label: t("reports.stepColumns.note") },
				]}
				rows={steps.map((step) => ({
					key: step.id,
					cells: [
						step.at,
						<StatusBadge key="status" status={step.status} label={t(`reports.states.${step.status}`)} />,
						step.by,
						<span key="note" className="whitespace-pre-line">
							{step.note || "–"}
						</span>,
					],
				}))}
			/>
		</Section>
	);
}
