import { formatDayShort, formatYenSign } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { TableFrame } from "./page-head.tsx";
import { StatusBadge } from "./status-badge.tsx";

export interface PlanLine {
	id: string;
	donor: string;
	hub: string;
	fund: string;
	status: string;
	statusLabel: string;
	/** how often, in words */
	unit: string;
	amountYen: bigint;
	nextChargeOn: string | null;
	/** why it is not charged now */
	trouble: string | null;
	card: string | null;
	startedOn: string | null;
	thisYearYen: bigint;
	nextYearYen: bigint;
}

export interface IncomeYears {
	thisYear: string;
	nextYear: string;
}

/** Plans, a row each, with what each is expected to bring. */
export function PlanTable({ plans, years, label }: { plans: readonly PlanLine[]; years: IncomeYears; label: string }) {
	const t = useT("console");
	const lang = useLang();
	const showHub = new Set(plans.map((plan) => plan.hub)).size > 1;
	const day = (value: string | null) => (value === null ? "–" : formatDayShort(value, lang));
	const expected = (value: bigint) => (value === 0n ? "–" : formatYenSign(value));
	return (
		<TableFrame label={label}>
			<table className="table text-[0.8125rem] [&_:is(th,td)]:px-2 [&_:is(th,td)]:py-1.5">
				<thead>
					<tr>
						<th scope="col">{t("gifts.columns.donor")}</th>
						{showHub ? <th scope="col">{t("filters.hub")}</th> : null}
						<th scope="col">{t("gifts.columns.status")}</th>
						<th scope="col" className="num">
							{t("gifts.columns.amount")}
						</th>
						<th scope="col">{t("plans.columns.unit")}</th>
						<th scope="col" className="num">
							{t("plans.columns.next")}
						</th>
						<th scope="col">{t("gifts.columns.fund")}</th>
						<th scope="col" className="num">
							{t("plans.columns.started")}
						</th>
						<th scope="col" className="num">
							{t("plans.columns.expected", { year: years.thisYear })}
						</th>
						<th scope="col" className="num">
							{t("plans.columns.expected", { year: years.nextYear })}
						</th>
					</tr>
				</thead>
				<tbody>
					{plans.map((plan) => (
						<tr key={plan.id}>
							<th scope="row" className="min-w-32 font-normal">
								<a href={`/console/plans/${plan.id}`}>{plan.donor}</a>
							</th>
							{showHub ? <td className="whitespace-nowrap">{plan.hub}</td> : null}
							<td>
								<StatusBadge status={plan.status} label={plan.statusLabel} />
								{plan.trouble === null ? null : <span className="hint block text-xs">{plan.trouble}</span>}
							</td>
							<td className="num">{formatYenSign(plan.amountYen)}</td>
							<td className="whitespace-nowrap">{plan.unit}</td>
							<td className="num">{day(plan.nextChargeOn)}</td>
							<td className="min-w-32">{plan.fund}</td>
							<td className="num">{day(plan.startedOn)}</td>
							<td className="num">{expected(plan.thisYearYen)}</td>
							<td className="num">{expected(plan.nextYearYen)}</td>
						</tr>
					))}
				</tbody>
			</table>
		</TableFrame>
	);
}
