import type { RichBlock, RichInline } from "~/ui/rich-text.tsx";
import type { TextStyle } from "./paper/sheet.ts";

/** A paragraph of a writer's text as paper shows it. */
export interface PaperParagraph {
	text: string;
	style: TextStyle;
	/** from the left edge, in points */
	indent: number;
	/** stands before its first line: 1., ・ */
	mark: string;
	rule: boolean;
}

const BODY: TextStyle = { size: 10, leading: 1.75 };

/** A writer's text, one paragraph after the other. Emphasis is left to the screen; links are written out. */
export function paragraphsOf(blocks: readonly RichBlock[], indent = 0): PaperParagraph[] {
	return blocks.flatMap((block): PaperParagraph[] => {
		const plain = (text: string, style: TextStyle = BODY): PaperParagraph => ({
			text,
			style,
			indent,
			mark: "",
			rule: false,
		});
		switch (block.kind) {
			case "paragraph":
				return [plain(words(block.children))];
			case "heading":
				return [plain(words(block.children), { size: block.level === 2 ? 12 : 10.5, weight: "bold", leading: 1.5 })];
			case "list":
				return block.items.flatMap((item, at) => {
					const [first, ...rest] = paragraphsOf(item, indent + 16);
					return first ? [{ ...first, mark: block.ordered ? `${at + 1}.` : "・" }, ...rest] : [];
				});
			case "quote":
				return paragraphsOf(block.children, indent + 16);
			case "rule":
				return [{ ...plain(""), rule: true }];
			default:
				return [];
		}
	});
}

function words(children: readonly RichInline[]): string {
	return children
		.map((child) => {
			if (child.kind === "text") return child.text;
			if (child.kind === "break") return "\n";
			const text = words(child.children);
			return child.kind === "link" && text !== child.href ? `${text} (${child.href})` : text;
		})
		.join("");
}
