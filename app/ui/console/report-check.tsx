import { useT } from "~/i18n/use-t.ts";
import { Section } from "./page-head.tsx";
import { PlainTable } from "./plain-table.tsx";

export type LedgerCheck = {
	agrees: boolean;
	contentIsSame: boolean;
	figures: {
		key: string;
		label: string;
		frozen: string;
		atApproval: string;
		now: string;
		linesAreSame: boolean;
		valueIsSame: boolean;
	}[];
};

/** Whether what was approved is still what the books say of that moment. */
export function ReportCheck({ path, sha256, check }: { path: string; sha256: string; check: LedgerCheck | null }) {
	const t = useT("console");
	return (
		<Section title={t("reports.frozen")} note={t("reports.frozenNote")}>
			<p className="text-sm">
				SHA-256 <code className="break-all">{sha256}</code>
			</p>
			{check === null ? (
				<p className="no-print mt-3">
					<a className="btn btn-small" href={`${path}?check=ledger#check`}>
						{t("reports.check")}
					</a>
				</p>
			) : (
				<div id="check" className="mt-4">
					<p className={check.agrees ? "notice notice-good mb-3" : "notice notice-bad mb-3"} role="status">
						{check.agrees
							? t("reports.agrees")
							: check.contentIsSame
								? t("reports.disagrees")
								: t("reports.contentDiffers")}
					</p>
					<PlainTable
						label={t("reports.check")}
						empty={t("reports.noFigures")}
						columns={[
							{ label: t("reports.checkColumns.figure") },
							{ label: t("reports.checkColumns.frozen"), number: true },
							{ label: t("reports.checkColumns.atApproval"), number: true },
							{ label: t("reports.checkColumns.now"), number: true },
							{ label: t("reports.checkColumns.answer") },
						]}
						rows={check.figures.map((figure, at) => ({
							key: `${figure.key} ${at}`,
							cells: [
								figure.label,
								figure.frozen,
								figure.atApproval,
								figure.now,
								figure.linesAreSame
									? figure.valueIsSame
										? t("reports.answers.same")
										: t("reports.answers.people")
									: t("reports.answers.lines"),
							],
						}))}
					/>
				</div>
			)}
		</Section>
	);
}
