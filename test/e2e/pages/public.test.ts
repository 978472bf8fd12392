import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { LANGS, type Lang } from "~/i18n/lang";
import { freshBrowser } from "../browser/visit";
import { giveByCard, newDonor, pay, send, startGift } from "../giving/donor";
import { expectAccessible, expectNoSideways, expectPrintable } from "./checks";

const browser = freshBrowser();
const GIVE_LIMIT_BYTES = 30_000;
const thanks: Record<Lang, Record<string, string>> = { ja: {}, en: {} };

beforeAll(async () => {
	for (const lang of LANGS) {
		const page = await browser.visit();
		thanks[lang].paid = await giveByCard(page, lang, newDonor(lang));
		await startGift(page, lang, newDonor(lang, { paymentMethod: "konbini", amountYen: "3000" }));
		await pay(page, "konbini_issue");
		await page.waitForURL(/\/c\/voucher\//);
		await page.locator("a.button").click();
		await page.waitForURL(/\/thanks\//);
		thanks[lang].konbini = page.url();
	}
});

/** Every kind of public page of a language. */
const pages: Record<string, (page: Page, lang: Lang) => Promise<unknown>> = {
	home: (page, lang) => page.goto(`/${lang}`),
	directory: (page, lang) => page.goto(`/${lang}/hubs`),
	hub: (page, lang) => page.goto(`/${lang}/hubs/nanolsi`),
	"hub search": (page, lang) => page.goto(`/${lang}/hubs?q=brain+%E8%84%B3`),
	campaigns: (page, lang) => page.goto(`/${lang}/campaigns`),
	raise: (page, lang) => page.goto(`/${lang}/hubs/nanolsi/raise`),
	stories: (page, lang) => page.goto(`/${lang}/stories`),
	events: (page, lang) => page.goto(`/${lang}/events`),
	"how giving works": (page, lang) => page.goto(`/${lang}/how-giving-works`),
	tax: (page, lang) => page.goto(`/${lang}/tax`),
	"tax of a legal form": (page, lang) => page.goto(`/${lang}/tax/incorporated-educational-institution`),
	"tax estimate, answered": async (page, lang) => {
		await page.goto(`/${lang}/tax/estimate`);
		for (const [name, sum] of Object.entries({ amountYen: "30,000", incomeYen: "5000000", taxableYen: "4000000" }))
			await page.fill(`[name=${name}]`, sum);
		await page.check("[name=creditEligible]");
		await page.locator("main button").click();
		await page.locator("#result").waitFor();
		expect(new URL(page.url()).search).toBe("");
	},
	"tax estimate with errors": async (page, lang) => {
		await page.goto(`/${lang}/tax/estimate`);
		await page.locator("main button").click();
		await page.locator(".field-error").first().waitFor();
	},
	"legal notice": (page, lang) => page.goto(`/${lang}/legal`),
	privacy: (page, lang) => page.goto(`/${lang}/privacy`),
	accessibility: (page, lang) => page.goto(`/${lang}/accessibility`),
	"give form": (page, lang) => page.goto(`/${lang}/hubs/nanolsi/give`),
	"give form with errors": async (page, lang) => {
		await page.goto(`/${lang}/hubs/nanolsi/give`);
		await send(page, lang);
		await page.locator(".field-error").first().waitFor();
	},
	"thanks, paid": (page, lang) => page.goto(thanks[lang].paid ?? ""),
	"thanks, waiting": (page, lang) => page.goto(thanks[lang].konbini ?? ""),
	"not found": (page, lang) => page.goto(`/${lang}/hubs/nowhere`),
};

/** Every part that has colours of its own is on one of these. */
const IN_THE_DARK = new Set([
	"home",
	"hub",
	"give form with errors",
	"thanks, waiting",
	"tax",
	"tax estimate, answered",
]);

describe.each(LANGS)("public pages in %s", (lang) => {
	it.each(Object.keys(pages))("%s: no script, accessible in light and dark, fits every width, prints", async (name) => {
		// Script is allowed here only so that axe can look; the pages bring none.
		const page = await browser.visit({ javaScriptEnabled: true, locale: lang === "ja" ? "ja-JP" : "en-US" });
		await pages[name]?.(page, lang);
		expect(await page.locator(`script:not([type="application/ld+json"])`).count()).toBe(0);
		expect(await page.getAttribute("html", "lang")).toBe(lang);
		await expectNoSideways(page);
		// Structure, colours and paper are the same in both languages; how long the words are is not.
		if (lang === "en") return;
		await expectAccessible(page, { dark: IN_THE_DARK.has(name) });
		await expectPrintable(page);
	});
});

it("can be read with a keyboard alone: to the content, along the page, and to the other language of this page", async () => {
	const page = await browser.visit({ javaScriptEnabled: true });
	await page.goto("/ja/tax");
	await page.keyboard.press("Tab");
	const focused = () => page.evaluate("document.activeElement.getAttribute('href')");
	expect(await focused()).toBe("#main");
	expect(await page.locator(".skip").isVisible()).toBe(true);
	await page.keyboard.press("Enter");
	await page.keyboard.press("Tab");
	const inMain = "document.activeElement.closest('main') !== null";
	expect(await page.evaluate(inMain)).toBe(true);
	const seen: unknown[] = [];
	while (await page.evaluate(inMain)) {
		// What has the focus can be seen to have it.
		expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).toBe("solid");
		seen.push(await focused());
		await page.keyboard.press("Tab");
	}
	expect(seen).toContain("/ja/tax/estimate");
	expect(await page.locator("header a[hreflang=en]").getAttribute("href")).toBe("/en/tax");
});

it("sends less than 30 kB for the give form", async () => {
	const page = await browser.visit();
	const wire = await page.context().newCDPSession(page);
	await wire.send("Network.enable");
	let bytes = 0;
	wire.on("Network.loadingFinished", ({ encodedDataLength }) => {
		bytes += encodedDataLength;
	});
	await page.goto("/ja/hubs/nanolsi/give", { waitUntil: "networkidle" });
	expect(bytes).toBeGreaterThan(1_000);
	expect(bytes).toBeLessThan(GIVE_LIMIT_BYTES);
});
