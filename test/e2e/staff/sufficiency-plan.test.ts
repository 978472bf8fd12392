import { describe, expect, it } from "vitest";
import { getT } from "~/i18n/texts.server";
import { freshBrowser } from "../browser/visit";
import { expectAccessible, expectNoSideways } from "../pages/checks";
import { signIn } from "./sign-in";

const browser = freshBrowser();
const t = getT("ja", "console");
const PLANS = "/console/sufficiency/nanolsi/plans";

describe("a self-sufficiency plan", () => {
	it("is drafted as a grid and submitted by the officer, and approved by the secretariat, without JavaScript", async () => {
		const officer = await browser.visit();
		await signIn(officer, "officer", PLANS);
		await officer.fill("[name=title]", "自立化計画 e2e");
		await officer.selectOption("[name=copyFrom]", "");
		await officer.fill("[name=firstFiscalYear]", "2026");
		await officer.fill("[name=lastFiscalYear]", "令和10年度");
		await officer.getByRole("button", { name: t("sufficiencyPlans.create") }).click();
		await officer.waitForURL(/\/edit\?done=drafted$/);
		await officer.selectOption("[name='use.0']", "core_posts");
		await officer.fill("[name='label.0']", "中核教員の人件費");
		await officer.fill("[name='cost.0.2026']", "-400,000,000");
		await officer.fill("[name='target.gift.2027']", "５０，０００，０００");
		await officer.fill("[name=pasted]", "2027,運営,光熱水費,62000000");
		await officer.getByRole("button", { name: t("sufficiencyPlans.save"), exact: true }).click();
		await officer.locator("#cost\\.0\\.2026-error").waitFor();
		await expectNoSideways(officer);
		await officer.fill("[name='cost.0.2026']", "400,000,000");
		await officer.getByRole("button", { name: t("sufficiencyPlans.save"), exact: true }).click();
		await officer.waitForURL(/\?done=saved$/);
		expect(await officer.innerText("main")).toContain("光熱水費");
		const path = new URL(officer.url()).pathname;
		// What looks at a page needs script; the page itself does not.
		const reader = await browser.visit({ javaScriptEnabled: true });
		await signIn(reader, "officer", `${path}/edit`);
		await expectAccessible(reader);
		await reader.goto(path);
		await expectAccessible(reader);
		await expectNoSideways(reader);
		await officer.getByRole("button", { name: t("sufficiencyPlans.submit") }).click();
		await officer.waitForURL(/\?done=submitted$/);

		const secretariat = await browser.visit();
		await signIn(secretariat, "secretariat", path);
		await secretariat.getByRole("button", { name: t("sufficiencyPlans.sendBack") }).click();
		await secretariat.getByRole("alert").waitFor();
		await secretariat.getByRole("button", { name: t("sufficiencyPlans.approve") }).click();
		await secretariat.waitForURL(/\?done=approved$/);
		expect(await secretariat.innerText("main dl")).toContain(t("sufficiencyPlanStatus.approved"));
	});
});
