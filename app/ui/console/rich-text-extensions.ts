import Image from "@tiptap/extension-image";
import { Markdown } from "@tiptap/markdown";
import { type Editor, type JSONContent, mergeAttributes } from "@tiptap/react";
import StarterKit from "@tiptap/starter-kit";
import { looseEmphasis } from "~/i18n/emphasis.ts";

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const OWN_SOURCE = new RegExp(`^image:(${UUID})$`, "i");
const OWN_ADDRESS = new RegExp(`^/images/(${UUID})/`, "i");

/** A picture of ours: written as `image:<id>`, shown by its address. What is pasted from elsewhere is left out. */
const OwnImage = Image.extend({
	addAttributes() {
		return {
			...this.parent?.(),
			src: {
				default: null,
				parseHTML: (element: HTMLElement) => {
					const id = OWN_ADDRESS.exec(element.getAttribute("src") ?? "")?.[1];
					return id ? `image:${id}` : null;
				},
				renderHTML: ({ src }: { src?: string | null }) => {
					const id = OWN_SOURCE.exec(src ?? "")?.[1];
					return id ? { src: `/images/${id}/480.jpg` } : {};
				},
			},
		};
	},
	parseHTML() {
		return [{ tag: 'img[src^="/images/"]' }];
	},
	renderHTML({ HTMLAttributes }) {
		const { title, width: _w, height: _h, ...rest } = HTMLAttributes;
		return ["img", mergeAttributes(rest, { title, draggable: "true" })];
	},
	renderMarkdown: ({ attrs }) => {
		const clean = (value: unknown) => String(value ?? "").replace(/[[\]\\"\n]/g, " ");
		if (!OWN_SOURCE.test(String(attrs?.src ?? ""))) return "";
		const caption = clean(attrs?.title).trim();
		return `![${clean(attrs?.alt)}](${attrs?.src}${caption === "" ? "" : ` "${caption}"`})`;
	},
});

/** Tables and the like are no part of what the page reads. */
export const MARKED = { gfm: false };

/** What a writer may use: what the public page shows, and no more. */
export const RICH_TEXT_EXTENSIONS = [
	StarterKit.configure({
		heading: { levels: [2, 3] },
		link: {
			openOnClick: false,
			autolink: false,
			defaultProtocol: "https",
			protocols: ["http", "https", "mailto"],
			HTMLAttributes: { rel: null, target: null },
		},
		...{ code: false, codeBlock: false, strike: false, underline: false, dropcursor: false },
	}),
	OwnImage,
	Markdown.configure({ markedOptions: MARKED }),
];

/** Headings of other levels and code as the page shows them, and emphasis as the page reads it. */
export function toEditor(markdown: string): string {
	return looseEmphasis(markdown)
		.replace(/^#(?=[ \t])/gm, "##")
		.replace(/^#{4,6}(?=[ \t])/gm, "###")
		.replace(/^(?:```|~~~).*$/gm, "")
		.replace(/(?<!\\)`+([^`\n]+)`+/g, "$1");
}

/** Stands for a backslash while the editor's text is written out, which would escape a real one. */
const GUARD = "\ue000";
const LOOKS_LIKE_A_BLOCK = /^(\s*(?:\d{1,9})?)([.)#+=-])/;

/** Markdown of what is in the editor; a paragraph that begins like a list or a heading stays a paragraph. */
export function fromEditor(editor: Editor): string {
	return toMarkdown(editor.getJSON(), (content) => editor.markdown?.serialize(content) ?? "");
}

export function toMarkdown(content: JSONContent, serialize: (content: JSONContent) => string): string {
	return serialize(guarded(content)).replaceAll(GUARD, "\\").replaceAll("&nbsp;", "").trim();
}

function guarded(node: JSONContent): JSONContent {
	const content = node.content?.map(guarded);
	const [first, ...rest] = content ?? [];
	if (node.type !== "paragraph" || first?.text === undefined) return { ...node, ...(content && { content }) };
	const text = first.text.replaceAll(GUARD, "").replace(LOOKS_LIKE_A_BLOCK, `$1${GUARD}$2`);
	return { ...node, content: [{ ...first, text }, ...rest] };
}
