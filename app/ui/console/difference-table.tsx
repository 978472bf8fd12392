import { useT } from "~/i18n/use-t.ts";
import { CodeText } from "./code-text.tsx";
import { PlainTable } from "./plain-table.tsx";
import { StatusBadge } from "./status-badge.tsx";

export interface DifferenceView {
	id: string;
	title: string;
	means: string;
	toDo: string;
	cause: string;
	account: string;
	objectId: string;
	giftHref: string | null;
	stripe: string;
	ledger: string;
	seen: string;
	status: "open" | "explained" | "gone";
	/** when it was gone */
	gone: string | null;
	note: string;
	mayAct: boolean;
	mayReadAgain: boolean;
}

/** What Stripe and the books do not agree on, each with its cause and what to do. */
export function DifferenceTable(props: { label: string; empty: string; differences: readonly DifferenceView[] }) {
	const { label, empty, differences } = props;
	const t = useT("console");
	return (
		<PlainTable
			label={label}
			empty={empty}
			columns={[
				{ label: t("reconciliation.columns.what") },
				{ label: t("reconciliation.columns.object") },
				{ label: t("reconciliation.columns.stripe"), number: true },
				{ label: t("reconciliation.columns.ledger"), number: true },
				{ label: t("reconciliation.columns.state") },
				{ label: t("reconciliation.columns.act") },
			]}
			rows={differences.map((one) => ({
				key: one.id,
				cells: [
					<div key="what" className="max-w-72 min-w-52">
						<p className="font-semibold">{one.title}</p>
						<p>{one.means}</p>
						<p className="text-ink-soft">{one.cause}</p>
					</div>,
					<div key="object">
						<CodeText text={one.objectId} />
						<p className="text-ink-soft">{one.account}</p>
						{one.giftHref ? <a href={one.giftHref}>{t("reconciliation.gift")}</a> : null}
					</div>,
					one.stripe,
					one.ledger,
					<div key="state" className="min-w-32">
						<StatusBadge status={`difference_${one.status}`} label={t(`reconciliation.states.${one.status}`)} />
						<p className="mt-1 text-ink-soft">
							{t("reconciliation.columns.seen")} {one.seen}
						</p>
						{one.gone ? <p className="text-ink-soft">{one.gone}</p> : null}
					</div>,
					<Acts key="act" difference={one} />,
				],
			}))}
		/>
	);
}

function Acts({ difference: one }: { difference: DifferenceView }) {
	const t = useT("console");
	return (
		<div className="max-w-80 min-w-60 space-y-2">
			<p>{one.toDo}</p>
			{one.status === "explained" ? (
				<p className="whitespace-pre-line">{t("reconciliation.explained", { note: one.note })}</p>
			) : null}
			{one.mayReadAgain ? (
				<form method="post" className="no-print">
					<input type="hidden" name="differenceId" value={one.id} />
					<button type="submit" name="intent" value="again" className="btn btn-small">
						{t("reconciliation.again")}
					</button>
				</form>
			) : null}
			{one.mayAct ? (
				<form method="post" className="no-print flex flex-wrap items-end gap-2">
					<input type="hidden" name="differenceId" value={one.id} />
					{one.status === "open" ? (
						<>
							<input
								name="note"
								className="input min-h-9 py-1 text-sm"
								aria-label={t("reconciliation.explainLabel", { object: one.objectId })}
								placeholder={t("reconciliation.note")}
							/>
							<button type="submit" name="intent" value="explain" className="btn btn-small">
								{t("reconciliation.explain")}
							</button>
						</>
					) : (
						<button type="submit" name="intent" value="reopen" className="btn btn-small">
							{t("reconciliation.reopen")}
						</button>
					)}
				</form>
			) : null}
		</div>
	);
}
