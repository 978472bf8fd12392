import { formatDayShort, formatYenSign } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { TableFrame } from "./page-head.tsx";
import { StatusBadge } from "./status-badge.tsx";

export interface GiftLine {
	id: string;
	donor: string;
	/** its short name, or what funds of no hub are called */
	hub: string;
	fund: string;
	amountYen: bigint;
	refundedYen: bigint;
	status: string;
	statusLabel: string;
	channel: string;
	displayPending: boolean;
	givenOn: string | null;
	settledOn: string | null;
	arrivedOn: string | null;
	createdOn: string;
}

/** Gifts, a row each, with the three days of their money. */
export function GiftTable({ gifts, label }: { gifts: readonly GiftLine[]; label: string }) {
	const t = useT("console");
	const lang = useLang();
	// Whoever looks after one hub needs no column that always says the same.
	const showHub = new Set(gifts.map((gift) => gift.hub)).size > 1;
	const day = (value: string | null) => (value === null ? "–" : formatDayShort(value, lang));
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
						<th scope="col" className="num">
							{t("gifts.columns.refunded")}
						</th>
						<th scope="col">{t("gifts.columns.channel")}</th>
						<th scope="col">{t("gifts.columns.fund")}</th>
						<th scope="col" className="num">
							{t("gifts.columns.createdOn")}
						</th>
						<th scope="col" className="num">
							{t("gifts.columns.givenOn")}
						</th>
						<th scope="col" className="num">
							{t("gifts.columns.settledOn")}
						</th>
						<th scope="col" className="num">
							{t("gifts.columns.arrivedOn")}
						</th>
					</tr>
				</thead>
				<tbody>
					{gifts.map((gift) => (
						<tr key={gift.id}>
							<th scope="row" className="min-w-32 font-normal">
								<a href={`/console/gifts/${gift.id}`}>{gift.donor}</a>
								{gift.displayPending ? (
									<span className="badge badge-warn block w-fit text-xs">{t("gifts.displayPending")}</span>
								) : null}
							</th>
							{showHub ? <td className="whitespace-nowrap">{gift.hub}</td> : null}
							<td>
								<StatusBadge status={gift.status} label={gift.statusLabel} />
							</td>
							<td className="num">{formatYenSign(gift.amountYen)}</td>
							<td className="num">{gift.refundedYen === 0n ? "–" : formatYenSign(gift.refundedYen)}</td>
							<td className="whitespace-nowrap">{gift.channel}</td>
							<td className="min-w-40">{gift.fund}</td>
							<td className="num">{day(gift.createdOn)}</td>
							<td className="num">{day(gift.givenOn)}</td>
							<td className="num">{day(gift.settledOn)}</td>
							<td className="num">{day(gift.arrivedOn)}</td>
						</tr>
					))}
				</tbody>
			</table>
		</TableFrame>
	);
}
