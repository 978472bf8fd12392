import { expect, it } from "vitest";
import { getT } from "~/i18n/texts.server";
import { freshBrowser } from "../browser/visit";
import { signIn } from "./sign-in";

const browser = freshBrowser();
const t = getT("ja", "console");

it("an officer records an award, what came of it and what it bought, without script", async () => {
	const page = await browser.visit();
	await signIn(page, "officer", "/console/external-funds/new");
	const title = `界面の共同研究 ${process.pid}`;
	await page.selectOption("[name=category]", "joint");
	await page.selectOption("[name=use]", "research");
	await page.fill("[name=title]", title);
	await page.fill("[name=funder]", "泉精密株式会社");
	await page.fill('[name="years[0].plannedYen"]', "5,000,000");
	await page.fill('[name="years[0].decidedYen"]', "５，０００，０００円");
	await page.fill('[name="years[0].carriedOverYen"]', "6000000");
	await page.getByRole("button", { name: t("externalFunds.record") }).click();
	// The refusal leads to its field, and everything typed is still there.
	expect(await page.innerText("[role=alert]")).toContain("5,000,000");
	expect(await page.inputValue("[name=title]")).toBe(title);
	await page.fill('[name="years[0].carriedOverYen"]', "");
	await page.getByRole("button", { name: t("externalFunds.record") }).click();
	await page.getByText(t("externalFunds.done.recorded")).waitFor();

	await page.locator("summary", { hasText: t("externalFunds.receive") }).click();
	await page.fill("#receive-amountYen", "3000000");
	await page.getByRole("button", { name: t("externalFunds.receive") }).click();
	await page.getByText(t("externalFunds.done.receive")).waitFor();

	await page.getByRole("link", { name: t("spending.new") }).click();
	await page.selectOption("[name=expenseItem]", "equipment");
	await page.selectOption("[name=use]", "research");
	await page.fill("[name=description]", "高感度探針一式");
	await page.fill("[name=amountYen]", "1234567");
	await page.getByRole("button", { name: t("spending.record") }).click();
	await page.getByText(t("spending.done.recorded")).waitFor();

	await page.getByRole("link", { name: title }).click();
	const shown = await page.innerText("main");
	for (const part of ["¥5,000,000", "¥3,000,000", "¥1,234,567", "¥1,765,433", "高感度探針一式"])
		expect(shown).toContain(part);
	await page.getByRole("link", { name: "¥1,234,567" }).first().click();
	expect(await page.innerText("main")).toContain(t("ledgerKinds.spending"));
});
