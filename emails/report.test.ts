import { describe, expect, it } from "vitest";
import { ownWords } from "~/domain/reports/own-words.ts";
import { withCodes } from "~/domain/reports/report-links.ts";
import { yearEndWords } from "~/domain/reports/year-end-words.server.ts";
import { REPORT_SITE, sampleRecipient, sampleReport } from "../test/factories/report-view.ts";
import { type ReportMailProps, renderReportMail } from "./report.tsx";

const LANGS = ["ja", "en"] as const;
const VARIANTS = ["person", "company", "earlier", "never", "nobody", "statement", "year_end"] as const;
type Variant = (typeof VARIANTS)[number];
const HOSTILE = "O'Brien & <b>髙﨑</b> 🐟 \u202eעדי\u202c";

function props(lang: "ja" | "en", variant: Variant, addressee = "髙﨑　花　様"): ReportMailProps {
	const full = sampleRecipient(lang, addressee);
	const recipient =
		variant === "nobody"
			? null
			: {
					...full,
					...(variant === "company" && { kind: "company" as const }),
					...((variant === "earlier" || variant === "never") && { gifts: [], funds: [] }),
					...(variant === "never" && { firstGivenOn: null }),
				};
	const kind = variant === "statement" || variant === "year_end" ? variant : "impact";
	const view = withCodes({ ...sampleReport(lang, recipient), kind }, REPORT_SITE);
	const told = kind !== "impact";
	const institution = view.institution;
	return {
		view,
		own: recipient && ownWords(recipient, { lang, limit: 60, receipts: told ? ["発行済み", "準備中"] : [] }),
		yearEnd:
			kind === "year_end"
				? yearEndWords(
						{ year: 2026, policy: "charge_date", lastTransferOn: "2026-12-30", isOver: false, institution },
						lang,
					)
				: null,
		receipts: told ? { url: `${REPORT_SITE}/portal/receipts?lang=${lang}` } : null,
		webUrl: `${REPORT_SITE}/${lang}/reports/tok_abc`,
		pdfUrl: `${REPORT_SITE}/${lang}/reports/tok_abc/report.pdf`,
		preferencesUrl: `${REPORT_SITE}/${lang}/mail/tok_mail?mail=1`,
		stopUrl: `${REPORT_SITE}/${lang}/mail/tok_mail/unsubscribe?purpose=reports&hub=nanolsi&mail=1`,
		purpose: told ? "statements" : "reports",
		siteOrigin: REPORT_SITE,
		contactEmail: "kifu@example.ac.jp",
		postalAddress: "〒920-1192 石川県金沢市角間町",
		demo: false,
		test: false,
	};
}

const numbersOf = (text: string) => text.match(/\d[\d,]*\d|\d/g) ?? [];
/** What a reader of the HTML sees. */
const seen = (html: string) =>
	html
		.replace(/<head>[\s\S]*?<\/head>|<[^>]+data-skip-in-text[^>]*>[\s\S]*?<\/(?:div|tr)>/g, "")
		.replace(/<[^>]+>/g, " ")
		.replaceAll("&amp;", "&");

describe.each(LANGS.flatMap((lang) => VARIANTS.map((variant) => ({ lang, variant }))))("$variant in $lang", (of) => {
	it("is whole, light, and leads somewhere from anywhere", async () => {
		const given = props(of.lang, of.variant);
		const mail = await renderReportMail(given);
		for (const part of [mail.subject, mail.html, mail.text]) {
			expect(part).not.toMatch(/undefined|\[object|NaN|\{\{|\}\}/);
		}
		expect(Buffer.byteLength(mail.html)).toBeLessThan(100_000);
		expect(Buffer.byteLength(mail.text)).toBeLessThan(30_000);
		expect(mail.html).toMatch(new RegExp(`<html[^>]* lang="${of.lang}"`));
		expect(mail.html).not.toMatch(/<script|url\(|width="1"|<form/);
		const links = [...mail.html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, link = ""]) => link);
		expect(links.length).toBeGreaterThan(8);
		for (const link of links) expect(link).toMatch(/^(?:https:\/\/|mailto:)[^ ]/);
		for (const link of [given.preferencesUrl, given.stopUrl, given.webUrl ?? ""]) {
			expect(mail.html).toContain(`href="${link.replaceAll("&", "&amp;")}"`);
			expect(mail.text).toContain(link);
		}
		// What a reader of the text is told is no less.
		const told = new Set(numbersOf(mail.text));
		expect(numbersOf(seen(mail.html)).filter((number) => !told.has(number))).toEqual([]);
	});
});

describe("a report by mail", () => {
	it("carries its code on links of ours and on no other", async () => {
		const { html } = await renderReportMail(props("ja", "person"));
		expect(html).toContain(
			`${REPORT_SITE}/ja/hubs/nanolsi/give?frequency=monthly&amp;appeal=k7m2p9qx&amp;utm_source=report&amp;utm_medium=email`,
		);
		expect(html).toContain('href="https://doi.org/10.5555/12345678"');
	});

	it("shows names as they are and lets none act", async () => {
		const { html, text } = await renderReportMail(props("en", "person", HOSTILE));
		expect(html).not.toContain("<b>");
		expect(html).toContain("O&#x27;Brien &amp; &lt;b&gt;髙﨑");
		expect(text).toContain(HOSTILE);
	});

	it("tells nobody's numbers to who gave none", async () => {
		expect((await renderReportMail(props("ja", "never"))).text).not.toContain("186,000円");
		expect((await renderReportMail(props("ja", "nobody"))).text).not.toContain("これまでの累計");
		const earlier = (await renderReportMail(props("ja", "earlier"))).text;
		expect(earlier).toContain("これまでの累計: 186,000円");
		expect(earlier).not.toContain("60,000円\n");
	});

	it("tells the day a transfer must arrive by, and by which day receipts are dated", async () => {
		const { text } = await renderReportMail(props("ja", "year_end"));
		expect(text).toContain("銀行振込: 2026年12月30日");
		expect(text).toContain("クレジットカード: 12月31日まで");
	});
});
