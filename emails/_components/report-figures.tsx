import { formatDay, formatHash } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import type { ReportBlockOf, ReportFigureView, ReportView } from "~/ui/report/report-view.ts";
import { Small, Subtitle } from "./parts.tsx";
import { cell, sumCell } from "./report-cells.ts";
import { MailRichText } from "./rich-text.tsx";
import { COLOUR, SERIF } from "./theme.ts";

/** Every figure a report tells, in its order: their footnotes stand at its end. */
export function figuresOf(view: ReportView): ReportFigureView[] {
	return view.blocks.flatMap((block) =>
		block.kind === "figures" ? block.figures : block.kind === "spending" ? [block.total] : [],
	);
}

interface InView {
	view: ReportView;
	siteOrigin: string;
}

export function MailFigures({ block, view, siteOrigin }: InView & { block: ReportBlockOf<"figures"> }) {
	const t = getT(view.lang, "document");
	return (
		<>
			<Subtitle>{block.heading || t("report.figures.title")}</Subtitle>
			<MailRichText blocks={block.text} siteOrigin={siteOrigin} />
			{block.figures.map((figure) => (
				<MailFigure key={figure.key} figure={figure} view={view} />
			))}
		</>
	);
}

function MailFigure({ figure, view }: { figure: ReportFigureView; view: ReportView }) {
	return (
		<>
			<table
				className="facts"
				role="presentation"
				width="100%"
				cellPadding={0}
				cellSpacing={0}
				style={{ margin: "0 0 16px", borderCollapse: "collapse" }}
			>
				<tbody>
					<tr className="fact">
						<td
							className="m-soft m-strong"
							style={{
								padding: "10px 0 0",
								borderTop: `1px solid ${COLOUR.inkSoft}`,
								fontSize: "14px",
								lineHeight: "22px",
								color: COLOUR.inkSoft,
								display: "block",
							}}
						>
							{figure.label}
							<sup style={{ fontSize: "11px" }}> *{numberOf(figure, view)}</sup>
						</td>
						<td
							className="m-ink"
							style={{
								display: "block",
								fontFamily: SERIF,
								fontSize: "28px",
								lineHeight: "40px",
								color: COLOUR.ink,
							}}
						>
							{figure.value}
						</td>
					</tr>
				</tbody>
			</table>
			<MailParts figure={figure} />
		</>
	);
}

const numberOf = (figure: ReportFigureView, view: ReportView) => figuresOf(view).indexOf(figure) + 1;

/** Parts of a figure: the name and its amount, a bar below. Widths in percent hold on every screen. */
function MailParts({ figure }: { figure: ReportFigureView }) {
	if (figure.rows.length === 0) return null;
	return (
		<table
			className="facts"
			role="presentation"
			width="100%"
			cellPadding={0}
			cellSpacing={0}
			style={{ margin: "0 0 20px", borderCollapse: "collapse" }}
		>
			<tbody>
				{figure.rows.flatMap((row) => [
					<tr key={row.label} className="fact">
						<td className="m-ink" style={{ ...cell("left"), borderBottom: "none", paddingBottom: "2px" }}>
							{row.label}
						</td>
						<td
							className="m-ink"
							style={{ ...cell("right"), borderBottom: "none", paddingBottom: "2px", fontWeight: 700 }}
						>
							{row.value}
						</td>
					</tr>,
					<tr key={`${row.label} bar`} data-skip-in-text="true">
						<td colSpan={2} style={{ padding: "0 0 6px" }}>
							<Bar share={row.share} />
						</td>
					</tr>,
				])}
			</tbody>
		</table>
	);
}

function Bar({ share }: { share: number }) {
	const percent = Math.min(100, Math.max(0, Math.round(share * 100)));
	const piece = (width: number, className: string, colour: string) => (
		<td
			className={className}
			width={`${width}%`}
			style={{ height: "8px", fontSize: 0, lineHeight: "8px", backgroundColor: colour }}
		>
			{"\u00a0"}
		</td>
	);
	return (
		<table role="presentation" width="100%" cellPadding={0} cellSpacing={0} style={{ borderCollapse: "collapse" }}>
			<tbody>
				<tr>
					{percent > 0 ? piece(percent, "m-bar", COLOUR.primary) : null}
					{percent < 100 ? piece(100 - percent, "m-track", COLOUR.sunken) : null}
				</tr>
			</tbody>
		</table>
	);
}

export function MailSpending({ block, view, siteOrigin }: InView & { block: ReportBlockOf<"spending"> }) {
	const t = getT(view.lang, "document");
	return (
		<>
			<Subtitle>{block.heading || t("report.spending.title")}</Subtitle>
			<MailRichText blocks={block.text} siteOrigin={siteOrigin} />
			<MailFigure figure={block.total} view={view} />
			{block.funds.map((fund) => (
				<table
					key={fund.name}
					className="rows"
					width="100%"
					cellPadding={0}
					cellSpacing={0}
					style={{ margin: "0 0 20px", borderCollapse: "collapse" }}
				>
					<caption
						className="m-ink"
						style={{ padding: "0 0 4px", textAlign: "left", fontSize: "15px", fontWeight: 700, color: COLOUR.ink }}
					>
						{fund.name}
					</caption>
					<tbody>
						{fund.items.map((item) => (
							<tr key={item.label} className="row">
								<td className="m-ink m-line" style={cell("left")}>
									{item.label}
									{item.bought.length === 0 ? null : (
										<>
											<br />
											<span className="m-soft" style={{ fontSize: "13px", color: COLOUR.inkSoft }}>
												{t("report.spending.bought", { things: item.bought.join(" / ") })}
											</span>
										</>
									)}
								</td>
								<td className="m-ink m-line" style={cell("right")}>
									{item.value}
								</td>
							</tr>
						))}
						<tr className="row">
							<td className="m-ink" style={sumCell("left")}>
								{t("report.yourGift.sum")}
							</td>
							<td className="m-ink" style={sumCell("right")}>
								{fund.value}
							</td>
						</tr>
					</tbody>
				</table>
			))}
		</>
	);
}

/** What each figure means and how many ledger lines it is made of. */
export function MailFootnotes({ view }: { view: ReportView }) {
	const t = getT(view.lang, "document");
	const figures = figuresOf(view);
	if (figures.length === 0) return null;
	return (
		<>
			<Subtitle>{t("report.figures.how")}</Subtitle>
			{figures.map((figure, at) => (
				<Small key={figure.key}>
					{`*${at + 1} ${figure.label}: ${figure.definition} `}
					{[
						t("report.figures.lines", { count: figure.lineCount }),
						t("report.figures.asOf", { day: formatDay(figure.asOf, view.lang) }),
						t("report.figures.hash", { hash: formatHash(figure.linesSha256) }),
					].join(" · ")}
				</Small>
			))}
		</>
	);
}
