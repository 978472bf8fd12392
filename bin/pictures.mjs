#!/usr/bin/env node
/** npm run pictures: takes the README's pictures from the demo that is running at APP_URL, into docs/pictures. */
import fs from "node:fs";
import path from "node:path";
import { command, prepare, root } from "./prepare.mjs";

const FOLDER = path.join(root, "docs/pictures");
const LIMIT_BYTES = 300_000;
const LANGS = ["ja", "en"];
const SIZES = [
	{ name: "1280", viewport: { width: 1280, height: 860 } },
	{ name: "phone", viewport: { width: 390, height: 780 } },
];
const PAGES = [
	{ name: "hub", address: (lang) => `/${lang}/hubs/nanolsi` },
	{ name: "campaign", address: (lang) => `/${lang}/campaigns/see-molecules-move` },
	{ name: "glide-path", address: () => "/console/sufficiency/nanolsi", login: "officer@nanolsi.example" },
	{ name: "secretariat", address: () => "/console/desk", login: "secretariat@izumi.example" },
];

command(async () => {
	await prepare();
	await import("tsx");
	const appUrl = process.env.APP_URL ?? `http://localhost:${process.env.PORT ?? 3000}`;
	const ready = await fetch(`${appUrl}/readyz`).catch(() => null);
	if (!ready?.ok)
		throw new Error(`No demo answers at ${appUrl}. Run npm start first, or say where it is with APP_URL.`);
	const { openBrowser } = await import("../test/e2e/browser/open-browser.ts");
	const browser = await openBrowser();
	try {
		fs.mkdirSync(FOLDER, { recursive: true });
		for (const lang of LANGS) for (const size of SIZES) await takeAll(browser, { appUrl, lang, size });
	} finally {
		await browser.close();
	}
});

async function takeAll(browser, { appUrl, lang, size }) {
	const locale = lang === "ja" ? "ja-JP" : "en-GB";
	const look = { colorScheme: "light", reducedMotion: "reduce", viewport: size.viewport };
	const context = await browser.newContext({ ...look, baseURL: appUrl, locale });
	for (const { name, address, login } of PAGES) {
		const page = await context.newPage();
		if (login) await signIn(page, login);
		const answer = await page.goto(address(lang), { waitUntil: "networkidle" });
		if (answer?.status() !== 200) throw new Error(`${address(lang)} answered ${answer?.status()}.`);
		const file = path.join(FOLDER, `${name}-${lang}-${size.name}.png`);
		const picture = await page.screenshot({ type: "png" });
		if (picture.length > LIMIT_BYTES) throw new Error(`${file} would have ${picture.length} bytes.`);
		fs.writeFileSync(file, picture);
		console.log(`${path.relative(root, file)} (${Math.ceil(picture.length / 1000)} kB)`);
		await page.close();
	}
	await context.close();
}

async function signIn(page, email) {
	const { demoLogins } = await import("../prisma/seed/demo-logins.ts");
	const login = demoLogins.find((one) => one.email === email);
	// The page before may have been somebody else's.
	await page.context().clearCookies();
	await page.goto("/auth/sign-in");
	await page.fill("[name=email]", login.email);
	await page.fill("[name=password]", login.password);
	await page.locator("main form button[type=submit]").click();
	await page.waitForURL((url) => url.pathname === "/console");
}
