import { formatYenSign } from "~/i18n/format.ts";
import { useErrorText, useT } from "~/i18n/use-t.ts";
import { ErrorSummary } from "../form/error-summary.tsx";
import { TextArea } from "../form/text-area.tsx";
import { StatusBadge } from "./status-badge.tsx";

export interface WarningLine {
	id: string;
	giftId: string;
	donor: string;
	hub: string;
	amountYen: bigint;
	status: string;
	/** a refund can still prevent a dispute */
	actionable: boolean;
	fraudType: string;
	createdAt: string;
	/** "Izumi, 2026-11-22 10:00" */
	decided: string | null;
	note: string;
}

/** Early fraud warnings, each with its two answers: the money goes back now, or stays for a reason. */
export function FraudWarnings(props: {
	warnings: readonly WarningLine[];
	mayDecide: boolean;
	/** of the one whose form was refused */
	refused: { warningId: string; note: string; errors: readonly string[] } | null;
}) {
	const t = useT("console");
	const { warnings, mayDecide, refused } = props;
	if (warnings.length === 0) return <p className="hint">{t("warnings.none")}</p>;
	return (
		<ul className="grid max-w-text gap-4">
			{warnings.map((warning) => (
				<li key={warning.id} className="card">
					<p className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
						<span className="figure text-xl">{formatYenSign(warning.amountYen)}</span>
						<a href={`/console/gifts/${warning.giftId}`}>{warning.donor}</a>
						<span className="text-sm">{warning.hub}</span>
						<StatusBadge
							status={warning.status === "open" ? "requested" : warning.status}
							label={t(`warnings.status.${warning.status}` as "warnings.status.open")}
						/>
					</p>
					<p className="hint mt-1">
						{warning.createdAt} ・{" "}
						{t([`warnings.types.${warning.fraudType}`, "warnings.types.misc"] as unknown as "warnings.types.misc")}
					</p>
					{warning.status === "open" && !warning.actionable ? (
						<p className="mt-2 text-sm">{t("warnings.notActionable")}</p>
					) : null}
					{warning.decided ? (
						<p className="mt-2 whitespace-pre-line text-sm">
							{warning.decided}: {warning.note}
						</p>
					) : null}
					{warning.status === "open" && mayDecide ? (
						<Decide warning={warning} refused={refused?.warningId === warning.id ? refused : null} />
					) : null}
				</li>
			))}
		</ul>
	);
}

function Decide({
	warning,
	refused,
}: {
	warning: WarningLine;
	refused: { note: string; errors: readonly string[] } | null;
}) {
	const t = useT("console");
	const errorText = useErrorText();
	const errors = (refused?.errors ?? []).map(errorText);
	const field = `note-${warning.id}`;
	return (
		<form method="post" className="mt-4 grid gap-3">
			<ErrorSummary
				heading={t("refunds.errors")}
				text={t("refunds.errorsText")}
				items={errors.map((error) => ({ field, label: t("warnings.note"), error }))}
			/>
			<input type="hidden" name="warningId" value={warning.id} />
			<TextArea
				name="note"
				id={field}
				value={refused?.note ?? ""}
				errors={errors}
				label={t("warnings.note")}
				requiredMark={t("refunds.required")}
			/>
			<div className="flex flex-wrap gap-3">
				{warning.actionable ? (
					<button type="submit" name="decision" value="refund" className="btn btn-primary btn-small">
						{t("warnings.refund")}
					</button>
				) : null}
				<button type="submit" name="decision" value="keep" className="btn btn-small">
					{t("warnings.keep")}
				</button>
			</div>
		</form>
	);
}
