import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { getT } from "~/i18n/texts.server";
import { readSheet } from "~/platform/sheets/read-sheet.server";
import { freshBrowser } from "../browser/visit";
import { giveByCard, newDonor } from "../giving/donor";
import { signIn } from "./sign-in";

const browser = freshBrowser();
const t = getT("ja", "console");

beforeAll(async () => {
	const donor = newDonor("ja", { email: "desk@example.jp", amountYen: "30000" });
	await giveByCard(await browser.visit(), "ja", donor, "itbm");
});

describe("the secretariat at the desk", () => {
	it("opens a figure to its lines, keeps the view, freezes the figures and takes them away", async () => {
		const page = await browser.visit();
		await signIn(page, "secretariat", "/console/desk");
		await page.goto("/console/desk?unit=yen");
		const row = page.locator("tbody tr", { hasText: "ITbM" });
		const figure = row.locator("td a").first();
		const yen = await figure.innerText();
		await figure.click();
		expect(await page.locator("main .figure").first().innerText()).toBe(yen);
		await page.getByRole("link", { name: t("desk.back") }).click();
		expect(new URL(page.url()).search).toBe("?unit=yen");

		await page.getByLabel(t("desk.views.name")).last().fill("毎月の確認");
		await page.getByRole("button", { name: t("desk.views.save") }).click();
		await page.getByText(t("desk.views.done.saved")).waitFor();
		expect(await page.getByRole("link", { name: "毎月の確認" }).getAttribute("href")).toBe("/console/desk?unit=yen");

		const [download] = await Promise.all([
			page.waitForEvent("download"),
			page.getByRole("link", { name: t("desk.xlsx"), exact: true }).click(),
		]);
		const sheet = await readSheet(new Uint8Array(await readFile(await download.path())));
		const total = sheet.headings.findIndex((heading) => heading.startsWith(t("desk.file.total")));
		for await (const { cells } of sheet.rows) {
			if (cells[0] === "ITbM") expect(cells[total]).toBe(yen.replace(/[^\d]/g, ""));
		}

		await page.goto("/console/snapshots");
		await page.getByLabel(t("snapshots.take.name")).fill("年次フォローアップ");
		await page.getByRole("button", { name: t("snapshots.take.submit") }).click();
		await page.getByText(t("snapshots.done")).waitFor();
		await page.getByRole("button", { name: t("snapshots.verify") }).click();
		expect(await page.getByRole("status").innerText()).toContain(t("snapshots.verified.same"));
	});
});
