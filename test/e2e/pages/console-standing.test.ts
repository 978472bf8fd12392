import { describe, it } from "vitest";
import { LANGS } from "~/i18n/lang";
import { freshBrowser } from "../browser/visit";
import { adminPage, firstOf, walkPages } from "./walk-console";

const browser = freshBrowser();

describe.each(LANGS)("console pages of promises and of standing alone in %s", (lang) => {
	it("are accessible in light and dark and fit a telephone", async () => {
		const page = await adminPage(browser, lang);
		const externalFund = await firstOf(page, "/console/external-funds");
		await walkPages(page, lang, [
			"/console/pledges",
			"/console/pledges/new",
			"/console/pledge-letters",
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
			"/console/external-funds",
			"/console/external-funds/new",
			externalFund,
			`${externalFund}/edit`,
			`${externalFund}/years`,
			"/console/spending",
			"/console/spending/new",
			"/console/follow-up",
			"/console/follow-up/nanolsi",
			"/console/practices",
			"/console/practices/offer",
			"/console/settings/hubs",
			"/console/settings/hubs/nanolsi",
		]);
	});
});
