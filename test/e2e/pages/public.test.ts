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
	"how giving works": (page, lang) => page.goto(`/${lang}/how-giving-works`),
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

describe.each(LANGS)("public pages in %s", (lang) => {
	it.each(Object.keys(pages))("%s: no script, accessible in light and dark, fits every width, prints", async (name) => {
		// Script is allowed here only so that axe can look; the pages bring none.
		const page = await browser.visit({ javaScriptEnabled: true, locale: lang === "ja" ? "ja-JP" : "en-US" });
		await pages[name]?.(page, lang);
		expect(await page.locator(`script:not([type="application/ld+json"])`).count()).toBe(0);
		expect(await page.getAttribute("html", "lang")).toBe(lang);
		// Structure and colours are the same in both languages; how long the words are is not.
		if (lang === "ja") await expectAccessible(page);
		await expectNoSideways(page);
		await expectPrintable(page);
	});
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
