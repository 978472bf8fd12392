import { formatDayShort, formatFiscalYear, formatInteger } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { Amount, type Precision } from "./amount.tsx";
import { Facts } from "./facts.tsx";
import { Section } from "./page-head.tsx";
import { PlainTable } from "./plain-table.tsx";

export interface BalanceProps {
	receivedYen: bigint;
	spentYen: bigint;
	leftYen: bigint;
	precision: Precision;
	items: readonly { fiscalYear: number; expenseItem: string; yen: bigint; count: number; href: string }[];
	bought: readonly { id: string; spentOn: string; expenseItem: string; description: string; amountYen: bigint }[];
	/** ledger lines of what was received and spent */
	receivedHref: string;
	spentHref: string;
	/** all its lines of spending */
	allHref: string;
	/** null to whoever records none */
	newHref: string | null;
}

/** Received, spent, left, and what it bought; each figure opens down to its lines. */
export function FundBalance({ balance, gifts }: { balance: BalanceProps; gifts: boolean }) {
	const t = useT("console");
	const lang = useLang();
	const item = (value: string) => t(`expenseItems.${value}` as "expenseItems.equipment");
	const { precision } = balance;
	return (
		<Section title={t("spending.balance")} note={t(gifts ? "spending.balanceGifts" : "spending.balanceNote")}>
			<Facts
				rows={[
					{
						label: t("spending.received"),
						value: (
							<a href={balance.receivedHref} className="tabular-nums">
								<Amount yen={balance.receivedYen} precision={precision} unit="yen" />
							</a>
						),
					},
					{
						label: t("spending.spent"),
						value: (
							<a href={balance.spentHref} className="tabular-nums">
								<Amount yen={balance.spentYen} unit="yen" />
							</a>
						),
					},
					{
						label: t("spending.left"),
						value: (
							<span className={balance.leftYen < 0n ? "font-semibold text-bad tabular-nums" : "tabular-nums"}>
								<Amount yen={balance.leftYen} precision={precision} unit="yen" />
								{balance.leftYen < 0n ? ` (${t("spending.advanced")})` : ""}
							</span>
						),
					},
				]}
			/>
			{balance.items.length > 0 ? (
				<div className="mt-4">
					<PlainTable
						label={t("spending.byItem")}
						empty=""
						columns={[
							{ label: t("filters.fiscalYear") },
							{ label: t("spending.fields.expenseItem") },
							{ label: t("spending.lines"), number: true },
							{ label: t("spending.fields.amountYen"), number: true },
						]}
						rows={balance.items.map((row) => ({
							key: `${row.fiscalYear}${row.expenseItem}`,
							cells: [
								formatFiscalYear(row.fiscalYear, lang),
								item(row.expenseItem),
								formatInteger(row.count),
								<a key="yen" href={row.href}>
									<Amount yen={row.yen} unit="yen" />
								</a>,
							],
						}))}
					/>
				</div>
			) : null}
			<h3 className="mt-5 mb-2 text-base">{t("spending.bought")}</h3>
			<PlainTable
				label={t("spending.bought")}
				empty={t("spending.boughtNone")}
				columns={[
					{ label: t("spending.fields.spentOn"), number: true },
					{ label: t("spending.fields.expenseItem") },
					{ label: t("spending.fields.description") },
					{ label: t("spending.fields.amountYen"), number: true },
				]}
				rows={balance.bought.map((line) => ({
					key: line.id,
					cells: [
						formatDayShort(line.spentOn, lang),
						item(line.expenseItem),
						<a key="what" href={`/console/spending/${line.id}`}>
							{line.description}
						</a>,
						<Amount key="yen" yen={line.amountYen} unit="yen" />,
					],
				}))}
			/>
			<p className="no-print mt-3 flex flex-wrap gap-3">
				<a className="btn btn-small" href={balance.allHref}>
					{t("spending.all")}
				</a>
				{balance.newHref ? (
					<a className="btn btn-small" href={balance.newHref}>
						{t("spending.new")}
					</a>
				) : null}
			</p>
		</Section>
	);
}
