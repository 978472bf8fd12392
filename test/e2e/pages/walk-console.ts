import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { Lang } from "~/i18n/lang";
import type { freshBrowser } from "../browser/visit";
import { signIn } from "../staff/sign-in";
import { expectAccessible, expectNoSideways, NARROWEST } from "./checks";

/** A page signed in as the administrator, who sees everything. */
export async function adminPage(browser: ReturnType<typeof freshBrowser>, lang: Lang): Promise<Page> {
	const page = await browser.visit({ javaScriptEnabled: true, locale: lang === "ja" ? "ja-JP" : "en-US" });
	await page.goto("/console");
	await signIn(page, "admin");
	return page;
}

/** Colours are one list for all pages: every sixth is seen in the dark too. */
const DARK_EVERY = 6;
/** The frame of a page is the same: of the longer words a part is looked at. */
const ENGLISH_EVERY = 4;

/** Each answers in the person's language, is accessible in light and dark, and fits a telephone. */
export async function walkPages(page: Page, lang: Lang, paths: readonly string[]): Promise<void> {
	for (const [index, path] of paths.entries()) {
		if (lang === "en" && index % ENGLISH_EVERY !== 0) continue;
		const answer = await page.goto(path);
		expect(answer?.status(), path).toBe(200);
		expect(await page.getAttribute("html", "lang")).toBe(lang);
		// Structure and colours are the same in both languages; how long the words are is not.
		if (lang === "ja") await expectAccessible(page, { dark: index % DARK_EVERY === 0 });
		await expectNoSideways(page, lang === "ja" ? undefined : NARROWEST);
	}
}

/** Where the first row of a list leads. */
export async function firstOf(page: Page, list: string): Promise<string> {
	await page.goto(list);
	return (await page.locator("tbody a").first().getAttribute("href")) ?? "";
}
