import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { getT } from "~/i18n/texts.server";
import { eventually } from "../browser/eventually";
import { freshBrowser } from "../browser/visit";
import { giveByCard, newDonor } from "../giving/donor";
import { signIn } from "./sign-in";

const browser = freshBrowser();
const t = getT("ja", "console");
const NAMES = ["早乙女", "サオトメ", "saotome"];

beforeAll(async () => {
	const page = await browser.visit();
	const fields = { familyName: "早乙女", familyNameKana: "サオトメ", email: "saotome@example.jp" };
	await giveByCard(page, "ja", newDonor("ja", { ...fields, amountYen: "30000" }), "ircn");
});

const yenOf = (text: string) => Number(text.replace(/[^\d-]/g, ""));
const headed = (page: Page) => page.locator("table").first().locator("thead tr").last().locator("th").allInnerTexts();

describe("the secretariat", () => {
	it("opens a number down to the ledger lines that make it, and gets the same numbers as a file", async () => {
		const page = await browser.visit();
		await signIn(page, "secretariat", "/console/programme");
		await page.goto("/console/programme?unit=yen");
		const columns = await headed(page);
		const row = page.locator("tbody tr").filter({ hasText: "IRCN" }).first();
		const cells = [await row.locator("th").innerText(), ...(await row.locator("td").allInnerTexts())];
		const column = columns.indexOf(t("programme.columns.gift_gross"));
		const shown = yenOf(cells[column] ?? "");
		expect(shown).toBeGreaterThanOrEqual(30_000);

		const file = await download(page, t("list.csv"));
		const line = file.find((one) => one[0] === "IRCN");
		const head = file[0] ?? [];
		const inFile = (id: "gift_gross" | "joint" | "total") =>
			line?.[head.indexOf(`${t(`programme.columnLong.${id}`)} (${t("units.yen")})`)];
		expect(Number(inFile("gift_gross"))).toBe(shown);
		expect(Number(inFile("total"))).toBe(yenOf(cells[columns.indexOf(t("programme.columns.total"))] ?? ""));
		expect(Number(inFile("joint"))).toBe(1_234_567 * 6);

		await row
			.locator("td")
			.nth(column - 1)
			.locator("a")
			.click();
		await page.waitForURL(/\/console\/programme\/lines/);
		expect(yenOf(await page.locator("main .figure").first().innerText())).toBe(shown);
		const lines = await download(page, t("list.csv"));
		const amount = (lines[0] ?? []).indexOf(`${t("gifts.columns.amount")} (${t("units.yen")})`);
		expect(lines.slice(1).reduce((sum, one) => sum + Number(one[amount]), 0)).toBe(shown);
		const amounts = await page.locator("tbody tr td:last-child").allInnerTexts();
		if ((await page.locator("a[rel=next]").count()) === 0)
			expect(amounts.reduce((sum, text) => sum + yenOf(text), 0)).toBe(shown);
		expectNoDonor(await page.content(), JSON.stringify([file, lines]));
	});

	it("agrees with the public page", async () => {
		const page = await browser.visit();
		await signIn(page, "secretariat", "/console/programme");
		await page.goto("/console/programme?unit=yen");
		const columns = await headed(page);
		const row = page.locator("tbody tr").filter({ hasText: "IRCN" }).first();
		const at = columns.indexOf(t("programme.columns.gift_gross")) - 1;
		const shown = (await row.locator("td").nth(at).innerText()).replace(/[^\d,]/g, "");
		expect(shown).toMatch(/^\d[\d,]{4,}$/);
		await eventually(async () => {
			await page.goto("/ja/hubs/ircn");
			expect(await page.innerText("main")).toContain(`${shown}円`);
		});
	});

	it("sees no personal data anywhere", async () => {
		const page = await browser.visit();
		await signIn(page, "secretariat");
		for (const path of [
			"/console",
			"/console/gifts",
			"/console/gifts?q=saotome",
			"/console/programme?fiscalYear=all",
		]) {
			await page.goto(path);
			expectNoDonor(await page.content());
		}
		const file = await page.request.get("/console/gifts.csv");
		expect(file.status()).toBe(403);
	});
});

function expectNoDonor(...texts: string[]): void {
	for (const text of texts) {
		const typed = text.replaceAll("?q=saotome", "").replaceAll('value="saotome"', "").replaceAll("「saotome」", "");
		for (const name of NAMES) expect(typed.includes(name), name).toBe(false);
	}
}

async function download(page: Page, label: string): Promise<string[][]> {
	const [file] = await Promise.all([
		page.waitForEvent("download"),
		page.getByRole("link", { name: label, exact: true }).click(),
	]);
	return parse(await readFile(await file.path()), { bom: true, relax_column_count: true });
}
