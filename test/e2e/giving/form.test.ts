import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { getT } from "~/i18n/texts.server";
import { freshBrowser } from "../browser/visit";
import { fillForm, newDonor, pay, seesState, send, startGift } from "./donor";

const browser = freshBrowser();
const t = getT("ja", "public");
const errors = getT("ja", "errors");

it("keeps every value of a wrong form, with each error beside its field", async () => {
	const page = await browser.visit();
	await page.goto("/ja/hubs/nanolsi/give?utm_source=letter&appeal=spring");
	const typed = newDonor("ja", {
		email: "アドレスではない",
		postalCode: "9",
		message: "一行目\n二行目",
		displayName: "匿名希望の K",
	});
	const { givenName: _left, ...fields } = typed;
	await fillForm(page, { ...fields, reportConsent: "on" });
	const answered = page.waitForResponse((response) => response.request().method() === "POST");
	await send(page, "ja");
	expect((await answered).status()).toBe(400);
	await page.locator(".field-error").first().waitFor();
	expect(new URL(page.url()).search).toBe("?utm_source=letter&appeal=spring");

	for (const name of ["givenName", "email", "postalCode"]) {
		expect(await page.locator(`#${name}-error`).isVisible(), name).toBe(true);
		expect(await page.getAttribute(`#${name}`, "aria-invalid")).toBe("true");
		expect(await page.getAttribute(`#${name}`, "aria-describedby")).toContain(`${name}-error`);
	}
	expect(await page.innerText("#email-error")).toBe(errors("fields.email"));
	expect(await page.locator(".field-error").count()).toBe(3);
	for (const [name, value] of Object.entries(fields)) {
		const field = page.locator(`[name="${name}"]`);
		if (name === "amountYen" || name === "paymentMethod")
			expect(await page.isChecked(`[name="${name}"][value="${value}"]`)).toBe(true);
		else expect(await field.inputValue(), name).toBe(value);
	}
	expect(await page.isChecked("[name=reportConsent]")).toBe(true);
	expect(await page.evaluate("document.activeElement.getAttribute('role')")).toBe("alert");
	await page
		.getByRole("alert")
		.getByRole("link", { name: t("give.email") })
		.click();
	expect(new URL(page.url()).hash).toBe("#email");

	await fillForm(page, {
		givenName: "﨑子",
		email: "k@example.jp",
		postalCode: "920-1192",
	});
	await send(page, "ja");
	await page.waitForURL(/\/c\/pay\//);
	await pay(page, "succeed");
	await seesState(page, "ja", "paid");
});

it("makes one gift of a double click", async () => {
	const page = await browser.visit();
	const donor = newDonor("ja");
	await page.goto("/ja/hubs/nanolsi/give");
	await fillForm(page, donor);
	await page.getByRole("button", { name: t("give.submit") }).dblclick();
	await page.waitForURL(/\/c\/pay\//);
	expect(await sessionsOf(donor.email ?? "")).toBe(1);
	await pay(page, "succeed");
	await seesState(page, "ja", "paid");
});

it("takes back the same form, and a changed one as a new gift", async () => {
	const page = await browser.visit();
	const donor = newDonor("ja");
	await startGift(page, "ja", donor);
	const first = page.url();
	await page.goBack();
	await page.waitForURL(/\/give$/);
	expect(await page.inputValue("[name=email]")).toBe(donor.email);
	await send(page, "ja");
	await page.waitForURL(first);

	await page.goBack();
	await page.waitForURL(/\/give$/);
	await fillForm(page, { amountYen: "3000" });
	await send(page, "ja");
	await page.waitForURL((url) => /\/c\/pay\//.test(url.pathname) && url.href !== first);
	expect(await page.innerText("h1")).toContain("3,000");
	await pay(page, "succeed");
	await seesState(page, "ja", "paid");
	// What was paid cannot be paid again by going back.
	await page.goBack();
	expect(await page.locator("form button[type=submit]").count()).toBe(0);
});

it("leads back from the payment page to a page that says nothing was paid", async () => {
	const page = await browser.visit();
	await startGift(page, "ja", newDonor("ja"));
	await page.getByRole("link", { name: "やめて戻る" }).click();
	await seesState(page, "ja", "left");
	expect(await page.innerText("[role=status]")).toBe(t("thanks.texts.left"));
	await page.getByRole("button", { name: t("thanks.backToPayment") }).click();
	await page.waitForURL(/\/c\/pay\//);
});

it("can be given with the keyboard alone", async () => {
	const page = await browser.visit();
	const donor = newDonor("ja");
	await page.goto("/ja/hubs/nanolsi/give");
	await page.keyboard.press("Tab");
	expect(await page.evaluate("document.activeElement.className")).toContain("skip");
	await page.keyboard.press("Enter");
	await tabTo(page, "fundId");
	await tabTo(page, "amountYen");
	await page.keyboard.press("ArrowDown");
	await tabTo(page, "paymentMethod");
	await page.keyboard.press("Space");
	for (const name of ["familyName", "givenName", "familyNameKana", "givenNameKana", "email", "postalCode"]) {
		await tabTo(page, name);
		await page.keyboard.insertText(donor[name] ?? "");
	}
	await tabTo(page, "prefecture");
	await page.keyboard.press("ArrowDown");
	for (const name of ["city", "addressLine"]) {
		await tabTo(page, name);
		await page.keyboard.insertText(donor[name] ?? "");
	}
	await page.keyboard.press("Enter");
	await page.waitForURL(/\/c\/pay\//);
});

/** Moves on with the Tab key until a field has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
	for (let presses = 0; presses < 40; presses += 1) {
		await page.keyboard.press("Tab");
		if ((await page.evaluate("document.activeElement.getAttribute('name')")) === name) return;
	}
	throw new Error(`the Tab key does not reach ${name}`);
}

/** How many payment pages were made for one donor. */
async function sessionsOf(email: string): Promise<number> {
	const answer = await fetch(`${browser.sandboxUrl}/_sandbox/state`);
	const state = (await answer.json()) as { sessions: { customer_email: string | null }[] };
	return state.sessions.filter(({ customer_email }) => customer_email === email).length;
}
