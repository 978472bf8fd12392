import type { ReactNode } from "react";
import { formatFiscalYear, formatPercent } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { Amount, type Precision, type Unit } from "./amount.tsx";
import { TableFrame } from "./page-head.tsx";

export interface CostGroup {
	use: "core_posts" | "running" | "research" | "facility" | "talent" | "outreach";
	sums: readonly bigint[];
	rows: readonly { label: string; yen: readonly (bigint | null)[] }[];
}

export interface TargetCell {
	targetYen: bigint;
	/** null: a year that is yet to come */
	actualYen: bigint | null;
	precision: Precision;
	/** the ledger lines it is made of */
	href: string | null;
}

export interface TargetRow {
	/** null: all of them */
	category:
		| "gift"
		| "competitive"
		| "commissioned"
		| "joint"
		| "subsidy"
		| "fund_income"
		| "ip"
		| "startup"
		| "other"
		| "host"
		| null;
	cells: readonly TargetCell[];
}

const sumOf = (amounts: readonly (bigint | null)[]) => amounts.reduce<bigint>((sum, one) => sum + (one ?? 0n), 0n);

function YearTable(props: {
	label: string;
	first: string;
	years: readonly number[];
	withSum: boolean;
	children: ReactNode;
}) {
	const t = useT("console");
	const lang = useLang();
	return (
		<TableFrame label={props.label}>
			<table className="table relative text-[0.8125rem] [&_:is(th,td)]:px-2 [&_:is(th,td)]:py-1.5">
				<thead>
					<tr>
						<th scope="col">{props.first}</th>
						{props.years.map((year) => (
							<th key={year} scope="col" className="num whitespace-nowrap">
								{formatFiscalYear(year, lang)}
							</th>
						))}
						{props.withSum ? (
							<th scope="col" className="num">
								{t("sufficiencyPlans.sum")}
							</th>
						) : null}
					</tr>
				</thead>
				{props.children}
			</table>
		</TableFrame>
	);
}

/** What is needed: each use with its sum, then its lines, by fiscal year. */
export function CostTable({
	years,
	groups,
	unit,
}: {
	years: readonly number[];
	groups: readonly CostGroup[];
	unit: Unit;
}) {
	const t = useT("console");
	const amount = (yen: bigint | null) => (yen === null || yen === 0n ? "–" : <Amount yen={yen} unit={unit} />);
	const cells = (amounts: readonly (bigint | null)[]) => [
		...years.map((year, at) => (
			<td key={year} className="num">
				{amount(amounts[at] ?? null)}
			</td>
		)),
		<td key="sum" className="num">
			{amount(sumOf(amounts))}
		</td>,
	];
	const whole = years.map((_, at) => sumOf(groups.map(({ sums }) => sums[at] ?? null)));
	return (
		<YearTable label={t("sufficiencyPlans.costs")} first={t("sufficiencyPlans.use")} years={years} withSum>
			{groups.map((group) => (
				<tbody key={group.use}>
					<tr className="font-semibold">
						<th scope="row" className="whitespace-nowrap">
							{t(`uses.${group.use}`)}
						</th>
						{cells(group.sums)}
					</tr>
					{group.rows.map((row) => (
						<tr key={row.label} className="text-ink-soft">
							<th scope="row" className="min-w-40 font-normal">
								<span className="block pl-4">{row.label}</span>
							</th>
							{cells(row.yen)}
						</tr>
					))}
				</tbody>
			))}
			<tfoot>
				<tr className="font-semibold">
					<th scope="row">{t("sufficiencyPlans.sum")}</th>
					{cells(whole)}
				</tr>
			</tfoot>
		</YearTable>
	);
}

/** Plan beside money: in each cell what came, then the target. */
export function TargetTable({
	years,
	rows,
	unit,
}: {
	years: readonly number[];
	rows: readonly TargetRow[];
	unit: Unit;
}) {
	const t = useT("console");
	if (rows.length === 0) return <p className="hint">{t("sufficiencyPlans.noTargets")}</p>;
	return (
		<YearTable
			label={t("sufficiencyPlans.targets")}
			first={t("sufficiencyPlans.category")}
			years={years}
			withSum={false}
		>
			<tbody>
				{rows.map((row) => (
					<tr key={row.category} className={row.category === null ? "font-semibold" : undefined}>
						<th scope="row" className="whitespace-nowrap">
							{row.category === null ? t("sufficiencyPlans.sum") : t(`categories.${row.category}`)}
						</th>
						{row.cells.map((cell, at) => (
							<td key={years[at]} className="num align-top">
								<Came cell={cell} unit={unit} />
							</td>
						))}
					</tr>
				))}
			</tbody>
		</YearTable>
	);
}

function Came({ cell, unit }: { cell: TargetCell; unit: Unit }) {
	const t = useT("console");
	const { actualYen, targetYen, precision, href } = cell;
	const came = actualYen === null ? "–" : <Amount yen={actualYen} precision={precision} unit={unit} />;
	const ratio = actualYen !== null && targetYen > 0n ? Number((actualYen * 1000n) / targetYen) / 1000 : null;
	return (
		<>
			<span className="block">
				<span className="sr-only">{t("sufficiencyPlans.actual")} </span>
				{href === null ? came : <a href={href}>{came}</a>}
			</span>
			<span className="block text-xs font-normal text-ink-soft">
				<span className="sr-only">{t("sufficiencyPlans.target")} </span>
				{targetYen === 0n ? "–" : <Amount yen={targetYen} unit={unit} />}
				{ratio === null ? null : ` (${formatPercent(ratio)})`}
			</span>
		</>
	);
}
