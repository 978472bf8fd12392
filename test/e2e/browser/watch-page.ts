import type { BrowserContext, Page } from "playwright-core";

export type Watched = { strayHosts: string[]; consoleErrors: string[]; failed: string[] };

/** Notes whatever a page must never do: ask another host, write an error to the console, fail to load a part of itself. */
export function watchContext(context: BrowserContext, ownOrigins: readonly string[]): Watched {
	const watched: Watched = { strayHosts: [], consoleErrors: [], failed: [] };
	context.on("request", (request) => {
		const { origin, protocol } = new URL(request.url());
		if (protocol !== "data:" && !ownOrigins.includes(origin)) watched.strayHosts.push(request.url());
	});
	context.on("requestfailed", (request) => {
		const why = request.failure()?.errorText ?? "";
		// A page left before all of it had come is no fault.
		if (/ERR_ABORTED/.test(why)) return;
		// A browser without script takes no script: with script, our policy would write an error to the console as well.
		if (why === "csp" && /\/assets\/[\w.-]+\.js$/.test(request.url())) return;
		watched.failed.push(`${request.url()} ${why}`);
	});
	context.on("page", (page) => watchPage(page, watched));
	return watched;
}

function watchPage(page: Page, watched: Watched): void {
	page.on("console", (message) => {
		if (message.type() !== "error" && message.type() !== "warning") return;
		// The browser's own note about an answer we mean to give (400 with the form, 404).
		if (/Failed to load resource: the server responded with a status of 4\d\d/.test(message.text())) return;
		watched.consoleErrors.push(`${page.url()}: ${message.text()}`);
	});
	page.on("pageerror", (error) => watched.consoleErrors.push(`${page.url()}: ${error.message}`));
}
