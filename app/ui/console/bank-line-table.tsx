import { useT } from "~/i18n/use-t.ts";
import { PlainTable } from "./plain-table.tsx";

export interface BankLineView {
	id: string;
	valueOn: string;
	institution: string;
	amount: string;
	remitter: string;
	note: string;
	enteredBy: string | null;
	/** what it is tied to */
	payoutHref: string | null;
	giftHref: string | null;
	/** payouts an open line could be */
	choices: readonly { value: string; label: string }[];
}

/** Lines of the passbook; an open one can be tied to a payout of its amount, a tied one untied. */
export function BankLineTable({ label, lines }: { label: string; lines: readonly BankLineView[] }) {
	const t = useT("console");
	return (
		<PlainTable
			label={label}
			empty={t("bankLines.none")}
			columns={[
				{ label: t("bankLines.columns.valueOn"), number: true },
				{ label: t("bankLines.columns.institution") },
				{ label: t("bankLines.columns.amount"), number: true },
				{ label: t("bankLines.columns.remitter") },
				{ label: t("bankLines.columns.tie") },
				{ label: t("bankLines.columns.note") },
				{ label: t("bankLines.columns.by") },
			]}
			rows={lines.map((line) => ({
				key: line.id,
				cells: [
					line.valueOn,
					line.institution,
					line.amount,
					line.remitter || "–",
					<Tie key="tie" line={line} />,
					line.note || "–",
					line.enteredBy ?? "–",
				],
			}))}
		/>
	);
}

function Tie({ line }: { line: BankLineView }) {
	const t = useT("console");
	const what = { day: line.valueOn, amount: line.amount };
	if (line.giftHref) return <a href={line.giftHref}>{t("bankLines.gift")}</a>;
	if (line.payoutHref) {
		return (
			<form method="post" className="flex flex-wrap items-center gap-2">
				<a href={line.payoutHref}>{t("bankLines.payout")}</a>
				<input type="hidden" name="bankLineId" value={line.id} />
				<button
					type="submit"
					name="intent"
					value="untie"
					className="btn btn-small no-print"
					aria-label={t("bankLines.untieLabel", what)}
				>
					{t("bankLines.untie")}
				</button>
			</form>
		);
	}
	if (line.choices.length === 0) return <span className="text-ink-soft">{t("bankLines.noMatch")}</span>;
	return (
		<form method="post" className="flex flex-wrap items-center gap-2">
			<input type="hidden" name="bankLineId" value={line.id} />
			<select name="payoutId" className="input min-h-9 py-1 text-sm" aria-label={t("bankLines.tieLabel", what)}>
				{line.choices.map(({ value, label }) => (
					<option key={value} value={value}>
						{label}
					</option>
				))}
			</select>
			<button type="submit" name="intent" value="tie" className="btn btn-small">
				{t("bankLines.tie")}
			</button>
		</form>
	);
}
