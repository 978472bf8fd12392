import { useT } from "~/i18n/use-t.ts";
import { PlainTable } from "../console/plain-table.tsx";

export interface PayRow {
	categories: readonly string[];
	/** uses the money is of */
	ofUses: readonly string[];
	/** uses it may pay; null: each the use it is of */
	pays: readonly string[] | null;
	/** key of console.json */
	reason: string;
}

/** What money of each category and use may pay, with the reason: the rule every coverage is reckoned by. */
export function PayTable({ rows, useCount }: { rows: readonly PayRow[]; useCount: number }) {
	const t = useT("console");
	const uses = (all: readonly string[]) =>
		all.length === useCount ? t("outlook.pays.all") : all.map((use) => t(`uses.${use}` as "uses.running")).join(" · ");
	const paid = (pays: PayRow["pays"]) => {
		if (pays === null) return t("outlook.pays.own");
		return pays.length === 0 ? t("outlook.pays.nothing") : uses(pays);
	};
	return (
		<PlainTable
			label={t("outlook.pays.label")}
			empty={t("outlook.pays.nothing")}
			columns={[
				{ label: t("outlook.pays.money") },
				{ label: t("outlook.pays.ofUse") },
				{ label: t("outlook.pays.uses") },
				{ label: t("outlook.pays.why") },
			]}
			rows={rows.map((row) => ({
				key: `${row.categories.join()} ${row.ofUses.join()}`,
				cells: [
					row.categories.map((category) => t(`categories.${category}` as "categories.gift")).join(" · "),
					uses(row.ofUses),
					paid(row.pays),
					t(row.reason as "outlook.pays.named"),
				],
			}))}
		/>
	);
}
