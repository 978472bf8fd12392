import { formatDay, formatFiscalYear, formatPercent } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { TableFrame } from "../console/page-head.tsx";
import type { GlideYear } from "../sufficiency/chart-view.ts";
import { GlidePath } from "../sufficiency/glide-path.tsx";
import { GlideTable } from "../sufficiency/glide-table.tsx";
import { RatioBar } from "../sufficiency/ratio-bar.tsx";

export interface HubCoverageView {
	hub: string;
	supportLastYear: number | null;
	supportEndsOn: string | null;
	ended: boolean;
	/** YYYY-MM-DD */
	today: string;
	years: readonly { fiscalYear: number; securedRatio: number | null }[];
	/** null when the hub publishes the share alone */
	glide: readonly GlideYear[] | null;
}

/** How far a hub is on its way to standing alone, for who thinks of giving: what it publishes and no more. */
export function HubCoverage({ view, giveHref }: { view: HubCoverageView; giveHref: string | null }) {
	const t = useT("public");
	const lang = useLang();
	const { hub, supportEndsOn, supportLastYear, ended, glide } = view;
	const years = view.years.filter(({ securedRatio }) => securedRatio !== null);
	if (years.length === 0) return null;
	const first = years.find(({ fiscalYear }) => supportLastYear !== null && fiscalYear > supportLastYear) ?? years[0];
	return (
		<section aria-labelledby="coverage">
			<h2 id="coverage">{t("hubCoverage.heading")}</h2>
			{supportEndsOn === null ? null : (
				<p className="mt-3 max-w-text">
					{ended
						? t("hubCoverage.ended", { hub, date: formatDay(supportEndsOn, lang) })
						: t("hubCoverage.ends", { hub, date: formatDay(supportEndsOn, lang) })}
				</p>
			)}
			{first?.securedRatio == null ? null : (
				<p className="mt-3 max-w-text text-lg font-semibold">
					{first.securedRatio >= 1
						? t("hubCoverage.covered", { year: formatFiscalYear(first.fiscalYear, lang) })
						: t("hubCoverage.secured", {
								year: formatFiscalYear(first.fiscalYear, lang),
								percent: formatPercent(first.securedRatio),
							})}
				</p>
			)}
			<div className="mt-4">
				{glide === null ? (
					<RatioTable years={years} />
				) : (
					<>
						<GlidePath
							title={t("hubCoverage.glideTitle", { hub })}
							years={glide}
							supportLastYear={supportLastYear}
							supportEndsOn={supportEndsOn}
							today={view.today}
							column
						/>
						<details className="mt-4">
							<summary className="link">{t("hubCoverage.figures")}</summary>
							<div className="mt-3">
								<GlideTable
									label={t("hubCoverage.glideTitle", { hub })}
									years={glide}
									unit="million"
									standAloneFrom={supportLastYear === null ? null : supportLastYear + 1}
								/>
							</div>
						</details>
					</>
				)}
			</div>
			<p className="hint mt-3 max-w-text">{t("hubCoverage.meaning")}</p>
			<p className="mt-4 max-w-text">{t("hubCoverage.gift", { hub })}</p>
			{giveHref === null ? null : (
				<p className="mt-4">
					<a className="btn btn-primary" href={giveHref}>
						{t("hub.give")}
					</a>
				</p>
			)}
		</section>
	);
}

function RatioTable({ years }: { years: HubCoverageView["years"] }) {
	const t = useT("public");
	const lang = useLang();
	return (
		<TableFrame label={t("hubCoverage.tableLabel")}>
			<table className="table text-sm">
				<caption className="sr-only">{t("hubCoverage.tableLabel")}</caption>
				<thead>
					<tr>
						<th scope="col">{t("coverage.year")}</th>
						<th scope="col" className="w-full">
							{t("coverage.picture")}
						</th>
						<th scope="col" className="num">
							{t("hubCoverage.ratio")}
						</th>
					</tr>
				</thead>
				<tbody>
					{years.map(({ fiscalYear, securedRatio }) => (
						<tr key={fiscalYear}>
							<th scope="row" className="whitespace-nowrap">
								{formatFiscalYear(fiscalYear, lang)}
							</th>
							<td>
								<RatioBar ratio={securedRatio ?? 0} />
							</td>
							<td className="num font-semibold">{formatPercent(securedRatio ?? 0)}</td>
						</tr>
					))}
				</tbody>
			</table>
		</TableFrame>
	);
}
