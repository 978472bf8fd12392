import { type Browser, chromium } from "playwright-core";
import { findChromium } from "./find-chromium";

/** Asks nobody anything: no start pages, no updates, no telemetry. */
const QUIET = [
	"--no-first-run",
	"--no-default-browser-check",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-domain-reliability",
	"--disable-sync",
	"--disable-quic",
	"--disable-gpu",
	"--no-pings",
	"--font-render-hinting=none",
];

/** @param args  more of Chromium's own switches */
export async function openBrowser(args: readonly string[] = []): Promise<Browser> {
	const found = await findChromium();
	return chromium.launch({
		executablePath: found.executablePath,
		env: { ...process.env, ...found.env },
		args: [...QUIET, ...args],
		// Containers and root have no user namespaces for it, and it only ever opens our own pages.
		chromiumSandbox: false,
		timeout: 60_000,
	});
}
