import { formatInteger, formatPercent } from "~/i18n/format.ts";
import { useT } from "~/i18n/use-t.ts";
import { Amount, type Unit } from "../console/amount.tsx";
import { PlainTable } from "../console/plain-table.tsx";
import type { Range } from "./chart-view.ts";

export interface LikelyRow extends Range {
	key: string;
	source: string;
	category: string;
	/** in full, before any weight */
	yen: bigint;
	count: number;
	/** why it weighs so much, in words */
	reason: string;
	href: string | null;
}

/** What may still come, each with its weight and the reason for it. */
export function LikelyTable({ label, rows, unit }: { label: string; rows: readonly LikelyRow[]; unit: Unit }) {
	const t = useT("console");
	const weight = (row: LikelyRow) =>
		(["low", "expected", "high"] as const)
			.map((side) => (row.yen === 0n ? "–" : formatPercent(Number(row[side]) / Number(row.yen))))
			.join(" / ");
	return (
		<PlainTable
			label={label}
			empty={t("sufficiency.likelyNone")}
			columns={[
				{ label: t("sufficiency.source") },
				{ label: t("sufficiency.count"), number: true },
				{ label: t("sufficiency.full"), number: true },
				{ label: t("sufficiency.weight"), number: true },
				{ label: t("sufficiency.weighted"), number: true },
				{ label: t("sufficiency.reason") },
			]}
			rows={rows.map((row) => {
				const name = t(`sufficiency.sourceNames.${row.source}` as "sufficiency.sourceNames.recurring");
				return {
					key: row.key,
					cells: [
						<div key="source">
							{row.href === null ? name : <a href={row.href}>{name}</a>}
							<span className="block text-xs text-ink-soft">
								{t(`categories.${row.category}` as "categories.gift")}
							</span>
						</div>,
						formatInteger(row.count),
						<Amount key="full" yen={row.yen} unit={unit} />,
						weight(row),
						<span key="weighted">
							<Amount yen={row.low} unit={unit} /> /{" "}
							<strong>
								<Amount yen={row.expected} unit={unit} />
							</strong>{" "}
							/ <Amount yen={row.high} unit={unit} />
						</span>,
						<p key="reason" className="min-w-64 text-xs">
							{row.reason}
						</p>,
					],
				};
			})}
		/>
	);
}
