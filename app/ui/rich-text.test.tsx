import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { parseRichText } from "~/domain/rich-text/rich-text";
import { RichText } from "./rich-text";

const ID = "0190a6a0-1111-7222-8333-444455556666";
const IMAGES = { [ID]: { id: ID, width: 900, height: 600, widths: [480, 960], alt: "図", credit: "泉" } };
/** Every tag a text may come out as, with every attribute it may have. */
const TAG =
	/^<\/?(?:div|p|h[23]|ul|ol|li|blockquote|hr|br|strong|em|picture|source|img|figure|figcaption|a)(?: (?:class|href|rel|type|srcSet|src|sizes|width|height|alt|loading|decoding)="[^"<>]*")*\/?>$/;
const HREF = /^(?:https?:|mailto:|\/(?![/\\]))/;

const hostile = fc.constantFrom(
	...[
		"<script>alert(1)</script>",
		"<img src=x onerror=alert(1)>",
		"<svg/onload=alert(1)>",
		"<iframe src=javascript:x>",
	],
	...["[a](javascript:alert(1))", "[a](JAVASCRIPT&colon;alert(1))", "[a](java\tscript:x)", "<javascript:alert(1)>"],
	...["[a](data:text/html;base64,PHNjcmlwdD4=)", "[a](vbscript:x)", "[a](//evil.example)", "[a](\\\\evil.example)"],
	...["[a][r]\n\n[r]: javascript:alert(1)", "![x](javascript:x)", "![x](data:image/svg+xml,<svg>)"],
	...[`![" onerror="alert(1)](image:${ID} "\\" onload=x")`, `![a](image:${ID}"onerror=x)`, `![a](image:../../${ID})`],
	...['[a](https://a.jp/"onmouseover="x)', "[a](https://a.jp 'x\" onclick=\"y')", '<a href="https://a.jp" onclick=x>'],
	...["\u202e", "\u0000", "\ufeff", "\u2028", "&#60;script&#62;", "&lt;script&gt;", "\\<", "<!--", "]]>", "<![CDATA["],
	...["> ", "- ", "1. ", "## ", "**", "*", "`", "```html\n", "---\n", "\n\n", "  \n", "[", "](", ")", "<", ">", '"'],
);

test("whatever is written, only known tags and attributes come out, and links lead to the web", () => {
	const text = fc.array(fc.oneof({ weight: 3, arbitrary: hostile }, fc.string({ unit: "grapheme" })), {
		maxLength: 25,
	});
	fc.assert(
		fc.property(text, (parts) => {
			const html = renderToStaticMarkup(<RichText blocks={parseRichText(parts.join(""))} images={IMAGES} />);
			for (const tag of html.match(/<[^>]*>/g) ?? []) expect(tag).toMatch(TAG);
			for (const [, href = ""] of html.matchAll(/href="([^"]*)"/g)) expect(href).toMatch(HREF);
			for (const [, src = ""] of html.matchAll(/ src="([^"]*)"/g)) expect(src).toBe(`/images/${ID}/960.jpg`);
		}),
		{ numRuns: 120 },
	);
});
