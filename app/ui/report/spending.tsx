import { useT } from "~/i18n/use-t.ts";
import { RichText } from "../rich-text.tsx";
import { BlockFrame } from "./block-frame.tsx";
import { HowCounted, Parts } from "./figures.tsx";
import type { ReportBlockOf } from "./report-view.ts";

/** What gifts bought: the sum with its parts drawn, then fund by fund with lines of the books. */
export function Spending({ block }: { block: ReportBlockOf<"spending"> }) {
	const t = useT("document");
	const { total, funds } = block;
	return (
		<BlockFrame id={block.id} heading={block.heading || t("report.spending.title")}>
			{block.text.length > 0 ? <RichText blocks={block.text} headings={3} /> : null}
			<div className="mt-6 border-t border-line-strong pt-3">
				<p className="text-sm text-ink-soft">{total.label}</p>
				<p className="figure mt-1 text-3xl whitespace-normal">{total.value}</p>
				{total.rows.length > 0 ? <Parts figure={total} /> : null}
				<HowCounted figure={total} />
			</div>
			{funds.map((fund) => (
				<table key={fund.name} className="table mt-8 w-full">
					<caption className="pb-2 text-start font-semibold">{fund.name}</caption>
					<thead>
						<tr>
							<th scope="col">{t("report.spending.item")}</th>
							<th scope="col" className="num">
								{t("report.spending.amount")}
							</th>
						</tr>
					</thead>
					<tbody>
						{fund.items.map((item) => (
							<tr key={item.label}>
								<th scope="row" className="font-normal">
									{item.label}
									{item.bought.length > 0 ? (
										<span className="hint block">
											{t("report.spending.bought", { things: item.bought.join(" / ") })}
										</span>
									) : null}
								</th>
								<td className="num">{item.value}</td>
							</tr>
						))}
					</tbody>
					<tfoot>
						<tr>
							<th scope="row">{t("report.yourGift.sum")}</th>
							<td className="num">{fund.value}</td>
						</tr>
					</tfoot>
				</table>
			))}
		</BlockFrame>
	);
}
