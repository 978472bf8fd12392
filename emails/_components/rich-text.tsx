import type { ReactNode } from "react";
import { Hr, Img, Link } from "react-email";
import type { RichBlock, RichImage, RichInline } from "~/ui/rich-text.tsx";
import { Paragraph, Small, Subtitle } from "./parts.tsx";
import { COLOUR, paragraph } from "./theme.ts";

type Texts = {
	images?: Readonly<Record<string, RichImage>>;
	/** pictures and links to our own pages become absolute with it */
	siteOrigin: string;
};

/** A writer's text in a mail: the tree the pages show, with pictures at one width. */
export function MailRichText({ blocks, ...texts }: { blocks: readonly RichBlock[] } & Texts): ReactNode {
	// biome-ignore lint/suspicious/noArrayIndexKey: a mail does not move its blocks
	return blocks.map((block, at) => <Block key={at} block={block} {...texts} />);
}

function Block({ block, images = {}, siteOrigin }: { block: RichBlock } & Texts): ReactNode {
	switch (block.kind) {
		case "paragraph":
			return <Paragraph>{inlines(block.children, siteOrigin)}</Paragraph>;
		case "heading":
			return <Subtitle>{wordsOf(block.children)}</Subtitle>;
		case "list": {
			const List = block.ordered ? "ol" : "ul";
			return (
				<List style={{ ...paragraph, paddingLeft: "24px" }} className="m-ink">
					{block.items.map((item, at) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: a mail does not move its items
						<li key={at} style={{ marginBottom: "6px" }}>
							<Item blocks={item} siteOrigin={siteOrigin} />
						</li>
					))}
				</List>
			);
		}
		case "quote":
			return (
				<div className="m-line" style={{ paddingLeft: "16px", borderLeft: `3px solid ${COLOUR.line}` }}>
					<MailRichText blocks={block.children} images={images} siteOrigin={siteOrigin} />
				</div>
			);
		case "image":
			return (
				<MailPicture image={images[block.imageId]} alt={block.alt} caption={block.caption} siteOrigin={siteOrigin} />
			);
		case "rule":
			return <Hr className="m-line" style={{ borderColor: COLOUR.line, margin: "24px 0" }} />;
	}
}

/** The paragraphs of one item stand on lines of their own; what is inside a list otherwise is not for a mail. */
function Item({ blocks, siteOrigin }: { blocks: readonly RichBlock[]; siteOrigin: string }): ReactNode {
	const lines = blocks.flatMap((block) => (block.kind === "paragraph" || block.kind === "heading" ? [block] : []));
	return lines.map((line, at) => (
		// biome-ignore lint/suspicious/noArrayIndexKey: a mail does not move its lines
		<span key={at}>
			{at > 0 ? <br /> : null}
			{inlines(line.children, siteOrigin)}
		</span>
	));
}

export function MailPicture({
	image,
	alt,
	caption = "",
	siteOrigin,
}: {
	image: RichImage | undefined;
	alt?: string;
	caption?: string;
	siteOrigin: string;
}) {
	if (!image) return null;
	const width = image.widths.find((one) => one >= 960) ?? image.widths.at(-1) ?? image.width;
	const words = [caption, image.credit].filter(Boolean).join(" ");
	return (
		<>
			<Img
				src={`${siteOrigin}/images/${image.id}/${width}.jpg`}
				alt={alt || image.alt}
				width="536"
				style={{
					display: "block",
					width: "100%",
					maxWidth: "536px",
					height: "auto",
					margin: "0 0 8px",
					borderRadius: "8px",
				}}
			/>
			{words === "" ? null : <Small>{words}</Small>}
		</>
	);
}

function wordsOf(children: readonly RichInline[]): string {
	return children
		.map((child) => (child.kind === "text" ? child.text : child.kind === "break" ? " " : wordsOf(child.children)))
		.join("");
}

function inlines(children: readonly RichInline[], siteOrigin: string): ReactNode {
	// biome-ignore lint/suspicious/noArrayIndexKey: a mail does not move its words
	return children.map((child, at) => <Inline key={at} inline={child} siteOrigin={siteOrigin} />);
}

function Inline({ inline, siteOrigin }: { inline: RichInline; siteOrigin: string }): ReactNode {
	switch (inline.kind) {
		case "text":
			return inline.text;
		case "break":
			return <br />;
		case "strong":
			return <strong>{inlines(inline.children, siteOrigin)}</strong>;
		case "emphasis":
			return <em>{inlines(inline.children, siteOrigin)}</em>;
		case "link":
			return (
				<Link
					className="m-link"
					href={inline.href.startsWith("/") ? siteOrigin + inline.href : inline.href}
					style={{ color: COLOUR.primary, textDecoration: "underline" }}
				>
					{inlines(inline.children, siteOrigin)}
				</Link>
			);
	}
}
