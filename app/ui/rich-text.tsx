import type { ReactNode } from "react";

/** What a writer's text may hold; the same shape as the domain's. */
export type RichInline =
	| { kind: "text"; text: string }
	| { kind: "strong" | "emphasis"; children: RichInline[] }
	| { kind: "link"; href: string; children: RichInline[] }
	| { kind: "break" };

export type RichBlock =
	| { kind: "paragraph"; children: RichInline[] }
	| { kind: "heading"; level: 2 | 3; children: RichInline[] }
	| { kind: "list"; ordered: boolean; items: RichBlock[][] }
	| { kind: "quote"; children: RichBlock[] }
	| { kind: "image"; imageId: string; alt: string; caption: string }
	| { kind: "rule" };

/** A picture as a page needs it: the widths there are files of, ascending. */
export type RichImage = { id: string; width: number; height: number; widths: number[]; alt: string; credit: string };

/**
 * A writer's text. Headings go one deeper inside a section whose own heading is a second one.
 * @param images  what the text shows, by id; one that is not here is left out
 */
export function RichText({
	blocks,
	images = {},
	headings = 2,
}: {
	blocks: readonly RichBlock[];
	images?: Readonly<Record<string, RichImage>>;
	headings?: 2 | 3;
}) {
	return (
		<div className="rich-text">
			{blocks.map((block, at) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a text does not move its blocks
				<Block key={at} block={block} images={images} headings={headings} />
			))}
		</div>
	);
}

type BlockProps = { block: RichBlock; images: Readonly<Record<string, RichImage>>; headings: 2 | 3 };

function Block({ block, images, headings }: BlockProps): ReactNode {
	const inner = (blocks: readonly RichBlock[]) => {
		// biome-ignore lint/suspicious/noArrayIndexKey: a text does not move its blocks
		return blocks.map((one, at) => <Block key={at} block={one} images={images} headings={headings} />);
	};
	switch (block.kind) {
		case "paragraph":
			return <p>{inlines(block.children)}</p>;
		case "heading": {
			const Heading = `h${block.level - 2 + headings}` as "h2" | "h3" | "h4";
			return <Heading>{inlines(block.children)}</Heading>;
		}
		case "list": {
			// biome-ignore lint/suspicious/noArrayIndexKey: a text does not move its items
			const items = block.items.map((item, at) => <li key={at}>{inner(item)}</li>);
			return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
		}
		case "quote":
			return <blockquote>{inner(block.children)}</blockquote>;
		case "image":
			return <Picture image={images[block.imageId]} alt={block.alt} caption={block.caption} />;
		case "rule":
			return <hr />;
	}
}

/** A picture in the size the screen needs, its place kept before it is there. */
export function Picture({
	image,
	alt,
	caption = "",
	sizes = "(min-width: 46rem) 42rem, 100vw",
	eager = false,
	className,
}: {
	image: RichImage | undefined;
	alt?: string;
	caption?: string;
	sizes?: string;
	eager?: boolean;
	className?: string;
}) {
	if (!image) return null;
	const set = (type: "webp" | "jpg") =>
		image.widths.map((width) => `/images/${image.id}/${width}.${type} ${width}w`).join(", ");
	const words = [caption, image.credit].filter(Boolean).join(" ");
	const picture = (
		<picture>
			<source type="image/webp" srcSet={set("webp")} sizes={sizes} />
			<img
				src={`/images/${image.id}/${image.widths.at(-1)}.jpg`}
				srcSet={set("jpg")}
				sizes={sizes}
				width={image.width}
				height={image.height}
				alt={alt || image.alt}
				loading={eager ? "eager" : "lazy"}
				decoding="async"
				className={className}
			/>
		</picture>
	);
	if (words === "") return picture;
	return (
		<figure>
			{picture}
			<figcaption className="hint mt-2">{words}</figcaption>
		</figure>
	);
}

function inlines(children: readonly RichInline[]): ReactNode {
	// biome-ignore lint/suspicious/noArrayIndexKey: a text does not move its words
	return children.map((child, at) => <Inline key={at} inline={child} />);
}

function Inline({ inline }: { inline: RichInline }): ReactNode {
	switch (inline.kind) {
		case "text":
			return inline.text;
		case "break":
			return <br />;
		case "strong":
			return <strong>{inlines(inline.children)}</strong>;
		case "emphasis":
			return <em>{inlines(inline.children)}</em>;
		case "link":
			return (
				<a href={inline.href} rel={inline.href.startsWith("/") ? undefined : "noopener"}>
					{inlines(inline.children)}
				</a>
			);
	}
}
