import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { LANGS, type Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import { eventually } from "../browser/eventually";
import { freshBrowser } from "../browser/visit";
import { giveByCard, newDonor } from "../giving/donor";
import { expectAccessible, expectNoSideways, expectPrintable } from "../pages/checks";
import { signIn } from "../staff/sign-in";

const browser = freshBrowser();
const LOCALES: Record<Lang, string> = { ja: "ja-JP", en: "en-US" };
const PAGES = ["", "/plans", "/receipts", "/details", "/requests", "/data", "/forget"];

const press = (page: Page, name: string) => page.locator("main").getByRole("button", { name, exact: true }).click();

/** Asks for a link and reads it out of the mail, as the donor's mail program shows it. */
async function askForLink(page: Page, lang: Lang, email: string): Promise<string> {
	const t = getT(lang, "public");
	await page.goto("/portal");
	expect(new URL(page.url()).pathname).toBe("/portal/sign-in");
	await page.fill("[name=email]", email);
	await press(page, t("portal.signIn.submit"));
	expect(await page.locator("h1").innerText()).toBe(t("portal.signIn.sentTitle"));
	let link = "";
	await eventually(async () => {
		const list = await (await fetch(`${browser.appUrl}/sandbox/mail?to=${encodeURIComponent(email)}`)).text();
		for (const [, id] of list.matchAll(/\/sandbox\/mail\/([0-9a-f-]{36})"/g)) {
			const body = await (await fetch(`${browser.appUrl}/sandbox/mail/${id}/body`)).text();
			link ||= /\/portal\/enter\/[\w-]{43}/.exec(body)?.[0] ?? "";
		}
		expect(link).not.toBe("");
	});
	return link;
}

describe.each(LANGS)("a donor's portal in %s, without script", (lang) => {
	it("from the gift to its refund, details, data and back out", async () => {
		const t = getT(lang, "public");
		const donor = newDonor(lang);
		const page = await browser.visit({ locale: LOCALES[lang] });
		await giveByCard(page, lang, donor);
		const link = await askForLink(page, lang, donor.email ?? "");

		// A mail scanner looks first.
		for (const method of ["GET", "HEAD"]) expect((await fetch(browser.appUrl + link, { method })).status).toBe(200);
		await page.goto(link);
		await press(page, t("portal.enter.submit"));
		await page.waitForURL((url) => url.pathname === "/portal");
		const answer = await page.goto("/portal");
		expect(answer?.headers()["cache-control"]).toBe("private, no-store");
		expect(answer?.headers()["x-robots-tag"]).toContain("noindex");
		await page.locator("main li a").first().click();
		await page.fill("[name=amountYen]", "3000");
		await page.fill("[name=reason]", lang === "ja" ? "金額を間違えました" : "I mistyped the amount");
		await press(page, t("portal.gift.askRefundSubmit"));
		expect(await page.getByRole("status").innerText()).toBe(t("portal.sent"));

		await page.goto("/portal/details");
		await page.getByRole("link", { name: t("portal.details.edit") }).click();
		await page.fill("[name=city]", "");
		await press(page, t("portal.details.save"));
		await page.locator("#city-error").waitFor();
		await page.fill("[name=city]", "白山市");
		await press(page, t("portal.details.save"));
		await page.waitForURL(/\/portal\/details\?saved/);
		expect(await page.locator("main").innerText()).toContain("白山市");
		await page.check('input[name="want"][value="reports:nanolsi"]');
		await press(page, t("mailChoices.save"));
		await page.waitForURL(/\/portal\/details\?saved/);
		expect(await page.isChecked('input[name="want"][value="reports:nanolsi"]')).toBe(true);

		await page.goto("/portal/forget");
		if (!(await page.isChecked("[name=donorId]"))) await page.check("[name=donorId]");
		await press(page, t("portal.forget.next"));
		await page.locator("[name=understood]").waitFor();
		await page.check("[name=understood]");
		await press(page, t("portal.forget.submit"));
		await page.waitForURL(/\/portal\/requests/);
		expect(await page.locator("main article").count()).toBe(2);

		const data = await page.request.get("/portal/data.json");
		expect(((await data.json()) as { gifts: object[] }).gifts).toHaveLength(1);
		const forged = await page.request.post("/portal/sign-out", { headers: { origin: "https://evil.example" } });
		expect(forged.status()).toBe(403);

		// Everything there is to see, with script allowed only so that axe can look.
		const looking = await browser.visit({
			javaScriptEnabled: true,
			locale: LOCALES[lang],
			storageState: await page.context().storageState(),
		});
		for (const path of PAGES) {
			await looking.goto(`/portal${path}`);
			expect(await looking.locator("script").count()).toBe(0);
			expect(await looking.getAttribute("html", "lang")).toBe(lang);
			await expectAccessible(looking);
			await expectNoSideways(looking);
		}
		await looking.goto("/portal");
		await expectPrintable(looking);

		await page
			.locator("header")
			.getByRole("button", { name: t("portal.signOut") })
			.click();
		await page.waitForURL(/signed-out/);
		await page.goto("/portal");
		expect(new URL(page.url()).pathname).toBe("/portal/sign-in");
		await page.goto(link);
		expect(await page.locator("h1").innerText()).toBe(t("portal.enter.goneTitle"));
	});
});

it("staff answer a request in the console", async () => {
	const t = getT("ja", "console");
	const donor = newDonor("ja", { familyName: "齋藤", familyNameKana: "サイトウ" });
	const page = await browser.visit();
	await giveByCard(page, "ja", donor);
	await page.goto(await askForLink(page, "ja", donor.email ?? ""));
	await press(page, getT("ja", "public")("portal.enter.submit"));
	await page.locator("main li a").first().click();
	await page.fill("[name=reason]", "二重に申し込みました");
	await press(page, getT("ja", "public")("portal.gift.askRefundSubmit"));

	const office = await browser.visit({ javaScriptEnabled: true });
	await signIn(office, "officer", "/console/requests");
	await expectAccessible(office);
	await office.locator("tr", { hasText: "齋藤" }).getByRole("link").first().click();
	await office.waitForURL(/\/console\/requests\/[0-9a-f-]{36}/);
	await expectAccessible(office);
	await expectNoSideways(office);
	await office.check("[name=decision][value=done]");
	await office.fill("[name=answer]", "承知しました");
	await press(office, t("requests.submit"));
	expect(await office.getByRole("status").innerText()).toBe(t("requests.decided"));
	await page.goto("/portal/requests");
	expect(await page.locator("main").innerText()).toContain("承知しました");
});
