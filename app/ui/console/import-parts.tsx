import { formatDayShort, formatFiscalYear, formatInteger, formatYenSign } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { TextArea } from "../form/text-area.tsx";
import { Section } from "./page-head.tsx";
import { PlainTable } from "./plain-table.tsx";

type Status = "uploaded" | "checking" | "checked" | "running" | "done" | "undoing" | "undone" | "failed";
type Counts = {
	rows: number;
	checked: number;
	done: number;
	bad: number;
	created: number;
	changed: number;
	unchanged: number;
};

/** How far the job has come: in words, and as a bar that says the same. */
export function ImportProgress({ status, counts }: { status: Status; counts: Counts }) {
	const t = useT("console");
	if (status !== "checking" && status !== "running" && status !== "undoing") return null;
	const done = status === "checking" ? counts.checked : counts.done;
	const of = status === "checking" ? counts.rows : Math.max(counts.rows - counts.bad, done);
	return (
		<div className="notice mb-6" role="status">
			<p>{t(`imports.progress.${status}`, { done: formatInteger(done), of: formatInteger(of) })}</p>
			<progress className="mt-2 w-full" aria-label={t("imports.progressLabel")} max={of} value={done} />
			<p className="hint mt-1">{t("receiptBatches.refresh")}</p>
		</div>
	);
}

/** What would become of the rows, or what became of them. */
export function ImportCounts({ status, counts }: { status: Status; counts: Counts }) {
	const t = useT("console");
	const foreseen = status === "checking" || status === "checked";
	const figures = (["created", "changed", "unchanged", "bad"] as const).map((name) => ({ name, count: counts[name] }));
	return (
		<Section title={t(foreseen ? "imports.foreseen" : "imports.outcome")}>
			<dl className="flex flex-wrap gap-x-10 gap-y-3">
				{figures.map(({ name, count }) => (
					<div key={name}>
						<dt className="text-xs text-ink-soft">{t(`imports.outcomes.${name}`)}</dt>
						<dd className="text-xl tabular-nums">{formatInteger(count)}</dd>
					</div>
				))}
			</dl>
		</Section>
	);
}

/** The next step a person may take: run, try again, take back. */
export function ImportStepForm(props: {
	page: {
		status: Status;
		failedStep: string | null;
		mayImport: boolean;
		closedYears: readonly number[];
		counts: Counts;
	};
	reason: string;
	reasonErrors: readonly string[];
}) {
	const { page, reason, reasonErrors } = props;
	const t = useT("console");
	const lang = useLang();
	const failed = page.status === "failed" ? page.failedStep : null;
	const good = page.counts.created + page.counts.changed + page.counts.unchanged;
	const mayRun = page.status === "checked" ? good > 0 : failed === "running";
	const mayUndo = page.status === "done" || failed === "running" || failed === "undoing";
	if (!page.mayImport || (!mayRun && !mayUndo)) return null;
	const years = page.closedYears.map((year) => formatFiscalYear(year, lang)).join(", ");
	return (
		<Section
			title={t(mayRun ? "imports.run" : "imports.undo")}
			note={t(mayRun ? (failed ? "imports.resumeNote" : "imports.runNote") : "imports.undoNote")}
		>
			<form method="post" className="grid max-w-text gap-4">
				{years !== "" || reasonErrors.length > 0 ? (
					<TextArea
						name="adjustmentReason"
						label={t("imports.adjustmentReason")}
						hint={t("imports.adjustmentHint", { years })}
						value={reason}
						errors={reasonErrors}
					/>
				) : null}
				<div className="flex flex-wrap gap-3">
					{mayRun ? (
						<button type="submit" name="intent" value="run" className="btn btn-primary">
							{t(failed ? "imports.resume" : "imports.runButton", { rows: formatInteger(good) })}
						</button>
					) : null}
					{mayUndo ? (
						<button type="submit" name="intent" value="undo" className="btn btn-danger">
							{t("imports.undo")}
						</button>
					) : null}
				</div>
			</form>
		</Section>
	);
}

export type WrongLine = { line: number; reasons: readonly { heading: string; cell: string; text: string }[] };

/** The first rows that are wrong; all of them are in the files. */
export function WrongRows(props: { rows: readonly WrongLine[]; total: number; status: Status; base: string }) {
	const { rows, total, base } = props;
	const t = useT("console");
	if (rows.length === 0) return null;
	return (
		<Section
			title={t(props.status === "undone" ? "imports.notUndone" : "imports.badRows", {
				total: formatInteger(Math.max(total, rows.length)),
			})}
			note={t("imports.badRowsNote")}
		>
			<p className="no-print mb-3 flex flex-wrap gap-3">
				<a className="btn btn-small" href={`${base}/bad-rows.csv`}>
					CSV
				</a>
				<a className="btn btn-small" href={`${base}/bad-rows.xlsx`}>
					XLSX
				</a>
			</p>
			<PlainTable
				label={t("imports.badRowsLabel")}
				empty=""
				columns={[
					{ label: t("imports.line"), number: true },
					{ label: t("imports.column") },
					{ label: t("imports.cell") },
					{ label: t("imports.reason") },
				]}
				rows={rows.flatMap((row) =>
					row.reasons.map((reason, index) => ({
						key: `${row.line}.${index}`,
						cells: [formatInteger(row.line), reason.heading, reason.cell, reason.text],
					})),
				)}
			/>
		</Section>
	);
}

export type PreviewLine = {
	line: number;
	status: "good";
	what: string;
	year: number | null;
	decided: string | null;
	day: string | null;
	yen: string | null;
};

/** How some rows were understood. */
export function PreviewRows({ rows, kind }: { rows: readonly PreviewLine[]; kind: "external_funds" | "spending" }) {
	const t = useT("console");
	const lang = useLang();
	if (rows.length === 0) return null;
	const yen = (text: string | null) => (text === null ? "–" : formatYenSign(BigInt(text)));
	const funds = kind === "external_funds";
	return (
		<Section title={t("imports.preview")} note={t("imports.previewNote")}>
			<PlainTable
				label={t("imports.preview")}
				empty=""
				columns={[
					{ label: t("imports.line"), number: true },
					{ label: t(funds ? "imports.fields.title" : "imports.fields.description") },
					...(funds
						? [{ label: t("imports.fields.fiscalYear") }, { label: t("imports.fields.decidedYen"), number: true }]
						: []),
					{ label: t(funds ? "imports.fields.receivedOn" : "imports.fields.spentOn"), number: true },
					{ label: t(funds ? "imports.fields.receivedYen" : "imports.fields.amountYen"), number: true },
					{ label: t("imports.status") },
				]}
				rows={rows.map((row) => ({
					key: String(row.line),
					cells: [
						formatInteger(row.line),
						row.what,
						...(funds ? [row.year === null ? "–" : formatFiscalYear(row.year, lang), yen(row.decided)] : []),
						row.day === null ? "–" : formatDayShort(row.day, lang),
						yen(row.yen),
						t(`imports.rowStates.${row.status}`),
					],
				}))}
			/>
		</Section>
	);
}
