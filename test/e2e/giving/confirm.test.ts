import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { getT } from "~/i18n/texts.server";
import { eventually } from "../browser/eventually";
import { freshBrowser } from "../browser/visit";
import { fillForm, newDonor, pay, seesState, send, startGift } from "./donor";

const browser = freshBrowser();

/** Three refused cards: the next form of this address is looked at. */
async function triesStolenCards(page: Page, donor: Record<string, string>): Promise<void> {
	await startGift(page, "ja", donor);
	for (let card = 0; card < 3; card += 1) await pay(page, "decline");
}

async function isAskedToConfirm(page: Page, donor: Record<string, string>): Promise<void> {
	await eventually(async () => {
		await page.goto("/ja/hubs/nanolsi/give");
		// Another amount each time: the same form would lead back to the page that is open.
		await fillForm(page, { ...donor, amountYen: "30000" });
		await send(page, "ja");
		expect(page.url()).toContain("/ja/confirm-gift");
	});
}

describe("somebody whose cards were refused again and again", () => {
	const t = getT("ja", "public");

	it("goes on past a puzzle that the browser solves by itself", async () => {
		const page = await browser.visit({ javaScriptEnabled: true });
		const donor = newDonor("ja");
		await triesStolenCards(page, donor);
		await isAskedToConfirm(page, donor);
		expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
		await page.getByText(t("confirm.solved")).waitFor();
		await page.getByRole("button", { name: t("confirm.go") }).click();
		await page.waitForURL(/\/c\/pay\//);
		await pay(page, "succeed");
		await seesState(page, "ja", "paid");
	});

	it("or by a code that comes by mail, without script", async () => {
		const page = await browser.visit();
		const donor = newDonor("ja");
		await triesStolenCards(page, donor);
		await isAskedToConfirm(page, donor);
		await page.getByRole("button", { name: t("confirm.send") }).click();
		expect(await page.innerText("main")).toContain(t("confirm.codeSent"));
		await page.fill("[name=code]", "000000");
		await page.getByRole("button", { name: t("confirm.go") }).click();
		expect(await page.innerText("[role=alert]")).toContain(t("confirm.failed"));
		await page.getByRole("button", { name: t("confirm.send") }).click();
		const code = await newestCode(donor.email ?? "");
		await page.fill("[name=code]", code);
		await page.getByRole("button", { name: t("confirm.go") }).click();
		await page.waitForURL(/\/c\/pay\//);
	});

	async function newestCode(email: string): Promise<string> {
		let code = "";
		await eventually(async () => {
			const box = await fetch(`${browser.appUrl}/sandbox/mail?to=${encodeURIComponent(email)}`);
			// Newest first; both codes have come by the time the second is there.
			const codes = [...(await box.text()).matchAll(/(?:確認コード|code): (\d{6})/g)].map((match) => match[1] ?? "");
			expect(new Set(codes).size).toBeGreaterThanOrEqual(2);
			code = codes[0] ?? "";
		});
		return code;
	}
});
