import { useT } from "~/i18n/use-t.ts";
import { overheadPercent } from "./overhead.ts";

export interface AllocationView {
	rule: string;
	shares: readonly { hub: string; name: string; basisPoints: number }[];
}

/** How a gift to the programme as a whole is shared among the hubs, as its institution published it. */
export function AllocationRule({ fund }: { fund: { name: string; allocation: AllocationView | null } }) {
	const t = useT("public");
	if (!fund.allocation) return null;
	const { rule, shares } = fund.allocation;
	return (
		<section className="card mb-8" aria-label={t("programmeFund.allocation", { fund: fund.name })}>
			<h2 className="text-lg">{t("programmeFund.allocation", { fund: fund.name })}</h2>
			<p className="mt-2 whitespace-pre-line">{rule}</p>
			<details className="mt-3">
				<summary className="link cursor-pointer">{t("programmeFund.shares", { count: shares.length })}</summary>
				<table className="table mt-3">
					<caption className="sr-only">{t("programmeFund.sharesCaption")}</caption>
					<thead>
						<tr>
							<th scope="col">{t("programmeFund.hub")}</th>
							<th scope="col" className="num">
								{t("programmeFund.share")}
							</th>
						</tr>
					</thead>
					<tbody>
						{shares.map((share) => (
							<tr key={share.hub}>
								<th scope="row" className="font-normal">
									{share.hub} <span className="text-sm text-ink-soft">{share.name}</span>
								</th>
								<td className="num">{overheadPercent(share.basisPoints)}</td>
							</tr>
						))}
					</tbody>
				</table>
			</details>
		</section>
	);
}
