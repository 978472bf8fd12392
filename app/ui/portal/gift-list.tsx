import { formatDay, formatInteger, formatYen } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { StateBadge } from "./parts.tsx";

export interface GiftCardView {
	id: string;
	reference: string;
	amountYen: bigint;
	refundedYen: bigint;
	state: string;
	givenOn: string | null;
	frequency: string;
	fund: string;
	hub: string | null;
	institution: string;
}

/** A donor's gifts, each leading to its own page. */
export function GiftList({ gifts, lang }: { gifts: readonly GiftCardView[]; lang: Lang }) {
	const t = useT("public");
	return (
		<ul className="grid gap-3">
			{gifts.map((gift) => (
				<li key={gift.id} className="card grid gap-x-6 gap-y-1 sm:grid-cols-[1fr_auto] sm:items-center">
					<div className="min-w-0">
						<p className="font-semibold">
							<a href={`/portal/gifts/${gift.id}`}>{gift.hub ?? gift.fund}</a>
						</p>
						<p className="hint">
							{gift.hub ? `${gift.fund} ・ ` : ""}
							{gift.institution}
						</p>
						<p className="hint">
							{gift.givenOn ? formatDay(gift.givenOn, lang) : t("portal.none")} ・ {gift.reference}
						</p>
					</div>
					<div className="flex flex-wrap items-center gap-3 sm:justify-end">
						<span className="figure text-lg">{formatYen(gift.amountYen, lang)}</span>
						<StateBadge state={gift.state} label={t(`portal.giftState.${gift.state}` as "portal.giftState.received")} />
						{gift.refundedYen > 0n && gift.state !== "refunded" ? (
							<span className="hint">
								{t("portal.gift.refundedPart", { amount: formatYen(gift.refundedYen, lang) })}
							</span>
						) : null}
					</div>
				</li>
			))}
		</ul>
	);
}

export interface YearView {
	taxYear: number;
	grossYen: bigint;
	refundedYen: bigint;
	count: number;
}

/** What was given in each calendar year, gross, refunded and net. */
export function YearTable({ years, lang }: { years: readonly YearView[]; lang: Lang }) {
	const t = useT("public");
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
		<section className="table-wrap" aria-labelledby="years" tabIndex={0}>
			<p className="hint mb-2 max-w-text">{t("portal.home.yearsNote")}</p>
			<table className="table max-w-text max-sm:text-sm max-sm:[&_:is(th,td)]:px-2">
				<thead>
					<tr>
						<th scope="col">{t("portal.home.taxYear")}</th>
						<th scope="col" className="num max-sm:hidden">
							{t("portal.home.count")}
						</th>
						<th scope="col" className="num">
							{t("portal.home.given")}
						</th>
						<th scope="col" className="num">
							{t("portal.home.refunded")}
						</th>
						<th scope="col" className="num">
							{t("portal.home.net")}
						</th>
					</tr>
				</thead>
				<tbody>
					{years.map((year) => (
						<tr key={year.taxYear}>
							<th scope="row">{t("portal.home.year", { year: year.taxYear })}</th>
							<td className="num max-sm:hidden">{formatInteger(year.count)}</td>
							<td className="num">{formatYen(year.grossYen, lang)}</td>
							<td className="num">{formatYen(year.refundedYen, lang)}</td>
							<td className="num">{formatYen(year.grossYen - year.refundedYen, lang)}</td>
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}
