import { Img, Link, Text } from "react-email";
import { getT } from "~/i18n/texts.server.ts";
import type { ReportBlockOf, ReportBlockView, ReportImageView, ReportSourceView } from "~/ui/report/report-view.ts";
import { Action, Paragraph, Small, Subtitle } from "./parts.tsx";
import { MailFigures, MailSpending } from "./report-figures.tsx";
import { MailYourGift } from "./report-own.tsx";
import type { ReportMailProps } from "./report-props.ts";
import { MailRichText } from "./rich-text.tsx";
import { COLOUR, SERIF } from "./theme.ts";

/** Text width of a mail of 600 px. */
const WIDTH = 494;

export function MailBlock({ block, mail }: { block: ReportBlockView; mail: ReportMailProps }) {
	const { view, siteOrigin } = mail;
	const text = "text" in block ? <MailRichText blocks={block.text} siteOrigin={siteOrigin} /> : null;
	const heading = block.heading === "" ? null : <Subtitle>{block.heading}</Subtitle>;
	switch (block.kind) {
		case "letter":
			return (
				<>
					{heading}
					{text}
					<Signature block={block} />
				</>
			);
		case "yourGift":
			return <MailYourGift block={block} mail={mail} />;
		case "figures":
			return <MailFigures block={block} view={view} siteOrigin={siteOrigin} />;
		case "spending":
			return <MailSpending block={block} view={view} siteOrigin={siteOrigin} />;
		case "outputs":
			return <Outputs block={block} mail={mail} />;
		case "people":
			return <People block={block} mail={mail} />;
		case "photos":
			return (
				<>
					{heading}
					{block.items.map(({ image, caption }) => (
						<MailImage key={image.imageId} image={image} caption={caption} />
					))}
				</>
			);
		case "story":
			return <Story block={block} mail={mail} />;
		case "text":
			return (
				<>
					{heading}
					{text}
					<Sources sources={block.sources} lang={view.lang} />
				</>
			);
		case "thanks":
			return (
				<>
					{heading}
					{text}
				</>
			);
		case "ask":
			return (
				<>
					{heading}
					{text}
					<Action href={block.url}>{block.button}</Action>
				</>
			);
	}
}

function Signature({ block }: { block: ReportBlockOf<"letter"> }) {
	if (block.signature === "") return null;
	const portrait = block.image?.files[0];
	return (
		<table role="presentation" cellPadding={0} cellSpacing={0} style={{ margin: "4px 0 20px" }}>
			<tbody>
				<tr>
					{block.image && portrait ? (
						<td style={{ paddingRight: "16px", verticalAlign: "middle" }}>
							<Img
								src={portrait.jpg}
								alt={block.image.alt}
								width="64"
								style={{ display: "block", width: "64px", height: "auto", borderRadius: "8px" }}
							/>
						</td>
					) : null}
					<td style={{ verticalAlign: "middle" }}>
						<Text
							className="m-ink"
							style={{ margin: 0, fontFamily: SERIF, fontSize: "19px", lineHeight: "28px", color: COLOUR.ink }}
						>
							{block.signature}
						</Text>
						{block.role === "" ? null : <Small>{block.role}</Small>}
					</td>
				</tr>
			</tbody>
		</table>
	);
}

/** One width for all: mail programs choose no files. */
function MailImage({ image, caption = "" }: { image: ReportImageView; caption?: string }) {
	const file = image.files.find(({ width }) => width >= 2 * WIDTH - 60) ?? image.files.at(-1);
	if (!file) return null;
	const words = [caption, image.credit].filter(Boolean).join(" / ");
	return (
		<>
			<Img
				src={file.jpg}
				alt={image.alt}
				width={String(WIDTH)}
				style={{ display: "block", width: "100%", maxWidth: `${WIDTH}px`, height: "auto", margin: "0 0 8px" }}
			/>
			{words === "" ? null : <Small>{words}</Small>}
		</>
	);
}

function Outputs({ block, mail }: { block: ReportBlockOf<"outputs">; mail: ReportMailProps }) {
	const { lang } = mail.view;
	if (block.items.length === 0) return null;
	return (
		<>
			<Subtitle>{block.heading || getT(lang, "document")("report.outputs.title")}</Subtitle>
			{block.items.map((item) => (
				<div
					key={item.citation + item.url}
					style={{ margin: "0 0 18px", paddingLeft: "16px", borderLeft: `2px solid ${COLOUR.accent}` }}
				>
					<Paragraph>{item.sentence}</Paragraph>
					<Source source={item} lang={lang} />
				</div>
			))}
		</>
	);
}

function Sources({ sources, lang }: { sources: readonly ReportSourceView[]; lang: "ja" | "en" }) {
	if (sources.length === 0) return null;
	return (
		<>
			<Small>{getT(lang, "document")("report.sources")}</Small>
			{sources.map((source) => (
				<Source key={source.citation + source.url} source={source} lang={lang} />
			))}
		</>
	);
}

function Source({ source: { citation, doi, url }, lang }: { source: ReportSourceView; lang: "ja" | "en" }) {
	const words = doi === null ? url : getT(lang, "document")("report.outputs.doi", { doi });
	return (
		<Small>
			{citation}{" "}
			{url === null ? (
				words
			) : (
				<Link href={url} className="m-link" style={{ color: COLOUR.primary, textDecoration: "underline" }}>
					{words}
				</Link>
			)}
		</Small>
	);
}

function People({ block, mail }: { block: ReportBlockOf<"people">; mail: ReportMailProps }) {
	if (block.items.length === 0) return null;
	return (
		<>
			<Subtitle>{block.heading || getT(mail.view.lang, "document")("report.people")}</Subtitle>
			{block.items.map((person) => {
				const portrait = person.image?.files[0];
				return (
					<div key={person.name} style={{ margin: "0 0 20px" }}>
						{person.image && portrait ? (
							<Img
								src={portrait.jpg}
								alt={person.image.alt}
								width="120"
								style={{ display: "block", width: "120px", height: "auto", margin: "0 0 10px", borderRadius: "8px" }}
							/>
						) : null}
						<Text
							className="m-ink"
							style={{ margin: 0, fontSize: "16px", lineHeight: "26px", fontWeight: 700, color: COLOUR.ink }}
						>
							{person.name}
						</Text>
						{person.role === "" ? null : <Small>{person.role}</Small>}
						<MailRichText blocks={person.text} siteOrigin={mail.siteOrigin} />
					</div>
				);
			})}
		</>
	);
}

function Story({ block, mail }: { block: ReportBlockOf<"story">; mail: ReportMailProps }) {
	const { view, siteOrigin } = mail;
	return (
		<>
			{block.heading === "" ? null : <Subtitle>{block.heading}</Subtitle>}
			<MailRichText blocks={block.text} siteOrigin={siteOrigin} />
			{block.story.image ? <MailImage image={block.story.image} /> : null}
			<Text
				className="m-ink"
				style={{ margin: "8px 0", fontFamily: SERIF, fontSize: "18px", lineHeight: "28px", color: COLOUR.ink }}
			>
				{block.story.title}
			</Text>
			<Paragraph>{block.story.lead}</Paragraph>
			<Paragraph>
				<Link href={block.story.url} className="m-link" style={{ color: COLOUR.primary, textDecoration: "underline" }}>
					{getT(view.lang, "document")("report.story")}
				</Link>
			</Paragraph>
		</>
	);
}
