#!/usr/bin/env node
/** npm run mail:pictures [folder]: draws every mail in both languages at 390 and 600 px, to be looked at (.data/mail-pictures). */
import fs from "node:fs";
import path from "node:path";
import { command, prepare, root } from "./prepare.mjs";

const WIDTHS = [390, 600];
const LANGS = ["ja", "en"];
const GREY =
	'<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><path fill="#9aa5a3" d="M0 0h800v600H0z"/></svg>';

command(async () => {
	await prepare();
	await import("tsx");
	const folder = path.resolve(process.argv[2] ?? path.join(root, ".data/mail-pictures"));
	const { sampleMails } = await import("../test/factories/mail-samples.ts");
	const { openBrowser } = await import("../test/e2e/browser/open-browser.ts");
	const browser = await openBrowser();
	try {
		fs.mkdirSync(folder, { recursive: true });
		for (const lang of LANGS) {
			for (const mail of await sampleMails(lang)) await draw(browser, folder, mail);
		}
	} finally {
		await browser.close();
	}
	console.log(`Pictures of every mail are in ${path.relative(process.cwd(), folder) || folder}.`);
});

async function draw(browser, folder, { name, lang, html, text }) {
	for (const width of WIDTHS) {
		const page = await browser.newPage({ viewport: { width, height: 800 }, javaScriptEnabled: false });
		// Nothing is asked of any server: a grey field stands for each picture.
		await page.route("**/*", (route) => route.fulfill({ contentType: "image/svg+xml", body: GREY }));
		await page.setContent(html, { waitUntil: "load" });
		await page.screenshot({ path: path.join(folder, `${name}-${lang}-${width}.png`), fullPage: true });
		await page.close();
	}
	fs.writeFileSync(path.join(folder, `${name}-${lang}.txt`), text);
}
