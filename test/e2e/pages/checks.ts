import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** A telephone; 1280 px at 200 %; 1280 px at 400 %, the narrowest a page must bear (WCAG 1.4.10). */
const WIDTHS = [390, 640, 320];
/** Where long words show first. */
export const NARROWEST = [320];
const DESK = { width: 1280, height: 900 };

/** Nothing serious or critical by axe, in light colours and, unless they are seen elsewhere, in dark ones. */
export async function expectAccessible(page: Page, { dark = true } = {}): Promise<void> {
	await page.emulateMedia({ colorScheme: "light" });
	expect(await complaints(axe(page).withTags(RULES))).toEqual([]);
	if (!dark) return;
	await page.emulateMedia({ colorScheme: "dark" });
	// Only colours differ.
	expect(await complaints(axe(page).withRules(["color-contrast"]))).toEqual([]);
	await page.emulateMedia({ colorScheme: null });
}

/** What passed is not told: telling it is most of the time. */
const axe = (page: Page) => new AxeBuilder({ page }).options({ resultTypes: ["violations"], iframes: false });

async function complaints(axe: AxeBuilder): Promise<string[]> {
	const { violations } = await axe.setLegacyMode(true).analyze();
	return violations
		.filter(({ impact }) => impact === "serious" || impact === "critical")
		.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary ?? ""}`));
}

/** Nothing is cut off or reached by scrolling sideways, on a telephone or enlarged. */
export async function expectNoSideways(page: Page, widths: readonly number[] = WIDTHS): Promise<void> {
	for (const width of widths) {
		await page.setViewportSize({ width, height: 800 });
		const over = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
		expect(over, `${page.url()} at ${width} px`).toBeLessThanOrEqual(0);
	}
	await page.setViewportSize(DESK);
}

/** On paper: what matters is there, on white, within the sheet, without what only works on a screen. */
export async function expectPrintable(page: Page): Promise<void> {
	await page.emulateMedia({ media: "print", colorScheme: "dark" });
	expect(await page.locator("h1").isVisible()).toBe(true);
	expect(await page.locator("nav:visible").count()).toBe(0);
	const colours = await page.evaluate(
		"[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('h1')).color]",
	);
	expect(colours).toEqual([
		expect.stringMatching(/^rgb\(255, 255, 255\)$|^rgba\(0, 0, 0, 0\)$/),
		expect.stringMatching(/^rgb\(([0-5]?\d), ([0-5]?\d), ([0-5]?\d)\)$/),
	]);
	await page.emulateMedia({ media: null, colorScheme: null });
}
