import { expect, it } from "vitest";
import { formatYen } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { eventually } from "../browser/eventually";
import { freshBrowser } from "../browser/visit";
import { expectAccessible, expectNoSideways } from "../pages/checks";
import { signIn } from "../staff/sign-in";
import { fillForm, newDonor, pay } from "./donor";

const browser = freshBrowser();
const t = getT("ja", "public");
const tc = getT("ja", "console");

it("a donor promises to give, the hub confirms it, and the first part is paid from the promise's own page", async () => {
	const page = await browser.visit();
	await page.goto("/ja/hubs/nanolsi/give");
	await page.getByRole("link", { name: t("pledge.link") }).click();
	await page.waitForURL(/\/ja\/hubs\/nanolsi\/pledge$/);
	const { paymentMethod: _p, ...donor } = newDonor("ja");
	const { amountYen: _a, ...typed } = donor;
	await fillForm(page, typed);
	await page.fill("[name=amountYen]", "300,000");
	await page.fill("[name=count]", "3");
	await page.getByRole("button", { name: t("pledge.submit") }).click();
	await page.locator("#declared-error").waitFor();
	await page.check("[name=declared]");
	await page.getByRole("button", { name: t("pledge.submit") }).click();
	await page.waitForURL(/\/ja\/pledges\//);
	const own = new URL(page.url()).pathname;
	expect(await page.locator("h1").innerText()).toBe(t("pledge.states.draft"));
	expect(await page.locator("form[action*='/pledges/']").count()).toBe(0);

	const desk = await browser.visit({ javaScriptEnabled: true });
	await signIn(desk, "officer", "/console/pledges");
	await expectAccessible(desk);
	await desk.locator("main table a").first().click();
	await desk.getByRole("button", { name: tc("pledges.do.activate") }).click();
	await desk.getByText(tc("pledges.done.activate")).waitFor();
	await expectAccessible(desk);
	await expectNoSideways(desk);

	await page.goto(own);
	await page.getByRole("button", { name: t("give.submit") }).click();
	await page.waitForURL(/\/c\/pay\//);
	await pay(page, "succeed");
	await eventually(async () => {
		await page.goto(own);
		const progress = t("pledge.progress", { paid: formatYen(100_000n, "ja"), amount: formatYen(300_000n, "ja") });
		expect(await page.innerText("main")).toContain(progress);
	});
	expect(await page.innerText("table")).toContain(t("pledge.instalment.paid"));
	const looking = await browser.visit({ javaScriptEnabled: true });
	for (const path of ["/ja/hubs/nanolsi/pledge", own]) {
		await looking.goto(path);
		await expectAccessible(looking);
		await expectNoSideways(looking);
	}
});
