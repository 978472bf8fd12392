import { expect, it } from "vitest";
import { getT } from "~/i18n/texts.server";
import { freshBrowser } from "../browser/visit";
import { fillForm, newDonor, send } from "../giving/donor";
import { expectAccessible, expectNoSideways } from "../pages/checks";
import { signIn } from "../staff/sign-in";

const browser = freshBrowser();
const t = getT("ja", "public");
const tc = getT("ja", "console");

it("a company applies from the give page, is accepted, and its money is booked from the passbook", async () => {
	const page = await browser.visit();
	await page.goto("/ja/hubs/nanolsi/give?utm_source=letter");
	const { familyName: _f, givenName: _g, familyNameKana: _fk, givenNameKana: _gk, ...typed } = newDonor("ja");
	await fillForm(page, { donorKind: "company", ...typed, amountYen: "other" });
	await fillForm(page, {
		amountOther: "3,000,000",
		companyName: "株式会社髙橋製作所",
		companyNameKana: "カブシキガイシャ タカハシセイサクショ",
		department: "総務部",
		contactName: "廣瀬 一郎",
	});
	await send(page, "ja");
	const instead = page.getByRole("button", { name: t("give.applySubmit") });
	await instead.waitFor();
	await instead.click();
	await page.waitForURL(/\/ja\/hubs\/nanolsi\/apply\?utm_source=letter$/);
	expect(await page.inputValue("[name=companyName]")).toBe("株式会社髙橋製作所");
	expect(await page.inputValue("[name=amountYen]")).toBe("3,000,000");
	expect(await page.isChecked("[name=donorKind][value=company]")).toBe(true);
	await page.getByRole("button", { name: t("apply.submit") }).click();
	await page.locator("#purpose-error").waitFor();
	expect(await page.locator(".field-error").count()).toBe(3);
	await page.fill("[name=purpose]", "若手研究者の育成のため");
	await page.fill("[name=signatory]", "代表取締役　泉　花子");
	await page.check("[name=declared]");
	await page.getByRole("button", { name: t("apply.submit") }).click();
	await page.waitForURL(/\/ja\/applications\//);
	const own = new URL(page.url()).pathname;
	expect(await page.locator("h1").innerText()).toBe(t("application.states.applied"));

	const looking = await browser.visit({ javaScriptEnabled: true });
	for (const path of ["/ja/hubs/nanolsi/apply", own]) {
		await looking.goto(path);
		await expectAccessible(looking);
		await expectNoSideways(looking);
	}

	const desk = await browser.visit({ javaScriptEnabled: true });
	await signIn(desk, "admin", "/console/settings/institutions/kanazawa-u");
	await fillForm(desk, {
		bankName: "北國銀行",
		bankBranch: "小立野支店",
		bankAccountNumber: "0012345",
		bankAccountHolder: "ダイ)カナザワダイガク",
	});
	await desk.locator("form:has([name=bankName]) button[type=submit]").click();
	await desk.goto("/console/applications?q=takahashi");
	await desk.locator("main table a").first().click();
	await desk.getByRole("button", { name: tc("applications.forms.review") }).click();
	await desk.getByText(tc("applications.done.review")).waitFor();
	await desk.getByRole("button", { name: tc("applications.forms.accept"), exact: true }).click();
	await desk.getByText(tc("applications.done.accept")).waitFor();
	await expectAccessible(desk);

	await page.goto(own);
	expect(await page.locator("h1").innerText()).toBe(t("application.states.accepted"));
	const href = await page.getByRole("link", { name: t("application.pdf") }).getAttribute("href");
	const pdf = await page.request.get(href ?? "");
	expect([pdf.status(), pdf.headers()["content-type"]]).toEqual([200, "application/pdf"]);
	expect((await pdf.body()).subarray(0, 5).toString()).toBe("%PDF-");

	await desk.fill("[name=amountYen]", "3,500,000");
	await desk.fill("[name=remitter]", "ｶ)ﾀｶﾊｼｾｲｻｸｼﾖ");
	await desk.getByRole("button", { name: tc("applications.forms.receive") }).click();
	await desk.getByText("500,000").first().waitFor();
	expect(await desk.inputValue("[name=remitter]")).toBe("ｶ)ﾀｶﾊｼｾｲｻｸｼﾖ");
	await desk.fill("[name=amountYen]", "3,000,000");
	await desk.getByRole("button", { name: tc("applications.forms.receive") }).click();
	await desk.getByText(tc("applications.done.received")).waitFor();
	await expectNoSideways(desk);
	await page.goto(own);
	expect(await page.locator("h1").innerText()).toBe(t("application.states.received"));

	await desk.goto("/console/donors?q=たかはしせいさくしょ");
	await desk.locator("main table a").first().click();
	await desk.getByRole("heading", { name: "株式会社髙橋製作所" }).waitFor();
	await expectAccessible(desk);
	await expectNoSideways(desk);
	await desk.getByRole("link", { name: tc("donors.newGift") }).click();
	await desk.getByRole("button", { name: tc("enterGift.submit") }).click();
	await desk.locator("#amountYen-error").waitFor();
	await expectAccessible(desk);
	await expectNoSideways(desk);
	await desk.fill("[name=amountYen]", "200000");
	await desk.selectOption("[name=channel]", "cash");
	await desk.locator("[name=fundId]").selectOption({ index: 1 });
	await desk.getByRole("button", { name: tc("enterGift.submit") }).click();
	await desk.getByText(tc("gift.done.entered")).waitFor();
	await desk.getByRole("link", { name: tc("recognition.link") }).click();
	await desk.getByRole("heading", { name: tc("recognition.title") }).waitFor();
	await expectAccessible(desk);
	await expectNoSideways(desk);
});
