import { formatInteger } from "~/i18n/format.ts";
import { useT } from "~/i18n/use-t.ts";
import { Amount, type Precision } from "./amount.tsx";
import { PlainTable } from "./plain-table.tsx";

export interface FigureChangeLine {
	key: string;
	year: string;
	hub: string;
	category: string;
	measure: string;
	before: bigint;
	after: bigint;
	precision: Precision;
}

/** Figures that are not the same in two readings of the books. */
export function FigureChanges(props: {
	label: string;
	afterLabel: string;
	changes: { count: number; rows: readonly FigureChangeLine[] };
}) {
	const { label, afterLabel, changes } = props;
	const t = useT("console");
	const rest = changes.count - changes.rows.length;
	return (
		<>
			<PlainTable
				label={label}
				empty={t("snapshots.changes.none")}
				columns={[
					{ label: t("filters.fiscalYear"), number: true },
					{ label: t("filters.hub") },
					{ label: t("lines.category") },
					{ label: t("snapshots.changes.measure") },
					{ label: t("snapshots.changes.before"), number: true },
					{ label: afterLabel, number: true },
					{ label: t("desk.changeYen"), number: true },
				]}
				rows={changes.rows.map((one) => ({
					key: one.key,
					cells: [
						one.year,
						one.hub,
						one.category,
						one.measure,
						<Amount key="before" yen={one.before} precision={one.precision} unit="yen" />,
						<Amount key="after" yen={one.after} precision={one.precision} unit="yen" />,
						<Amount key="difference" yen={one.after - one.before} precision={one.precision} unit="yen" />,
					],
				}))}
			/>
			{rest > 0 ? <p className="hint mt-2">{t("snapshots.changes.more", { rows: formatInteger(rest) })}</p> : null}
		</>
	);
}
