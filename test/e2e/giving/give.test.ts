import { describe, expect, it } from "vitest";
import { formatYen } from "~/i18n/format";
import { LANGS, type Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import { textsOf } from "../../stripe-sandbox/pages/texts";
import { freshBrowser } from "../browser/visit";
import { fillForm, followMail, newDonor, openMail, pay, seesState, send, startGift } from "./donor";

const browser = freshBrowser();
const visit = (lang: Lang) => browser.visit({ locale: lang === "ja" ? "ja-JP" : "en-US" });
const HUB = { ja: "ナノ生命科学研究所", en: "NanoLSI" };

describe.each(LANGS)("a gift in %s, without script", (lang) => {
	const t = getT(lang, "public");
	const mail = getT(lang, "mail");
	const stripe = textsOf(lang);
	const toSite = { name: stripe.toSite };

	it("goes from the directory to thanks by card, and the mail leads back", async () => {
		const page = await visit(lang);
		const donor = newDonor(lang);
		await page.goto("/");
		expect(new URL(page.url()).pathname).toBe(`/${lang}`);
		await page.getByRole("link", { name: t("home.toHubs"), exact: true }).click();
		await page.getByRole("link", { name: HUB[lang] }).first().click();
		await page.getByRole("link", { name: t("hub.give") }).click();
		await fillForm(page, donor);
		await send(page, lang);
		await page.waitForURL(/\/c\/pay\//);
		expect(await page.innerText("body")).toContain(stripe.sandbox);
		await pay(page, "succeed");
		await seesState(page, lang, "paid");
		const body = await page.innerText("main");
		expect(body).toContain(t("thanks.texts.paid", { amount: formatYen(10_000n, lang) }));
		const thanks = page.url();

		await openMail(page, lang, donor, "giftThanks");
		expect(await page.frameLocator("iframe").locator("html").getAttribute("lang")).toBe(lang);
		await followMail(page, mail("giftThanks.action"));
		await page.waitForURL(thanks);
	});

	it("is declined, says nothing was charged, and is then paid", async () => {
		const page = await visit(lang);
		await startGift(page, lang, newDonor(lang));
		await pay(page, "decline");
		expect(await page.innerText("[role=alert]")).toContain(stripe.declined);
		await pay(page, "succeed");
		await seesState(page, lang, "paid");
	});

	it("waits for the konbini, says so, and thanks when it is paid", async () => {
		const page = await visit(lang);
		const donor = newDonor(lang, { paymentMethod: "konbini", amountYen: "3000" });
		await startGift(page, lang, donor);
		await pay(page, "konbini_issue");
		await page.waitForURL(/\/c\/voucher\//);
		const voucher = page.url();
		await page.getByRole("link", toSite).click();
		await seesState(page, lang, "awaiting_konbini");
		expect(await page.innerText("main")).toContain(t("thanks.texts.awaiting_konbini"));
		const thanks = page.url();
		await page.getByRole("link", { name: t("thanks.konbini.voucher") }).click();
		await page.waitForURL(voucher);

		await openMail(page, lang, donor, "konbini");
		await followMail(page, mail("konbini.action"));
		await page.waitForURL(voucher);
		await page.getByRole("button", { name: stripe.voucherPay }).click();
		await page.goto(thanks);
		await seesState(page, lang, "paid");
		await openMail(page, lang, donor, "giftThanks");
	});

	it.runIf(lang === "ja")("comes by bank transfer in two parts", async () => {
		const page = await visit(lang);
		const donor = newDonor(lang, { paymentMethod: "bank_transfer", amountYen: "30000" });
		await startGift(page, lang, donor);
		await pay(page, "bank_transfer");
		await page.waitForURL(/\/c\/transfer\//);
		const account = page.url();
		await page.getByRole("link", toSite).click();
		await seesState(page, lang, "awaiting_transfer");
		const thanks = page.url();

		await page.goto(account);
		await page.fill("[name=amountYen]", "12000");
		await page.getByRole("button", { name: stripe.transferDo }).click();
		await page.goto(thanks);
		await seesState(page, lang, "partly_paid");
		const told = await page.innerText("[role=status]");
		expect(told).toContain(formatYen(12_000n, lang));
		expect(told).toContain(formatYen(18_000n, lang));

		await page.goto(account);
		await page.getByRole("button", { name: stripe.transferDo }).click();
		await page.goto(thanks);
		await seesState(page, lang, "paid");
		expect(await page.innerText("[role=status]")).toContain(formatYen(30_000n, lang));
	});

	// What follows differs by language in its words alone, and those are tested where they are made.
	it.runIf(lang === "ja")("runs out of time, says nothing was charged, and can be tried again", async () => {
		const page = await visit(lang);
		const donor = newDonor(lang, { paymentMethod: "konbini", amountYen: "3000" });
		await startGift(page, lang, donor);
		await pay(page, "konbini_issue");
		await page.waitForURL(/\/c\/voucher\//);
		const voucher = page.url();
		await page.getByRole("link", toSite).click();
		await seesState(page, lang, "awaiting_konbini");
		const thanks = page.url();
		await page.goto(voucher);
		await page.getByRole("button", { name: stripe.voucherExpire }).click();
		await page.goto(thanks);
		await seesState(page, lang, "expired");
		expect(await page.innerText("[role=status]")).toBe(t("thanks.texts.expired"));
		await openMail(page, lang, donor, "giftExpired");

		await page.goto(thanks);
		await page.getByRole("button", { name: t("thanks.retry") }).click();
		await page.waitForURL(/\/c\/pay\//);
		await pay(page, "konbini_issue");
		await page.waitForURL(/\/c\/voucher\//);
		await page.getByRole("button", { name: stripe.voucherPay }).click();
		await page.goto(thanks);
		await seesState(page, lang, "paid");
	});
});
