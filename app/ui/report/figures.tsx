import { formatDay, formatHash } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { RichText } from "../rich-text.tsx";
import { BlockFrame } from "./block-frame.tsx";
import type { ReportBlockOf, ReportFigureView } from "./report-view.ts";

/** Numbers of the books: what has no parts stands side by side, what has is drawn with its table. */
export function Figures({ block }: { block: ReportBlockOf<"figures"> }) {
	const t = useT("document");
	const whole = block.figures.filter(({ rows }) => rows.length === 0);
	const parted = block.figures.filter(({ rows }) => rows.length > 0);
	return (
		<BlockFrame id={block.id} heading={block.heading || t("report.figures.title")}>
			{block.text.length > 0 ? <RichText blocks={block.text} headings={3} /> : null}
			{whole.length > 0 ? (
				<dl className="mt-6 grid gap-x-8 gap-y-8 sm:grid-cols-2">
					{whole.map((figure) => (
						<div key={figure.key} className="border-t border-line-strong pt-3">
							<dt className="text-sm text-ink-soft">{figure.label}</dt>
							<dd className="figure mt-1 text-3xl whitespace-normal">{figure.value}</dd>
							<dd>
								<HowCounted figure={figure} />
							</dd>
						</div>
					))}
				</dl>
			) : null}
			{parted.map((figure) => (
				<div key={figure.key} className="mt-8 border-t border-line-strong pt-3">
					<h3 className="font-sans text-sm font-normal text-ink-soft">{figure.label}</h3>
					<p className="figure mt-1 text-3xl whitespace-normal">{figure.value}</p>
					<Parts figure={figure} />
					<HowCounted figure={figure} />
				</div>
			))}
		</BlockFrame>
	);
}

/** The parts of a figure: drawn, and written beside it. */
export function Parts({ figure }: { figure: ReportFigureView }) {
	const t = useT("document");
	return (
		<table className="mt-4 w-full text-[0.9375rem]">
			<caption className="sr-only">{figure.label}</caption>
			<thead className="sr-only">
				<tr>
					<th scope="col">{t("report.figures.part")}</th>
					<th scope="col">{t("report.figures.share")}</th>
					<th scope="col">{t("report.spending.amount")}</th>
				</tr>
			</thead>
			<tbody>
				{figure.rows.map((row) => (
					<tr key={row.label} className="border-b border-line">
						<th scope="row" className="w-2/5 py-2 pe-3 text-start font-normal">
							{row.label}
						</th>
						<td className="py-2">
							<ShareBar share={row.share} />
						</td>
						<td className="py-2 ps-3 text-end font-semibold whitespace-nowrap">{row.value}</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}

function ShareBar({ share }: { share: number }) {
	const percent = Math.min(100, Math.max(0, share * 100));
	return (
		<>
			<svg className="block h-3 w-full" aria-hidden="true">
				<rect className="bar-track" width="100%" height="12" rx="2" />
				{percent > 0 ? <rect className="bar-fill" width={`${percent.toFixed(2)}%`} height="12" rx="2" /> : null}
			</svg>
			<span className="sr-only">{`${Math.round(percent)}%`}</span>
		</>
	);
}

/** How a number was counted and from how many ledger lines: folded on a screen, written out on paper. */
export function HowCounted({ figure }: { figure: ReportFigureView }) {
	const t = useT("document");
	const lang = useLang();
	const facts = [
		t("report.figures.lines", { count: figure.lineCount }),
		t("report.figures.asOf", { day: formatDay(figure.asOf, lang) }),
		t("report.figures.hash", { hash: formatHash(figure.linesSha256) }),
	];
	return (
		<details className="hint mt-2">
			<summary>{t("report.figures.how")}</summary>
			<p className="mt-1">{figure.definition}</p>
			<p className="mt-1">
				{facts.join(" · ")}
				{figure.href === null ? null : (
					<>
						{" · "}
						<a href={figure.href} target="_top">
							{t("report.figures.toLines")}
						</a>
					</>
				)}
			</p>
		</details>
	);
}
