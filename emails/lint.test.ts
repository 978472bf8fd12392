import { caniemail } from "caniemail";
import { beforeAll, describe, expect, it } from "vitest";
import { LANGS } from "~/i18n/lang.ts";
import { type SampleMail, sampleMails } from "../test/factories/mail-samples.ts";

const MAX_BYTES = 100_000;
/** The clients react-email supports; Superhuman shows a mail as Chrome and Gmail do. */
const CLIENTS = ["gmail.*", "apple-mail.*", "outlook.*", "yahoo.*", "hey.*"] as const;

/**
 * What some of them leave out, and why the mail is whole without it. Anything else they cannot show fails the test: layout by
 * flex or grid, positions, background pictures, web fonts, svg, forms.
 */
const BETTER_WITH: Record<string, string> = {
	"<body> element": "becomes a div; its colours are repeated on the table inside",
	"<style> element": "holds only the dark colours; everything else is inline",
	"@media": "dark colours; without it the mail is light",
	"border-radius": "corners are square",
	"display:none": "the preview line is shown, small and in the colour of the ground",
	overflow: "as above",
	opacity: "as above",
	"height attribute": "pictures keep their proportions by width",
	"height property": "as above",
	"width attribute": "the style says it too",
	"object-fit": "pictures are cut to their frame before they are sent",
	outline: "a reset that was not needed there",
	"overflow-wrap": "a long address makes its cell wider",
	"word-break": "as above",
	"white-space": "line breaks of a message are br elements",
	"table-layout": "columns find their own width",
	"text-decoration-line": "text-decoration beside it is read",
	transform: "the drop of the sign stands upright",
	"lang attribute": "a reader's language setting decides how it is read aloud",
	"role attribute": "tables for layout are announced as tables",
	"target attribute": "links open where the client opens links",
};

let mails: SampleMail[] = [];
beforeAll(async () => {
	mails = (await Promise.all(LANGS.map(sampleMails))).flat();
});

const wrong = (is: (mail: SampleMail) => unknown) => mails.filter(is).map(({ name, lang }) => `${name} ${lang}`);
const attributes = (html: string, tag: string, name: string) =>
	[...html.matchAll(new RegExp(`<${tag}\\b[^>]*>`, "gi"))].map(
		([found]) => new RegExp(`\\s${name}="([^"]*)"`, "i").exec(found)?.[1] ?? null,
	);

describe("every mail in both languages", () => {
	it("is small, has a subject and a text", () => {
		expect(
			wrong(({ html, text }) => Buffer.byteLength(html) > MAX_BYTES || Buffer.byteLength(text) > MAX_BYTES),
		).toEqual([]);
		expect(
			wrong(({ subject, text }) => subject.trim() === "" || /[\r\n]/.test(subject) || text.trim().length < 40),
		).toEqual([]);
	});

	it("says its language", () => {
		expect(wrong(({ html, lang }) => attributes(html, "html", "lang")[0] !== lang)).toEqual([]);
	});

	it("runs nothing and loads nothing but pictures", () => {
		expect(
			wrong(({ html }) =>
				/<(?:script|iframe|object|embed|form|base|video|audio)\b|\son\w+\s*=|javascript:/i.test(html),
			),
		).toEqual([]);
		expect(wrong(({ html }) => /<link\b[^>]*stylesheet|@import|@font-face/i.test(html))).toEqual([]);
		expect(wrong(({ html }) => /url\(\s*["']?https?:/i.test(html))).toEqual([]);
	});

	it("has pictures with an absolute address and words, and none that counts readers", () => {
		expect(wrong(({ html }) => attributes(html, "img", "src").some((src) => !/^https?:\/\//.test(src ?? "")))).toEqual(
			[],
		);
		expect(wrong(({ html }) => attributes(html, "img", "alt").includes(null))).toEqual([]);
		expect(
			wrong(({ html }) =>
				["width", "height"].some((side) =>
					attributes(html, "img", side).some((value) => value === "0" || value === "1"),
				),
			),
		).toEqual([]);
	});

	it("has links that lead somewhere by themselves", () => {
		expect(
			wrong(({ html }) =>
				attributes(html, "a", "href").some((href) => !/^(?:https?:\/\/|mailto:|tel:)/.test(href ?? "")),
			),
		).toEqual([]);
	});

	it("uses nothing that a client it is for cannot show", () => {
		// Each tag once, whatever mail it is from: what a client can show does not depend on the words inside.
		const tags = mails.flatMap(({ html }) => html.match(/<style\b[\s\S]*?<\/style>|<(?!title)[a-z][^>]*>/gi) ?? []);
		const once = new Set(
			tags.map((tag) => tag.replace(/\s(?:href|src|alt|title)="[^"]*"/gi, (found) => `${found.split("=")[0]}="x"`)),
		);
		const missing = new Set<string>();
		for (const [client, list] of caniemail({ clients: [...CLIENTS], html: [...once].join("\n") }).issues.errors) {
			for (const { title } of list) if (!(title in BETTER_WITH)) missing.add(`${title}: ${client}`);
		}
		expect([...missing].sort()).toEqual([]);
	});
});
