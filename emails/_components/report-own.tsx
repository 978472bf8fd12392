import { getT } from "~/i18n/texts.server.ts";
import type { OwnWords } from "~/ui/report/report-extras.ts";
import type { ReportBlockOf } from "~/ui/report/report-view.ts";
import { Facts, Paragraph, Small, Subtitle, WrittenLink } from "./parts.tsx";
import { cell, headCell, sumCell } from "./report-cells.ts";
import type { ReportMailProps } from "./report-props.ts";
import { MailRichText } from "./rich-text.tsx";
import { COLOUR } from "./theme.ts";

/** The donor's own numbers; nothing of them for who has given nothing. */
export function MailYourGift({ block, mail }: { block: ReportBlockOf<"yourGift">; mail: ReportMailProps }) {
	const { own, siteOrigin, receipts } = mail;
	const t = getT(mail.view.lang, "document");
	const heading = block.heading || t(`report.yourGift.${own?.kind ?? "individual"}`);
	const known = own !== null && own.stage !== "never";
	if (!known && block.text.length === 0) return null;
	return (
		<>
			<Subtitle>{heading}</Subtitle>
			<MailRichText blocks={block.text} siteOrigin={siteOrigin} />
			{known ? (
				<>
					{own.stage === "before" ? <Paragraph>{t("report.yourGift.earlier")}</Paragraph> : null}
					<Facts
						facts={[
							...(own.stage === "inPeriod"
								? [{ label: t("report.yourGift.inPeriod"), value: own.inPeriod, strong: true }]
								: []),
							{ label: t("report.yourGift.inAll"), value: own.inAll, strong: true },
							...(own.funds === "" ? [] : [{ label: t("report.yourGift.funds"), value: own.funds }]),
							{ label: t("report.yourGift.since"), value: own.since },
						]}
					/>
					{block.showsGifts && own.gifts.length > 0 ? <Gifts own={own} lang={mail.view.lang} /> : null}
					<Small>{t("report.yourGift.net")}</Small>
					{receipts === null ? null : receipts.url === null ? (
						<Paragraph>{t("report.receiptAsk")}</Paragraph>
					) : (
						<Paragraph>
							{t("report.receiptHow")} <WrittenLink href={receipts.url} />
						</Paragraph>
					)}
				</>
			) : null}
		</>
	);
}

/** By which the template of many finds the one row it repeats. */
export const GIFT_ROW = "gift-row";

function Gifts({ own, lang }: { own: OwnWords; lang: "ja" | "en" }) {
	const t = getT(lang, "document");
	return (
		<>
			<table
				className="rows"
				width="100%"
				cellPadding={0}
				cellSpacing={0}
				style={{ margin: "0 0 12px", borderCollapse: "collapse" }}
			>
				<caption
					className="m-ink"
					style={{ padding: "0 0 8px", textAlign: "left", fontSize: "15px", fontWeight: 700, color: COLOUR.ink }}
				>
					{t("report.yourGift.gifts")}
				</caption>
				<thead>
					<tr className="row">
						<th scope="col" className="m-soft m-line" style={headCell("left")}>
							{t("report.yourGift.day")}
						</th>
						<th scope="col" className="m-soft m-line" style={headCell("left")}>
							{t("report.yourGift.fund")}
						</th>
						<th scope="col" className="m-soft m-line" style={headCell("right")}>
							{t("report.yourGift.amount")}
						</th>
					</tr>
				</thead>
				<tbody>
					{own.gifts.map((gift, at) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: a mail does not move its rows
						<tr key={at} className={`row ${GIFT_ROW}`}>
							<td className="m-ink m-line" style={{ ...cell("left"), overflowWrap: "normal" }}>
								{gift.givenOn}
							</td>
							<td className="m-ink m-line" style={cell("left")}>
								{gift.fund}
								{gift.receipt === null ? null : (
									<span
										className="m-soft"
										style={{ display: "block", fontSize: "13px", color: COLOUR.inkSoft }}
									>{` ${t("report.yourGift.receiptState", { state: gift.receipt })}`}</span>
								)}
							</td>
							<td className="m-ink m-line" style={cell("right")}>
								{gift.yen}
							</td>
						</tr>
					))}
				</tbody>
				<tfoot>
					<tr className="row">
						<th scope="row" colSpan={2} className="m-ink" style={sumCell("left")}>
							{t("report.yourGift.sum")}
						</th>
						<td className="m-ink" style={sumCell("right")}>
							{own.inPeriod}
						</td>
					</tr>
				</tfoot>
			</table>
			{own.more > 0 ? <Small>{t("report.yourGift.more", { count: own.more })}</Small> : null}
		</>
	);
}
