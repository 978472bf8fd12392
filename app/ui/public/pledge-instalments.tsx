import { formatDay, formatYen } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";

export interface PublicInstalment {
	number: number;
	dueOn: string;
	scheduledYen: bigint;
	paidYen: bigint;
	openYen: bigint;
	paidOn: string | null;
	status: "scheduled" | "due" | "overdue" | "paid" | "written_off";
}

/** Longer schedules scroll by themselves. */
const SHOWN_WHOLE = 24;

const BADGES = { paid: "badge badge-good", due: "badge badge-warn", overdue: "badge badge-warn" } as const;

/** Every part of a promise with its day, what came of it, and how it stands. */
export function PledgeInstalments({ instalments, lang }: { instalments: readonly PublicInstalment[]; lang: Lang }) {
	const t = useT("public");
	const frame = instalments.length > SHOWN_WHOLE ? "table-wrap max-h-[40rem] overflow-y-auto" : "table-wrap";
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
		<section className={frame} aria-label={t("pledge.scheduleTitle")} tabIndex={0}>
			<table className="table text-sm">
				<thead>
					<tr>
						<th scope="col">{t("pledge.columns.dueOn")}</th>
						<th scope="col" className="num">
							{t("pledge.columns.amount")}
						</th>
						<th scope="col">{t("pledge.columns.state")}</th>
					</tr>
				</thead>
				<tbody>
					{instalments.map((one) => (
						<tr key={one.number}>
							<td className="whitespace-nowrap">{formatDay(one.dueOn, lang)}</td>
							<td className="num">{formatYen(one.scheduledYen, lang)}</td>
							<td>
								<span className={BADGES[one.status as keyof typeof BADGES] ?? "badge"}>
									{t(`pledge.instalment.${one.status}`)}
								</span>
								{one.paidYen > 0n && one.openYen > 0n ? (
									<span className="hint block text-xs">
										{t("pledge.partPaid", { amount: formatYen(one.paidYen, lang) })}
									</span>
								) : null}
								{one.paidOn ? <span className="hint block text-xs">{formatDay(one.paidOn, lang)}</span> : null}
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}
