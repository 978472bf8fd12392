import type { PhrasingContent, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { looseEmphasis } from "~/i18n/emphasis.ts";

/** Text with emphasis and links, as a tree that cannot carry anything else. */
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

/** Longest Markdown that is read, in characters; forms say the same. */
export const RICH_TEXT_MAX = 60_000;
/** Deeper nesting is nobody's writing. */
const DEEPEST = 8;
const OWN_IMAGE = /^image:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i;

/**
 * Reads CommonMark into a tree of what we show: everything else becomes its text, HTML is shown as it was typed, and a
 * picture is one of ours or not there. What shows the tree never needs to set HTML.
 */
export function parseRichText(markdown: string): RichBlock[] {
	const text = [...markdown.slice(0, RICH_TEXT_MAX)].filter((char) => !isControl(char)).join("");
	return blocksOf(fromMarkdown(looseEmphasis(shallow(text))).children, 0);
}

/** Control characters are of no use in writing; tabs and line ends are. */
function isControl(char: string): boolean {
	return /\p{Cc}/u.test(char) && !/[\t\n\r]/.test(char);
}

const BETWEEN_LETTERS =
	/(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々、。」』）])\n(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー「『（])/gu;

/** A line of a thousand `>` would nest as deep; the reader of Markdown recurses. */
function shallow(text: string): string {
	return text.replace(/^(?:[ \t]{0,3}(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))[ \t]*){9,}/gm, "> ");
}

function blocksOf(nodes: readonly RootContent[], depth: number): RichBlock[] {
	return nodes.flatMap((node) => blockOf(node, depth));
}

function blockOf(node: RootContent, depth: number): RichBlock[] {
	if (depth > DEEPEST) return [];
	switch (node.type) {
		case "paragraph":
			return paragraphOf(node.children);
		case "heading":
			// The page has the only first heading.
			return filled({ kind: "heading", level: node.depth <= 2 ? 2 : 3, children: inlinesOf(node.children, 0) });
		case "list": {
			const items = node.children.map((item) => blocksOf(item.children, depth + 1));
			return [{ kind: "list", ordered: node.ordered === true, items: items.filter((item) => item.length > 0) }];
		}
		case "blockquote":
			return [{ kind: "quote", children: blocksOf(node.children, depth + 1) }];
		case "thematicBreak":
			return [{ kind: "rule" }];
		case "code":
		case "html":
			return filled({ kind: "paragraph", children: [{ kind: "text", text: node.value }] });
		default:
			return [];
	}
}

/** A picture is written inside a paragraph and stands by itself on the page. */
function paragraphOf(children: readonly PhrasingContent[]): RichBlock[] {
	const blocks: RichBlock[] = [];
	let run: PhrasingContent[] = [];
	const close = () => {
		blocks.push(...filled({ kind: "paragraph", children: inlinesOf(run, 0) }));
		run = [];
	};
	for (const child of children) {
		if (child.type !== "image") {
			run.push(child);
			continue;
		}
		close();
		const imageId = OWN_IMAGE.exec(child.url)?.[1];
		if (imageId) {
			blocks.push({
				kind: "image",
				imageId: imageId.toLowerCase(),
				alt: child.alt ?? "",
				caption: child.title ?? "",
			});
		}
	}
	close();
	return blocks;
}

function filled(block: RichBlock & { children: RichInline[] }): RichBlock[] {
	return textOf(block.children).trim() === "" ? [] : [block];
}

function inlinesOf(nodes: readonly PhrasingContent[], depth: number): RichInline[] {
	return depth > DEEPEST ? [] : nodes.flatMap((node) => inlineOf(node, depth));
}

function inlineOf(node: PhrasingContent, depth: number): RichInline[] {
	switch (node.type) {
		case "text":
		case "inlineCode":
		case "html": {
			// Japanese lines go on where they broke; a browser would put a space there.
			const text = node.value.replace(BETWEEN_LETTERS, "");
			return text === "" ? [] : [{ kind: "text", text }];
		}
		case "strong":
		case "emphasis":
			return [{ kind: node.type, children: inlinesOf(node.children, depth + 1) }];
		case "break":
			return [{ kind: "break" }];
		case "link": {
			const children = inlinesOf(node.children, depth + 1).flatMap((child) =>
				child.kind === "link" ? child.children : [child],
			);
			const href = safeHref(node.url);
			return href === null ? children : [{ kind: "link", href, children }];
		}
		default:
			return [];
	}
}

/** Where a link may lead: the web, a mail address, or a page of ours. */
export function safeHref(url: string): string | null {
	if (/[\p{Cc}\s]/u.test(url)) return null;
	if (/^\/(?![/\\])/.test(url) && !url.includes("\\")) return url;
	if (!URL.canParse(url)) return null;
	const { protocol, href, username, password } = new URL(url);
	if (username !== "" || password !== "") return null;
	return ["https:", "http:", "mailto:"].includes(protocol) ? href : null;
}

function textOf(children: readonly RichInline[]): string {
	return children
		.map((child) => {
			if (child.kind === "text") return child.text;
			return child.kind === "break" ? "\n" : textOf(child.children);
		})
		.join("");
}

/** The words alone, a blank line between blocks: for a mail's text, a search, a description. */
export function plainText(blocks: readonly RichBlock[]): string {
	return blocks.map(plainBlock).filter(Boolean).join("\n\n");
}

function plainBlock(block: RichBlock): string {
	switch (block.kind) {
		case "paragraph":
		case "heading":
			return plainInline(block.children);
		case "list":
			return block.items
				.map((item, at) => `${block.ordered ? `${at + 1}.` : "・"} ${plainText(item).replaceAll("\n\n", "\n")}`)
				.join("\n");
		case "quote":
			return plainText(block.children)
				.split("\n")
				.map((line) => `> ${line}`)
				.join("\n");
		case "image":
			return block.caption;
		case "rule":
			return "――";
	}
}

/** Links are written out: a reader of plain text cannot follow a word. */
function plainInline(children: readonly RichInline[]): string {
	return children
		.map((child) => {
			if (child.kind === "text") return child.text;
			if (child.kind === "break") return "\n";
			const words = plainInline(child.children);
			return child.kind === "link" && words !== child.href ? `${words} (${child.href})` : words;
		})
		.join("");
}

/** Pictures a text shows, each once. */
export function imageIdsOf(blocks: readonly RichBlock[]): string[] {
	const ids = blocks.flatMap((block) => {
		if (block.kind === "image") return [block.imageId];
		if (block.kind === "quote") return imageIdsOf(block.children);
		return block.kind === "list" ? block.items.flatMap(imageIdsOf) : [];
	});
	return [...new Set(ids)];
}
