import { beforeAll, describe, expect, it } from "vitest";
import { fiscalYearOf } from "~/domain/calendar/fiscal-year";
import { LANGS } from "~/i18n/lang";
import { freshBrowser } from "../browser/visit";
import { giveByCard, newDonor } from "../giving/donor";
import { signIn } from "../staff/sign-in";
import { expectAccessible, expectNoSideways } from "./checks";

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
	it("are accessible in light and dark and fit a telephone", async () => {
		const page = await browser.visit({ javaScriptEnabled: true, locale: lang === "ja" ? "ja-JP" : "en-US" });
		await page.goto("/console");
		await expectAccessible(page);
		await expectNoSideways(page);
		await signIn(page, "admin");
		await page.goto("/console/gifts?q=%E4%BA%94%E5%8D%81%E5%B5%90");
		const story = await page.locator("tbody a").first().getAttribute("href");
		await page.goto("/console/external-funds");
		const externalFund = await page.locator("tbody a").first().getAttribute("href");
		const paths = [
			"/console",
			"/console/gifts",
			story ?? "",
			`${story}/refund`,
			`${story}/recognition`,
			"/console/gifts/new",
			"/console/plans",
			"/console/pledges",
			"/console/pledges/new",
			"/console/pledge-letters",
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
			"/console/desk",
			"/console/desk?rows=fiscalYear&columns=hub&measure=secured&change=cells",
			"/console/snapshots",
			"/console/years",
			"/console/sufficiency",
			"/console/sufficiency/nanolsi?preview=sources",
			"/console/sufficiency/nanolsi/scenarios",
			"/console/sufficiency/nanolsi/back-test",
			"/console/opportunities",
			"/console/opportunities/new",
			"/console/sufficiency/nanolsi/plans",
			"/console/imports",
			"/console/imports/new",
			"/console/imports/review-sheet",
			"/console/funds",
			"/console/funds/new",
			"/console/funds/nanolsi-general",
			"/console/goals",
			"/console/external-funds",
			"/console/external-funds/new",
			externalFund ?? "",
			`${externalFund}/edit`,
			`${externalFund}/years`,
			"/console/spending",
			"/console/spending/new",
			`/console/goals/nanolsi/${fiscalYearOf(new Date())}`,
			"/console/settings/institutions",
			"/console/settings/institutions/kanazawa-u",
			"/console/settings/institutions/kanazawa-u/receipts",
			"/console/settings/blocks",
			"/console/settings/staff",
			"/console/settings/api-tokens",
			"/console/settings/two-factor",
			"/sandbox/mail",
		];
		for (const path of paths) {
			const answer = await page.goto(path);
			expect(answer?.status(), path).toBe(200);
			expect(await page.getAttribute("html", "lang")).toBe(lang);
			// Structure and colours are the same in both languages; how long the words are is not.
			if (lang === "ja") await expectAccessible(page);
			await expectNoSideways(page);
		}
	});
});
