import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import { openBrowser } from "./open-browser";
import { type Watched, watchContext } from "./watch-page";

const STEP_LIMIT_MS = 15_000;

/**
 * A browser for the tests of a file. Each visit is a person of their own; after each test every visit is closed, and a
 * page that asked a foreign host or wrote an error to the console fails the test that opened it.
 */
export function freshBrowser() {
	const { appUrl, sandboxUrl } = inject("izumi");
	const ownOrigins = [appUrl, sandboxUrl, sandboxUrl.replace("localhost", "127.0.0.1")];
	let browser: Browser | null = null;
	let visits: { context: BrowserContext; watched: Watched }[] = [];
	beforeAll(async () => {
		browser = await openBrowser();
	});
	afterAll(() => browser?.close());
	afterEach(async () => {
		const open = visits;
		visits = [];
		for (const { context } of open) await context.close();
		for (const { watched } of open) expect(watched).toEqual({ strayHosts: [], consoleErrors: [], failed: [] });
	});
	return {
		appUrl,
		sandboxUrl,
		/** A page for a new person; without script unless asked, in Japanese unless asked. */
		async visit(options: BrowserContextOptions = {}): Promise<Page> {
			if (browser === null) throw new Error("the browser is there from beforeAll on");
			const context = await browser.newContext({
				baseURL: appUrl,
				javaScriptEnabled: false,
				locale: "ja-JP",
				viewport: { width: 1280, height: 900 },
				...options,
			});
			context.setDefaultTimeout(STEP_LIMIT_MS);
			visits.push({ context, watched: watchContext(context, ownOrigins) });
			return context.newPage();
		},
	};
}

export type Visits = ReturnType<typeof freshBrowser>;
