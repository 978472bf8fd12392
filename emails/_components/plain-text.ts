/** The parts of html-to-text that our formatters use; the package comes without types. */
interface Node {
	name?: string;
	children?: Node[];
	attribs?: Record<string, string | undefined>;
}
type Walk = (nodes: Node[], builder: Builder) => void;
interface Builder {
	openBlock(options: { leadingLineBreaks: number }): void;
	closeBlock(options: { trailingLineBreaks: number }): void;
	addInline(text: string, options?: { noWordTransform: boolean }): void;
	addLineBreak(): void;
}

/**
 * The text part is a mail of its own: a fact a line with a colon, an action with its address on the next line, headings as
 * they are written.
 */
export const PLAIN_TEXT = {
	wordwrap: false,
	selectors: [
		{ selector: "h1", options: { uppercase: false } },
		{ selector: "h2", options: { uppercase: false } },
		{ selector: "a", options: { hideLinkHrefIfSameAsText: true, linkBrackets: false } },
		{ selector: "a.action", format: "action" },
		{ selector: "tr.fact", format: "fact" },
		{ selector: "table.facts", format: "block" },
		{ selector: "tr.row", format: "row" },
		{ selector: "table.rows", format: "block" },
	],
	formatters: {
		fact(element: Node, walk: Walk, builder: Builder) {
			const [label, value] = (element.children ?? []).filter((child) => child.name === "td");
			builder.openBlock({ leadingLineBreaks: 1 });
			walk(label?.children ?? [], builder);
			builder.addInline(": ");
			walk(value?.children ?? [], builder);
			builder.closeBlock({ trailingLineBreaks: 1 });
		},
		/** Cells of a table beside each other, as a reader of plain text can still follow them. */
		row(element: Node, walk: Walk, builder: Builder) {
			const cells = (element.children ?? []).filter((child) => child.name === "td" || child.name === "th");
			builder.openBlock({ leadingLineBreaks: 1 });
			for (const [at, cell] of cells.entries()) {
				if (at > 0) builder.addInline(" / ");
				walk(cell.children ?? [], builder);
			}
			builder.closeBlock({ trailingLineBreaks: 1 });
		},
		action(element: Node, walk: Walk, builder: Builder) {
			builder.openBlock({ leadingLineBreaks: 2 });
			walk(element.children ?? [], builder);
			builder.addInline(":");
			builder.addLineBreak();
			builder.addInline(String(element.attribs?.href ?? ""), { noWordTransform: true });
			builder.closeBlock({ trailingLineBreaks: 2 });
		},
	},
};
