import { formatDayShort, formatYenSign } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { TableFrame } from "./page-head.tsx";
import { StatusBadge } from "./status-badge.tsx";

export interface PledgeLine {
	id: string;
	reference: string;
	donor: string;
	hub: string;
	fund: string;
	status: string;
	statusLabel: string;
	source: string;
	amountYen: bigint;
	paidYen: bigint;
	openYen: bigint;
	overdueYen: bigint;
	nextDueOn: string | null;
	nextOpenYen: bigint | null;
	startOn: string;
	/** a write-off waits for its second person */
	waits: boolean;
}

/** Pledges, a row each, with what came of them and what comes next. */
export function PledgeTable({ pledges, label }: { pledges: readonly PledgeLine[]; label: string }) {
	const t = useT("console");
	const lang = useLang();
	const showHub = new Set(pledges.map((pledge) => pledge.hub)).size > 1;
	const yen = (value: bigint) => (value === 0n ? "–" : formatYenSign(value));
	return (
		<TableFrame label={label}>
			<table className="table text-[0.8125rem] [&_:is(th,td)]:px-2 [&_:is(th,td)]:py-1.5">
				<thead>
					<tr>
						<th scope="col">{t("gifts.columns.donor")}</th>
						{showHub ? <th scope="col">{t("filters.hub")}</th> : null}
						<th scope="col">{t("gifts.columns.status")}</th>
						{(["promised", "paid", "open", "overdue", "next"] as const).map((name) => (
							<th key={name} scope="col" className="num">
								{t(`pledges.columns.${name}`)}
							</th>
						))}
						<th scope="col">{t("gifts.columns.fund")}</th>
						<th scope="col" className="num">
							{t("pledges.columns.reference")}
						</th>
					</tr>
				</thead>
				<tbody>
					{pledges.map((pledge) => (
						<tr key={pledge.id}>
							<th scope="row" className="min-w-32 font-normal">
								<a href={`/console/pledges/${pledge.id}`}>{pledge.donor}</a>
							</th>
							{showHub ? <td className="whitespace-nowrap">{pledge.hub}</td> : null}
							<td>
								<StatusBadge status={pledge.status} label={pledge.statusLabel} />
								{pledge.waits ? <span className="hint block text-xs">{t("pledges.writeOffWaits")}</span> : null}
							</td>
							<td className="num">{formatYenSign(pledge.amountYen)}</td>
							<td className="num">{yen(pledge.paidYen)}</td>
							<td className="num">{yen(pledge.openYen)}</td>
							<td className={pledge.overdueYen > 0n ? "num text-bad" : "num"}>{yen(pledge.overdueYen)}</td>
							<td className="num whitespace-nowrap">
								{pledge.nextDueOn === null ? (
									"–"
								) : (
									<>
										{formatDayShort(pledge.nextDueOn, lang)}
										<span className="hint block text-xs">{formatYenSign(pledge.nextOpenYen ?? 0n)}</span>
									</>
								)}
							</td>
							<td className="min-w-32">{pledge.fund}</td>
							<td className="num">{pledge.reference}</td>
						</tr>
					))}
				</tbody>
			</table>
		</TableFrame>
	);
}
