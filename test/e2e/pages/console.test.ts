import { beforeAll, describe, expect, it } from "vitest";
import { fiscalYearOf } from "~/domain/calendar/fiscal-year";
import { LANGS } from "~/i18n/lang";
import { freshBrowser } from "../browser/visit";
import { giveByCard, newDonor } from "../giving/donor";
import { expectAccessible, expectNoSideways } from "./checks";
import { adminPage, firstOf, walkPages } from "./walk-console";

const browser = freshBrowser();
const donor = newDonor("ja", {
	familyName: "五十嵐",
	familyNameKana: "イガラシ",
	displayName: "五十嵐",
	message: "応援しています。",
});

beforeAll(async () => {
	await giveByCard(await browser.visit(), "ja", donor);
});

describe.each(LANGS)("console pages in %s", (lang) => {
	it("the page to sign in is accessible and fits a telephone", async () => {
		// axe is script of its own.
		const page = await browser.visit({ javaScriptEnabled: true, locale: lang === "ja" ? "ja-JP" : "en-US" });
		await page.goto("/console");
		await expectAccessible(page);
		await expectNoSideways(page);
		expect(await page.getAttribute("html", "lang")).toBe(lang);
	});

	it("are accessible in light and dark and fit a telephone", async () => {
		const page = await adminPage(browser, lang);
		const story = await firstOf(page, "/console/gifts?q=%E4%BA%94%E5%8D%81%E5%B5%90");
		await walkPages(page, lang, [
			"/console",
			"/console/gifts",
			story,
			`${story}/refund`,
			`${story}/recognition`,
			"/console/gifts/new",
			"/console/plans",
			"/console/donors",
			"/console/applications",
			"/console/requests",
			"/console/mails",
			"/console/finance",
			"/console/finance/payouts",
			"/console/finance/bank-lines",
			"/console/finance/reconciliation",
			"/console/finance/refunds?queue=all",
			"/console/finance/disputes",
			"/console/receipts",
			"/console/receipts/paper",
			"/console/receipts/batches",
			"/console/programme",
			"/console/programme?fiscalYear=all&unit=million",
			"/console/programme/lines?measure=gross",
			"/console/funds",
			"/console/funds/new",
			"/console/funds/nanolsi-general",
			"/console/goals",
			`/console/goals/nanolsi/${fiscalYearOf(new Date())}`,
			"/console/settings/institutions",
			"/console/settings/institutions/kanazawa-u",
			"/console/settings/institutions/kanazawa-u/receipts",
			"/console/settings/blocks",
			"/console/settings/staff",
			"/console/settings/api-tokens",
			"/console/settings/two-factor",
			"/sandbox/mail",
		]);
	});
});
