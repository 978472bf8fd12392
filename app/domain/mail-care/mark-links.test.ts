import { expect, test } from "vitest";
import { markLinks } from "./mark-links";

const of = { mailId: "019aa9c3-9b7a-7c1e-8f00-3c2b1a0f9e8d", siteOrigin: "https://izumi.example.jp" };
const marked = (html: string, text = "") => markLinks({ subject: "", html, text }, of);

test("marks links to our public pages, and keeps what they carry", () => {
	const { html, text } = marked(
		'<a href="https://izumi.example.jp/ja/hubs/nanolsi/give?appeal=abcd2345&amp;utm_source=report#form">x</a>',
		"ご支援：https://izumi.example.jp/ja/stories/nano。",
	);
	expect(html).toContain(`?appeal=abcd2345&amp;utm_source=report&amp;m=${of.mailId}#form"`);
	expect(text).toBe(`ご支援：https://izumi.example.jp/ja/stories/nano?m=${of.mailId}。`);
});

test.each([
	"https://izumi.example.jp/ja/mail/abc?mail=1",
	"https://izumi.example.jp/ja/reports/tok",
	"https://izumi.example.jp/portal?lang=ja",
	"https://doi.org/10.1000/1",
	"https://izumi.example.jp.evil.example/ja",
	"mailto:kifu@example.ac.jp",
])("leaves %s as it is", (href) => {
	expect(marked(`<a href="${href}">x</a>`, href)).toEqual({ subject: "", html: `<a href="${href}">x</a>`, text: href });
});
